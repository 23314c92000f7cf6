/**
 * Features of a point from the three planes (eg3d.md §4; Chan et al. 2022 §4.1), in plain float64.
 *
 * Bilinear, texel centres at half-integers ("align_corners = false"), zeros outside the plane, mean of the three. Planes of
 * several slices are interpolated along the third axis, too, in the same way (An et al. 2023, PanoHead §3.2).
 */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { PLANE_AXES, type PlaneAxes, sliceAxisOf } from "../plane-axes.ts";

/** The three planes with the channels of a texel side by side. */
export interface ChannelLastPlanes {
	/** [3, G, H, W, C] */
	readonly data: Float32Array;
	readonly channels: number;
	/** G */
	readonly slices: number;
	readonly height: number;
	readonly width: number;
}

/** Re-lays planes [3, C · G, H, W] as [3, G, H, W, C]. @param slices  G */
export function channelLastPlanes(planes: Float32Tensor, slices = 1): ChannelLastPlanes {
	const { CG, H, W } = matchShape("planes", planes.shape, [3, "CG", "H", "W"]);
	const channels = CG / slices;
	const data = new Float32Array(planes.data.length);
	for (let plane = 0; plane < 3; plane++) {
		for (let number = 0; number < CG; number++) {
			const [channel, slice] = [Math.floor(number / slices), number % slices];
			const from = (plane * CG + number) * H * W;
			const to = (plane * slices + slice) * H * W;
			for (let texel = 0; texel < H * W; texel++) data[(to + texel) * channels + channel] = planes.data[from + texel]!;
		}
	}
	return { data, channels, slices, height: H, width: W };
}

/**
 * Features of a point: the mean of its samples in the three planes.
 * @param point    [3] world units; points outside the box see zeros
 * @param boxWarp  side of the box that the planes cover, world units
 * @returns features [C]
 */
export function sampleTriplanes(
	planes: ChannelLastPlanes,
	planeAxes: PlaneAxes,
	boxWarp: number,
	point: ArrayLike<number>,
): Float64Array {
	const features = new Float64Array(planes.channels);
	const { slices } = planes;
	const along = (axis: number): number => (2 / boxWarp) * point[axis]!;
	PLANE_AXES[planeAxes].forEach((pair, plane) => {
		const [u, v] = pair;
		for (let slice = 0; slice < slices; slice++) {
			const weight = sliceWeight(along(sliceAxisOf(pair)), slice, slices);
			if (weight > 0) addPlaneSample(features, planes, plane * slices + slice, along(u), along(v), weight);
		}
	});
	return features.map((sum) => sum / 3);
}

/** Share of slice `slice` of `slices` at a place from −1 to 1 along their axis: 1 for the only one. */
export function sliceWeight(place: number, slice: number, slices: number): number {
	if (slices === 1) return 1;
	const at = ((place + 1) * slices - 1) / 2;
	return Math.max(0, 1 - Math.abs(at - slice));
}

/**
 * Adds the bilinear sample of one slice of a plane to `features` [C], times `weight`.
 * @param slice  plane · G + its slice
 * @param u  across the width, −1 at the left edge of the first texel to 1 at the right edge of the last
 * @param v  across the height, likewise from the top
 */
export function addPlaneSample(
	features: Float64Array,
	planes: ChannelLastPlanes,
	slice: number,
	u: number,
	v: number,
	weight = 1,
): void {
	const x = ((u + 1) * planes.width - 1) / 2;
	const y = ((v + 1) * planes.height - 1) / 2;
	const left = Math.floor(x);
	const top = Math.floor(y);
	const right = x - left;
	const bottom = y - top;
	addTexel(features, planes, slice, top, left, weight * (1 - bottom) * (1 - right));
	addTexel(features, planes, slice, top, left + 1, weight * (1 - bottom) * right);
	addTexel(features, planes, slice, top + 1, left, weight * bottom * (1 - right));
	addTexel(features, planes, slice, top + 1, left + 1, weight * bottom * right);
}

/** Adds `weight` times a texel; texels outside the plane are zero. */
function addTexel(
	features: Float64Array,
	{ data, channels, height, width }: ChannelLastPlanes,
	slice: number,
	row: number,
	column: number,
	weight: number,
): void {
	const isInside = row >= 0 && row < height && column >= 0 && column < width;
	if (!isInside) return;
	const from = ((slice * height + row) * width + column) * channels;
	for (let channel = 0; channel < channels; channel++) features[channel]! += weight * data[from + channel]!;
}
