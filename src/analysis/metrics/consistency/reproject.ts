/**
 * One view moved into another through its depth. Every pixel of an image is a point of space by its depth; where the
 * other camera sees the same point – inside its image, and at the distance its own depth map says – the two colours should
 * be equal. Shading that changes with the view, and of course a super-resolution that paints each view again, make them
 * differ.
 */

import { frameOf } from "../../../camera/cam2world.ts";
import type { Camera } from "../../../camera/label.ts";
import { projectPoint } from "../../../camera/projection.ts";
import { pixelRays } from "../../../rendering/rays.ts";
import type { Float32Tensor } from "../../../tensor/host-tensor.ts";
import { matchShape } from "../../../tensor/shape.ts";
import type { Vec3 } from "../../../tensor/vec3.ts";
import { type Plane, type Sampled, samplePlane } from "./sample-image.ts";

/** A view and its geometry. The image may have more pixels than the depth. */
export interface PosedImage {
	readonly camera: Camera;
	/** [1, 3, R, R], about [−1, 1] */
	readonly image: Float32Tensor;
	/** [1, 1, h, h], along the ray, world units */
	readonly depth: Float32Tensor;
	/** [1, 1, h, h], 0 to 1 */
	readonly opacity: Float32Tensor;
}

export interface ReprojectionLimits {
	/** Distances that differ by less are of the same surface, world units. */
	readonly depthTolerance: number;
	/** Pixels whose neighbours' depths differ by more lie on an edge and are left out, world units. */
	readonly edge: number;
	/** Pixels that let more light through are left out. */
	readonly leastOpacity: number;
}

export interface Reprojection {
	/** Share of the first image's pixels that the second one sees too. */
	readonly overlap: number;
	/** Mean |difference| of colours over these, as a share of the range from black to white. */
	readonly error: number;
	/**
	 * Root mean square difference over that of pixels of the two images drawn by chance, √(σ₁² + σ₂² + (μ₁ − μ₂)²) within
	 * the overlap: 0 is perfect, 1 no better than chance, whatever the contrast.
	 */
	readonly normalised: number;
}

/** Without overlap the errors are NaN. */
export function reproject(from: PosedImage, to: PosedImage, limits: ReprojectionLimits): Reprojection {
	const { R } = matchShape("image", from.image.shape, [1, 3, "R", "R"]);
	const [source, target] = [planesOf(from), planesOf(to)];
	const { directions } = pixelRays(from.camera, { width: R, height: R });
	const { position } = frameOf(from.camera.cam2world.data);
	const statistics = newStatistics();
	const sampled: Sampled = { value: 0, spread: 0 };
	for (let pixel = 0; pixel < R * R; pixel++) {
		const u = ((pixel % R) + 0.5) / R;
		const v = (Math.floor(pixel / R) + 0.5) / R;
		if (!surfaceAt(source, u, v, limits, sampled)) continue;
		const away = sampled.value;
		const along = directions.data.subarray(pixel * 3, pixel * 3 + 3);
		const point: Vec3 = [
			position[0] + away * along[0]!,
			position[1] + away * along[1]!,
			position[2] + away * along[2]!,
		];
		const seen = projectPoint(to.camera, point);
		if (!(seen.depth > 0 && inside(seen.u) && inside(seen.v))) continue;
		if (!surfaceAt(target, seen.u, seen.v, limits, sampled)) continue;
		if (Math.abs(sampled.value - seen.depth) > limits.depthTolerance) continue;
		statistics.pixels++;
		for (const [channel, plane] of target.colours.entries()) {
			samplePlane(plane, seen.u, seen.v, sampled);
			addPair(statistics, source.colours[channel]?.data[pixel] ?? Number.NaN, sampled.value);
		}
	}
	return summary(statistics, R * R);
}

interface Planes {
	readonly colours: readonly Plane[];
	readonly depth: Plane;
	readonly opacity: Plane;
}

function planesOf({ image, depth, opacity }: PosedImage): Planes {
	const { R } = matchShape("image", image.shape, [1, 3, "R", "R"]);
	const { h } = matchShape("depth", depth.shape, [1, 1, "h", "h"]);
	matchShape("opacity", opacity.shape, [1, 1, h, h]);
	const area = R * R;
	const colours = [0, 1, 2].map((channel) => ({
		width: R,
		height: R,
		data: image.data.subarray(channel * area, (channel + 1) * area),
	}));
	const small = { width: h, height: h };
	return { colours, depth: { ...small, data: depth.data }, opacity: { ...small, data: opacity.data } };
}

/** Whether there is an opaque surface without an edge; its depth is then in `sampled`. */
function surfaceAt(
	{ depth, opacity }: Planes,
	u: number,
	v: number,
	{ edge, leastOpacity }: ReprojectionLimits,
	sampled: Sampled,
): boolean {
	samplePlane(opacity, u, v, sampled);
	if (!(sampled.value >= leastOpacity)) return false;
	samplePlane(depth, u, v, sampled);
	return sampled.spread <= edge && Number.isFinite(sampled.value);
}

function inside(coordinate: number): boolean {
	return coordinate >= 0 && coordinate <= 1;
}

/** Sums over pixels and channels. */
interface Statistics {
	pixels: number;
	samples: number;
	difference: number;
	squared: number;
	readonly sums: [number, number];
	readonly squares: [number, number];
}

function newStatistics(): Statistics {
	return { pixels: 0, samples: 0, difference: 0, squared: 0, sums: [0, 0], squares: [0, 0] };
}

function addPair(statistics: Statistics, a: number, b: number): void {
	statistics.samples++;
	statistics.difference += Math.abs(a - b);
	statistics.squared += (a - b) ** 2;
	statistics.sums[0] += a;
	statistics.sums[1] += b;
	statistics.squares[0] += a * a;
	statistics.squares[1] += b * b;
}

function summary({ pixels, samples, difference, squared, sums, squares }: Statistics, all: number): Reprojection {
	const [meanA, meanB] = [sums[0] / samples, sums[1] / samples];
	const byChance = squares[0] / samples + squares[1] / samples - 2 * meanA * meanB;
	return {
		overlap: pixels / all,
		error: difference / samples / 2,
		normalised: Math.sqrt(squared / samples / byChance),
	};
}
