/**
 * Rays and coarse depths as graph nodes: the same as `rays.ts`, `samplers.ts` and `ray-box.ts`, but differentiable by
 * the camera label and part of an exported graph.
 */

import { INTRINSICS_START, LABEL_LENGTH } from "../../camera/label.ts";
import { add, div, maximum, minimum, mul, sub } from "../../graph/ops/arithmetic.ts";
import { cast, less, where } from "../../graph/ops/comparison.ts";
import { concat, expand, reshape, sliceAxis, transpose } from "../../graph/ops/layout.ts";
import { matmul } from "../../graph/ops/matmul.ts";
import { reduceMax, reduceMin, reduceSum } from "../../graph/ops/reductions.ts";
import { reciprocal, rsqrt, square } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import type { MarchOptions } from "./contract.ts";

export interface SymbolicPixelRays {
	/** [N, M, 3] */
	readonly origins: SymbolicTensor;
	/** [N, M, 3] unit length */
	readonly directions: SymbolicTensor;
}

/**
 * One ray per pixel centre of a square image, row by row.
 * @param labels  [N, 25]
 * @param side    pixels per side; M = side²
 */
export function symbolicPixelRays(labels: SymbolicTensor, side: number): SymbolicPixelRays {
	const M = side * side;
	const centres = Float32Array.from({ length: 2 * M }, (_, index) => {
		const pixel = index >> 1;
		return ((index % 2 === 0 ? pixel % side : Math.floor(pixel / side)) + 0.5) / side;
	});
	return symbolicRaysThrough(labels, labels.graph.constant(float32Tensor([1, M, 2], centres)));
}

/**
 * One ray through each place of an image.
 * @param labels  [N, 25]
 * @param places  [1 or N, M, 2] across and down, in units of the image's side: [0, 1] is inside
 */
export function symbolicRaysThrough(labels: SymbolicTensor, places: SymbolicTensor): SymbolicPixelRays {
	const { N } = matchShape("labels", labels.shape, ["N", LABEL_LENGTH]);
	const { M } = matchShape("places", places.shape, [places.shape[0] ?? 1, "M", 2]);
	const cam2world = reshape(sliceAxis(labels, 1, 0, INTRINSICS_START), [N, 4, 4]);
	const rotation = sliceAxis(sliceAxis(cam2world, 1, 0, 3), 2, 0, 3); // [N, 3, 3]
	const position = sliceAxis(sliceAxis(cam2world, 1, 0, 3), 2, 3, 4); // [N, 3, 1]
	const world = matmul(lift(labels, places), transpose(rotation, [0, 2, 1])); // [N, M, 3]
	const directions = mul(world, rsqrt(reduceSum(square(world), [2], true)));
	return { origins: expand(reshape(position, [N, 1, 3]), [N, M, 3]), directions };
}

/** Places on the camera's plane z = 1, through the inverse intrinsics with skew: [N, M, 3]. */
function lift(labels: SymbolicTensor, places: SymbolicTensor): SymbolicTensor {
	const { N } = matchShape("labels", labels.shape, ["N", LABEL_LENGTH]);
	const { M } = matchShape("places", places.shape, [places.shape[0] ?? 1, "M", 2]);
	const number = (at: number): SymbolicTensor => sliceAxis(labels, 1, at, at + 1); // [N, 1]
	const part = (index: number): SymbolicTensor => number(INTRINSICS_START + index);
	const [focalX, skew, centerX, focalY, centerY] = [part(0), part(1), part(2), part(4), part(5)] as const;
	const along = (axis: number): SymbolicTensor => reshape(sliceAxis(places, 2, axis, axis + 1), [-1, M]);
	const y = div(sub(along(1), centerY), focalY); // [N, M]
	const x = div(sub(sub(along(0), centerX), mul(y, skew)), focalX);
	const one = expand(labels.graph.scalar(1), [N, M, 1]);
	return concat([reshape(x, [N, M, 1]), reshape(y, [N, M, 1]), one], 2);
}

/** Near and far limits: one number for all rays, or [N, M, 1]. */
interface Limits {
	readonly near: SymbolicTensor;
	readonly far: SymbolicTensor;
}

/**
 * Coarse depths [N, M, S], ascending.
 * @param jitter  [N, M, S] uniform in [0, 1); `null` for 0.5
 */
export function symbolicCoarseDepths(
	rays: SymbolicPixelRays,
	options: MarchOptions,
	boxWarp: number,
	jitter: SymbolicTensor | null,
): SymbolicTensor {
	const { N, M } = matchShape("rays", rays.origins.shape, ["N", "M", 3]);
	const { graph } = rays.origins;
	const { depthResolution: S, rayStart, rayEnd, disparitySpaceSampling } = options;
	const spacing = 1 / Math.max(S - 1, 1);
	const steps = graph.constant(
		float32Tensor(
			[1, 1, S],
			Float32Array.from({ length: S }, (_, index) => index),
		),
	);
	const share = expand(mul(add(steps, jitter ?? 0.5), spacing), [N, M, S]);
	const { near, far } =
		rayStart === "auto" || rayEnd === "auto"
			? boxLimits(rays, boxWarp)
			: { near: graph.scalar(rayStart), far: graph.scalar(rayEnd) };
	if (!disparitySpaceSampling) return add(near, mul(sub(far, near), share));
	return reciprocal(add(div(sub(1, share), near), div(share, far)));
}

/** A number beyond every depth, for the smallest of none. */
const BEYOND = 1e9;

/** Entry and exit of the box; rays that miss it take the limits that `ray-box.ts` describes. */
function boxLimits({ origins, directions }: SymbolicPixelRays, boxWarp: number): Limits {
	const a = div(sub(-boxWarp / 2, origins), directions);
	const b = div(sub(boxWarp / 2, origins), directions);
	const near = reduceMax(minimum(a, b), [2], true); // [N, M, 1]
	const far = reduceMin(maximum(a, b), [2], true);
	const hit = less(near, far);
	const nearestEntry = reduceMin(where(hit, near, BEYOND));
	const farthestEntry = reduceMax(where(hit, near, -BEYOND));
	const anyHit = reduceMax(cast(hit, "float32")); // 0 where no ray hits: then all limits are 0
	return {
		near: where(hit, near, mul(nearestEntry, anyHit)),
		far: where(hit, far, mul(farthestEntry, anyHit)),
	};
}
