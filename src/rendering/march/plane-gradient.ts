/**
 * The gradient by the planes of samples taken from them: the way back of `symbolic-field.ts`' bilinear sampling. Each
 * sample shares its gradient out among the four texels around it, in each of the three planes; where planes have slices,
 * in the two slices that it lies between.
 *
 * This is the plain reference; `kernels/plane-gradient` is the version that trains.
 */

import { type Float32Tensor, float32Tensor, zeros } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { PLANE_AXES, type PlaneAxes, sliceAxisOf } from "../plane-axes.ts";
import { sliceWeight } from "./plane-sampling.ts";

export interface PlaneLayout {
	/** C */
	readonly channels: number;
	/** G, the slices of each plane. */
	readonly triplaneDepth: number;
	/** H */
	readonly height: number;
	/** W */
	readonly width: number;
	/** Side of the box that the planes cover, world units. */
	readonly boxWarp: number;
	readonly planeAxes: PlaneAxes;
}

/** Points at which planes were sampled, and the gradient by what was sampled. */
export interface SampledGradient {
	/** [N, P, 3] world units */
	readonly points: Float32Tensor;
	/** [N, P, C] by the mean of the three planes' samples */
	readonly features: Float32Tensor;
}

/** Gradient by the planes [N, 3, C · G, H, W] of what was sampled of them; see `planeGradient`. */
export type PlaneGradient = (samplings: readonly SampledGradient[], layout: PlaneLayout) => Float32Tensor;

/**
 * Gradient by the planes, summed over all samplings.
 * @returns [N, 3, C · G, H, W]. Throws `ShapeError` where the shapes do not fit together.
 */
export function planeGradient(samplings: readonly SampledGradient[], layout: PlaneLayout): Float32Tensor {
	const { channels: C, triplaneDepth: G, height: H, width: W } = layout;
	const N = samplings[0]?.points.shape[0] ?? 0;
	const gradient = zeros("float32", [N, 3, C * G, H, W]);
	const size = 3 * C * G * H * W;
	for (const { points, features } of samplings) {
		const { P } = matchShape("points", points.shape, [N, "P", 3]);
		matchShape("features", features.shape, [N, P, C]);
		for (let item = 0; item < N; item++) {
			const target = float32Tensor([3, C * G, H, W], gradient.data.subarray(item * size, (item + 1) * size));
			addItem(
				target,
				points.data.subarray(item * P * 3, (item + 1) * P * 3),
				features.data.subarray(item * P * C, (item + 1) * P * C),
				layout,
			);
		}
	}
	return gradient;
}

/** @param target  [3, C · G, H, W], added to */
function addItem(
	target: Float32Tensor,
	points: Float32Array,
	features: Float32Array,
	{ channels: C, triplaneDepth: G, height: H, width: W, boxWarp, planeAxes }: PlaneLayout,
): void {
	/** @param slice  plane · G + its slice */
	const share = (slice: number, row: number, column: number, weight: number, point: number): void => {
		if (row < 0 || row >= H || column < 0 || column >= W) return;
		const first = Math.floor(slice / G) * C * G + (slice % G);
		for (let channel = 0; channel < C; channel++) {
			const texel = ((first + channel * G) * H + row) * W + column;
			target.data[texel]! += weight * features[point * C + channel]!;
		}
	};
	for (let point = 0; point * 3 < points.length; point++) {
		PLANE_AXES[planeAxes].forEach((pair, plane) => {
			const [u, v] = pair;
			const x = (((2 / boxWarp) * points[3 * point + u]! + 1) * W - 1) / 2;
			const y = (((2 / boxWarp) * points[3 * point + v]! + 1) * H - 1) / 2;
			const [left, top] = [Math.floor(x), Math.floor(y)];
			const [toRight, toBottom] = [x - left, y - top];
			for (let slice = 0; slice < G; slice++) {
				const weight = sliceWeight((2 / boxWarp) * points[3 * point + sliceAxisOf(pair)]!, slice, G) / 3;
				if (!(weight > 0)) continue;
				const at = plane * G + slice;
				share(at, top, left, weight * (1 - toBottom) * (1 - toRight), point);
				share(at, top, left + 1, weight * (1 - toBottom) * toRight, point);
				share(at, top + 1, left, weight * toBottom * (1 - toRight), point);
				share(at, top + 1, left + 1, weight * toBottom * toRight, point);
			}
		});
	}
}
