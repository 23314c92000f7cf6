/**
 * PanoHead in plain float64, ray by ray, written from the facts of its paper and configuration and from nothing else
 * here: three planes of slices at (x, y | z), (x, z | y) and (y, z | x), densities of −1000 beyond the mask, colours as they are
 * decoded, a background behind what light passes through, and a layer for the raw image.
 */

import {
	connected,
	leaky,
	type Numbers,
	type Plane,
	superresolutionBlockByHand,
	synthesisByHand,
	toRgbByHand,
	widened,
} from "./synthesis-by-hand.ts";

export interface HandSizes {
	readonly planeResolutions: readonly number[];
	readonly backgroundResolutions: readonly number[];
	/** Channels and slices of a plane. */
	readonly channels: number;
	readonly slices: number;
	readonly features: number;
	readonly boxWarp: number;
	readonly rayStart: number;
	readonly rayEnd: number;
	/** Coarse samples, and as many fine ones. */
	readonly samples: number;
	/** Rays per side. */
	readonly side: number;
}

/** A w for each layer. */
export type Ws = readonly ArrayLike<number>[];

/** What light meets along the rays: [F, side, side], and of each ray Σ w and Σ w · d / Σ w. */
export interface HandMarch {
	readonly features: Plane;
	readonly mask: Float64Array;
	readonly depth: Float64Array;
}

/** z and c to w; `c` is not scaled. */
export function mappingByHand(network: Numbers, z: ArrayLike<number>, c: ArrayLike<number>): Float64Array {
	const normal = (x: ArrayLike<number>): number[] => {
		const values = Array.from(x);
		const scale = 1 / Math.sqrt(values.reduce((total, value) => total + value * value, 0) / values.length + 1e-8);
		return values.map((value) => value * scale);
	};
	let x: ArrayLike<number> = [...normal(z), ...normal(connected(network, "backbone.mapping.embed", c))];
	for (const layer of ["fc0", "fc1"]) x = connected(network, `backbone.mapping.${layer}`, x, 0.01).map(leaky);
	return Float64Array.from(x);
}

/** The volume of planes [3 · channels · slices, side, side], seen by a camera label. */
export function marchByHand(network: Numbers, planes: Plane, label: ArrayLike<number>, sizes: HandSizes): HandMarch {
	const { features: F, side, samples } = sizes;
	const features: Plane = { channels: F, side, data: new Float64Array(F * side * side) };
	const mask = new Float64Array(side * side);
	const depth = new Float64Array(side * side);
	let [nearest, farthest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let ray = 0; ray < side * side; ray++) {
		const { origin, direction } = rayOf(label, (ray % side) + 0.5, Math.floor(ray / side) + 0.5, side);
		const look = (depths: readonly number[]): Sample[] =>
			depths.map((at) => {
				const point = origin.map((from, axis) => from + at * (direction[axis] ?? 0));
				return { depth: at, ...decodeByHand(network, planes, point, sizes) };
			});
		const step = (sizes.rayEnd - sizes.rayStart) / (samples - 1);
		const coarse = look(Array.from({ length: samples }, (_, i) => sizes.rayStart + (i + 0.5) * step));
		const all = [...coarse, ...look(fineDepths(coarse, samples))].sort((a, b) => a.depth - b.depth);
		nearest = Math.min(nearest, all[0]?.depth ?? nearest);
		farthest = Math.max(farthest, all.at(-1)?.depth ?? farthest);
		const weights = weightsOf(all);
		mask[ray] = weights.reduce((total, weight) => total + weight, 0);
		let weighted = 0;
		weights.forEach((weight, i) => {
			const [before, after] = [all[i], all[i + 1]];
			if (!before || !after) return;
			weighted += (weight * (before.depth + after.depth)) / 2;
			for (let f = 0; f < F; f++) {
				const colour = ((before.colours[f] ?? 0) + (after.colours[f] ?? 0)) / 2;
				features.data[f * side * side + ray] = (features.data[f * side * side + ray] ?? 0) + weight * colour;
			}
		});
		depth[ray] = weighted / (mask[ray] ?? 0);
	}
	return { features, mask, depth: depth.map((at) => Math.min(Math.max(at, nearest), farthest)) };
}

/** features + (1 − mask) · background. */
export function behindByHand({ features, mask }: HandMarch, background: Plane): Plane {
	const fitted = widened(background, features.side);
	const count = features.side ** 2;
	const data = features.data.map((value, at) => value + (1 - (mask[at % count] ?? 0)) * (fitted.data[at] ?? 0));
	return { ...features, data };
}

/** The picture that stands behind, of the first of the ws. */
export function backgroundByHand(network: Numbers, ws: Ws, { backgroundResolutions }: HandSizes): Plane {
	return synthesisByHand(network, "bcg_synthesis", backgroundResolutions, ws);
}

export function planesByHand(network: Numbers, ws: Ws, { planeResolutions }: HandSizes): Plane {
	return synthesisByHand(network, "backbone.synthesis", planeResolutions, ws);
}

export function rawByHand(network: Numbers, features: Plane, w: ArrayLike<number>): Plane {
	return toRgbByHand(network, "torgb", features, w);
}

/** 8XDC: both resized to 128², then two blocks that double. */
export function superresolvedByHand(network: Numbers, raw: Plane, features: Plane, w: ArrayLike<number>): Plane {
	const start = { x: widened(features, 128), picture: widened(raw, 128) };
	const first = superresolutionBlockByHand(network, "superresolution.block0", start, w);
	return superresolutionBlockByHand(network, "superresolution.block1", first, w).picture;
}

interface Sample {
	readonly depth: number;
	readonly sigma: number;
	readonly colours: readonly number[];
}

/** Pixel centre lifted by the inverse intrinsics, with skew; OpenCV axes. */
function rayOf(
	label: ArrayLike<number>,
	x: number,
	y: number,
	side: number,
): { readonly origin: readonly number[]; readonly direction: readonly number[] } {
	const of = (at: number): number => label[at] ?? 0;
	const v = (y / side - of(21)) / of(20);
	const u = (x / side - of(18) - of(17) * v) / of(16);
	const ahead = [0, 1, 2].map((axis) => of(4 * axis) * u + of(4 * axis + 1) * v + of(4 * axis + 2));
	const length = Math.hypot(...ahead);
	return { origin: [of(3), of(7), of(11)], direction: ahead.map((value) => value / length) };
}

/** (u, v | slice) of each plane, as axis numbers. */
const PLANES = [
	[0, 1, 2],
	[0, 2, 1],
	[1, 2, 0],
] as const;

function decodeByHand(
	network: Numbers,
	planes: Plane,
	point: readonly number[],
	{ channels, slices, features, boxWarp }: HandSizes,
): { readonly sigma: number; readonly colours: readonly number[] } {
	const place = (axis: number, count: number): number => (((2 / boxWarp) * (point[axis] ?? 0) + 1) * count - 1) / 2;
	const means = Array.from({ length: channels }, (_, channel) => {
		let total = 0;
		PLANES.forEach(([u, v, d], number) => {
			const [x, y, z] = [place(u, planes.side), place(v, planes.side), place(d, slices)];
			for (let slice = 0; slice < slices; slice++) {
				for (let row = 0; row < planes.side; row++) {
					for (let column = 0; column < planes.side; column++) {
						const share = tent(x - column) * tent(y - row) * tent(z - slice);
						if (share === 0) continue;
						const image = (number * channels + channel) * slices + slice;
						total += share * (planes.data[(image * planes.side + row) * planes.side + column] ?? 0);
					}
				}
			}
		});
		return total / 3;
	});
	const hidden = connected(network, "decoder.net.0", means).map((x) => Math.log1p(Math.exp(x)));
	const [sigma = 0, ...colours] = connected(network, "decoder.net.2", hidden);
	const limit = boxWarp / 2 - 0.1;
	const isInside = Math.abs(point[0] ?? 0) <= limit && Math.abs(point[2] ?? 0) <= limit;
	return { sigma: isInside ? sigma : -1000, colours: colours.slice(0, features) };
}

function tent(distance: number): number {
	return Math.max(0, 1 - Math.abs(distance));
}

/** Of the intervals between neighbours. */
function weightsOf(samples: readonly Sample[]): number[] {
	let light = 1;
	return samples.slice(1).map((after, i) => {
		const before = samples[i] ?? after;
		const density = Math.log1p(Math.exp((before.sigma + after.sigma) / 2 - 1));
		const alpha = 1 - Math.fround(Math.exp(-density * (after.depth - before.depth)));
		const weight = alpha * light;
		light *= 1 - alpha + 1e-10;
		return weight;
	});
}

/** Inverse of the distribution of what the coarse samples saw, at (k + 0.5) / K. */
function fineDepths(coarse: readonly Sample[], K: number): number[] {
	const weights = weightsOf(coarse);
	const at = (i: number): number => weights[i] ?? 0;
	const smooth = weights.map((_, i) => (Math.max(at(i - 1), at(i)) + Math.max(at(i), at(i + 1))) / 2 + 0.01 + 1e-5);
	const inner = smooth.slice(1, -1);
	const total = inner.reduce((sum, weight) => sum + weight, 0);
	const middles = weights.map((_, i) => ((coarse[i]?.depth ?? 0) + (coarse[i + 1]?.depth ?? 0)) / 2);
	const steps = [0];
	for (const weight of inner) steps.push((steps.at(-1) ?? 0) + weight / total);
	return Array.from({ length: K }, (_, k) => {
		const u = (k + 0.5) / K;
		const above = Math.min(
			steps.findIndex((step) => step > u) < 0 ? steps.length : steps.findIndex((step) => step > u),
			steps.length - 1,
		);
		const below = Math.max(above - 1, 0);
		const [from = 0, to = 0] = [steps[below], steps[above]];
		const share = (u - from) / (to - from < 1e-5 ? 1 : to - from);
		return (middles[below] ?? 0) + share * ((middles[above] ?? 0) - (middles[below] ?? 0));
	});
}
