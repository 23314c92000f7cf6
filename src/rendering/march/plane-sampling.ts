/**
 * Features of a point from the three planes (eg3d.md §4; Chan et al. 2022 §4.1), in plain float64.
 *
 * Bilinear, texel centres at half-integers ("align_corners = false"), zeros outside the plane, mean of the three.
 */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { PLANE_AXES, type PlaneAxes } from "../plane-axes.ts";

/** The three planes with the channels of a texel side by side. */
export interface ChannelLastPlanes {
	/** [3, H, W, C] */
	readonly data: Float32Array;
	readonly channels: number;
	readonly height: number;
	readonly width: number;
}

/** Re-lays planes [3, C, H, W] as [3, H, W, C]. */
export function channelLastPlanes(planes: Float32Tensor): ChannelLastPlanes {
	const { C, H, W } = matchShape("planes", planes.shape, [3, "C", "H", "W"]);
	const data = new Float32Array(planes.data.length);
	for (let plane = 0; plane < 3; plane++) {
		for (let channel = 0; channel < C; channel++) {
			const from = (plane * C + channel) * H * W;
			for (let texel = 0; texel < H * W; texel++) {
				data[(plane * H * W + texel) * C + channel] = planes.data[from + texel]!;
			}
		}
	}
	return { data, channels: C, height: H, width: W };
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
	PLANE_AXES[planeAxes].forEach(([u, v], plane) => {
		addPlaneSample(features, planes, plane, (2 / boxWarp) * point[u]!, (2 / boxWarp) * point[v]!);
	});
	return features.map((sum) => sum / 3);
}

/**
 * Adds the bilinear sample of one plane to `features` [C].
 * @param u  across the width, −1 at the left edge of the first texel to 1 at the right edge of the last
 * @param v  across the height, likewise from the top
 */
export function addPlaneSample(
	features: Float64Array,
	planes: ChannelLastPlanes,
	plane: number,
	u: number,
	v: number,
): void {
	const x = ((u + 1) * planes.width - 1) / 2;
	const y = ((v + 1) * planes.height - 1) / 2;
	const left = Math.floor(x);
	const top = Math.floor(y);
	const right = x - left;
	const bottom = y - top;
	addTexel(features, planes, plane, top, left, (1 - bottom) * (1 - right));
	addTexel(features, planes, plane, top, left + 1, (1 - bottom) * right);
	addTexel(features, planes, plane, top + 1, left, bottom * (1 - right));
	addTexel(features, planes, plane, top + 1, left + 1, bottom * right);
}

/** Adds `weight` times a texel; texels outside the plane are zero. */
function addTexel(
	features: Float64Array,
	{ data, channels, height, width }: ChannelLastPlanes,
	plane: number,
	row: number,
	column: number,
	weight: number,
): void {
	const isInside = row >= 0 && row < height && column >= 0 && column < width;
	if (!isInside) return;
	const from = ((plane * height + row) * width + column) * channels;
	for (let channel = 0; channel < channels; channel++) features[channel]! += weight * data[from + channel]!;
}
