/**
 * Marching all rays of a view together, depth by depth, by the rule of the renderer (`rendering/march/composite.ts`): an
 * interval between neighbouring samples has the mean sigma and colour of the two. Samples stand at the same depths along
 * every ray, so that each depth is a slice that can be shown, and what slices hold back adds up to the picture.
 */

import { DENSITY_SHIFT, TRANSMITTANCE_EPSILON } from "../../rendering/march/contract.ts";
import { softplus } from "../../rendering/march/decoder.ts";
import { type RayValues, SHOWN_CHANNELS } from "./ray-samples.ts";

/** What intervals between two depths hold back. */
export interface SliceLight {
	/** [M] share of the light that stops here, 0 to 1 */
	readonly weight: Float32Array;
	/** [M, 3] weight times colour: what the slice adds to the picture, before · 2 − 1 */
	readonly colour: Float32Array;
	/** [M] ∫ density, so that exp(−opticalDepth) of the light passes */
	readonly opticalDepth: Float32Array;
}

/** Walks from depth to depth and sums up. One sample per ray is held. */
export class FixedDepthMarch {
	readonly #rays: number;
	/** [M] light left */
	readonly #light: Float64Array;
	/** [M] Σ weight · depth */
	readonly #depthSum: Float64Array;
	readonly #opacity: Float64Array;
	readonly #colour: Float64Array;
	#last: { readonly depth: number; readonly values: RayValues } | null = null;
	#slice: SliceLight;

	constructor(rays: number) {
		this.#rays = rays;
		this.#light = new Float64Array(rays).fill(1);
		this.#depthSum = new Float64Array(rays);
		this.#opacity = new Float64Array(rays);
		this.#colour = new Float64Array(rays * SHOWN_CHANNELS);
		this.#slice = emptySlice(rays);
	}

	/**
	 * Goes on to a depth, which must be larger than the last.
	 * @param values  of one sample per ray; a sigma of −∞ is empty space
	 */
	advance(depth: number, values: RayValues): void {
		if (this.#last) this.#interval(depth - this.#last.depth, (depth + this.#last.depth) / 2, this.#last.values, values);
		this.#last = { depth, values };
	}

	/** What stopped since the last call, and begins the next slice. */
	takeSlice(): SliceLight {
		const slice = this.#slice;
		this.#slice = emptySlice(this.#rays);
		return slice;
	}

	/**
	 * The picture so far.
	 * @returns colour [M, 3] about [−1, 1]; opacity [M]; depth [M] expected, NaN where nothing stopped
	 */
	picture(whiteBack: boolean): {
		readonly colour: Float32Array;
		readonly opacity: Float32Array;
		readonly depth: Float32Array;
	} {
		const colour = Float32Array.from(this.#colour, (sum, at) => {
			const through = whiteBack ? 1 - (this.#opacity[Math.floor(at / SHOWN_CHANNELS)] ?? 0) : 0;
			return (sum + through) * 2 - 1;
		});
		const depth = Float32Array.from(this.#depthSum, (sum, ray) => sum / (this.#opacity[ray] ?? 0));
		return { colour, opacity: Float32Array.from(this.#opacity), depth };
	}

	#interval(delta: number, middle: number, near: RayValues, far: RayValues): void {
		const { weight, colour, opticalDepth } = this.#slice;
		for (let ray = 0; ray < this.#rays; ray++) {
			const density = softplus(((near.sigma[ray] ?? 0) + (far.sigma[ray] ?? 0)) / 2 - DENSITY_SHIFT);
			const alpha = 1 - Math.fround(Math.exp(-density * delta));
			const light = this.#light[ray] ?? 0;
			const stopped = alpha * light;
			this.#light[ray] = light * (1 - alpha + TRANSMITTANCE_EPSILON);
			add(weight, ray, stopped);
			add(opticalDepth, ray, density * delta);
			add(this.#opacity, ray, stopped);
			add(this.#depthSum, ray, stopped * middle);
			for (let channel = 0; channel < SHOWN_CHANNELS; channel++) {
				const at = ray * SHOWN_CHANNELS + channel;
				const mixed = (stopped * ((near.rgb[at] ?? 0) + (far.rgb[at] ?? 0))) / 2;
				add(colour, at, mixed);
				add(this.#colour, at, mixed);
			}
		}
	}
}

function emptySlice(rays: number): SliceLight {
	return {
		weight: new Float32Array(rays),
		colour: new Float32Array(rays * SHOWN_CHANNELS),
		opticalDepth: new Float32Array(rays),
	};
}

function add(sums: Float32Array | Float64Array, at: number, value: number): void {
	sums[at] = (sums[at] ?? 0) + value;
}
