/**
 * Mean depth maps of generated people against the true ones, from each side that enough people are seen from, over the
 * pixels that show the person in nearly all true views: the wall behind, which a plain background does not tell the
 * distance of, does not count.
 */

import { estimateByJackknife, type MetricValue } from "../estimate.ts";
import { DEPTH_GROUPS, type DepthMaps, type DepthSums } from "./depth-maps.ts";

export interface DepthAccuracy {
	/** Mean |generated − true| of the mean maps, world units. */
	readonly error: MetricValue;
	/** Mean of generated − true, world units: positive is too far away. */
	readonly shift: MetricValue;
	/**
	 * Share of the true relief that the generated one has: the slope of generated over true depth about their means, side by
	 * side; 1 is right, 0 is flat, below 0 is inside out.
	 */
	readonly relief: MetricValue;
}

/** Views from a side, of each set, that a mean is made of at least. */
const LEAST_VIEWS = 8;
/** Share of true views in which a pixel shows the person at least. */
const LEAST_SHARE = 0.9;

/** `null` where there is no side that enough people of both sets are seen from. */
export function depthAccuracy(generated: DepthMaps, truth: DepthMaps): DepthAccuracy | null {
	const whole = compareMaps(generated.without(null), truth.without(null));
	if (!whole) return null;
	const parts = Array.from({ length: DEPTH_GROUPS }, (_, group) =>
		compareMaps(generated.without(group), truth.without(group)),
	).filter((part) => part !== null);
	const estimate = (name: keyof typeof whole): MetricValue =>
		estimateByJackknife(whole[name], parts.length === DEPTH_GROUPS ? parts.map((part) => part[name]) : []);
	return { error: estimate("error"), shift: estimate("shift"), relief: estimate("relief") };
}

interface Comparison {
	readonly error: number;
	readonly shift: number;
	readonly relief: number;
}

function compareMaps(
	generated: ReadonlyMap<number, DepthSums>,
	truth: ReadonlyMap<number, DepthSums>,
): Comparison | null {
	const sums = { pixels: 0, error: 0, shift: 0, product: 0, square: 0 };
	for (const [side, wanted] of truth) {
		const got = generated.get(side);
		if (!got || Math.min(got.count, wanted.count) < LEAST_VIEWS) continue;
		addSide(sums, got, wanted);
	}
	if (sums.pixels === 0) return null;
	return {
		error: sums.error / sums.pixels,
		shift: sums.shift / sums.pixels,
		relief: sums.product / sums.square,
	};
}

function addSide(
	sums: { pixels: number; error: number; shift: number; product: number; square: number },
	got: DepthSums,
	wanted: DepthSums,
): void {
	const shown: number[] = [];
	wanted.person.forEach((views, pixel) => {
		if (views >= LEAST_SHARE * wanted.count) shown.push(pixel);
	});
	const mean = ({ depth, count }: DepthSums): number =>
		shown.reduce((sum, pixel) => sum + depth[pixel]! / count, 0) / shown.length;
	const [meanGot, meanWanted] = [mean(got), mean(wanted)];
	for (const pixel of shown) {
		const [a, b] = [got.depth[pixel]! / got.count, wanted.depth[pixel]! / wanted.count];
		sums.pixels++;
		sums.error += Math.abs(a - b);
		sums.shift += a - b;
		sums.product += (a - meanGot) * (b - meanWanted);
		sums.square += (b - meanWanted) ** 2;
	}
}
