/** The record of a look into a volume, as plain numbers. Explained in docs/records.md. */

import type { ViewCamera } from "../../camera/view-camera.ts";
import { DENSITY_SHIFT } from "../../rendering/march/contract.ts";
import { softplus } from "../../rendering/march/decoder.ts";
import { mean } from "../../tensor/statistics.ts";
import type { DarkShares } from "../angles/dark-pixels.ts";
import { type ViewPlace, viewPlace } from "../angles/record.ts";
import type { LookedInto } from "./look-into-volume.ts";
import type { RayCurve } from "./ray-curves.ts";
import type { SectionPlace } from "./sections.ts";

export interface SliceRecord {
	/** World units along the rays. */
	readonly from: number;
	readonly depth: number;
	readonly to: number;
	/** Over the rays that reach `depth`, there: per world unit. */
	readonly meanDensity: number;
	readonly largestDensity: number;
	/** Mean over rays of the light that stops in the slice, 0 to 1; over all slices this is the mean opacity. */
	readonly meanWeight: number;
}

export interface VolumeRecord {
	readonly seed: number;
	readonly view: ViewPlace;
	/** Rays per side. */
	readonly side: number;
	readonly dark: DarkShares;
	readonly slices: readonly SliceRecord[];
	/** Root mean square difference of the slices' sum and the rendered image, 0 to 1. */
	readonly sumDifference: number;
	readonly rays: readonly RayCurve[];
	readonly sections: readonly (SectionPlace & { readonly largestDensity: number })[];
	/** Indices of the report's panels and the spread of their depths over the image; `null` where not asked for. */
	readonly published:
		| readonly { readonly index: number | null; readonly nearest: number; readonly farthest: number }[]
		| null;
}

export function volumeRecord(seed: number, camera: ViewCamera, looked: LookedInto): VolumeRecord {
	const { slices, sections, published, rays, dark, sumDifference } = looked;
	return {
		...{ seed, view: viewPlace(camera), side: slices.side, dark, sumDifference, rays },
		slices: slices.slices.map(({ from, depth, to, sigma, weight }) => {
			const densities = densityOf(sigma).filter((_, ray) => (sigma[ray] ?? 0) > Number.NEGATIVE_INFINITY);
			return {
				...{ from, depth, to },
				meanDensity: densities.length === 0 ? 0 : mean(densities),
				largestDensity: largestOf(densities),
				meanWeight: mean(weight),
			};
		}),
		sections: sections.map(({ axis, at, sigma }) => ({ axis, at, largestDensity: largestOf(densityOf(sigma)) })),
		published:
			published?.panels.map(({ index, depths }) => ({
				index,
				nearest: depths.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
				farthest: largestOf(depths),
			})) ?? null,
	};
}

/** softplus(sigma − 1), per world unit. */
export function densityOf(sigma: Float32Array): Float32Array {
	return sigma.map((value) => softplus(value - DENSITY_SHIFT));
}

/** 0 of none. */
function largestOf(values: Float32Array): number {
	return values.reduce((most, value) => Math.max(most, value), values[0] ?? 0);
}
