/** Where the inputs of one run of a phase take their values from: random numbers, and the images and labels of the run. */

import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { RandomState } from "../../tensor/random-state.ts";
import { elementCount, type Shape } from "../../tensor/shape.ts";
import { type AugmentationDraw, drawAugmentations } from "../augment/draw-augmentation.ts";
import { blurMatrix } from "../passes/blur.ts";
import { mixFromCutoff } from "../passes/swap-and-mix.ts";

/** One run of a phase's graph. */
export interface RunSource {
	readonly random: RandomState;
	/** Probability of a swapped conditioning camera. */
	readonly swapProbability: number;
	/** Probability of a second latent for later layers. */
	readonly styleMixingProb: number;
	/** σ of the discriminator's blur, pixels. */
	readonly blurSigma: number;
	readonly augmentation: AugmentationDraw;
	readonly data: RunData;
}

/** Images and labels of the N samples of a run. */
export interface RunData {
	/** [N, 3, R, R], about [-1, 1] */
	readonly realImages: Float32Tensor;
	/** [N, 25] */
	readonly realLabels: Float32Tensor;
	/** [N, 25] cameras of the fakes. Throws `GraphError` in a phase that shows none. */
	readonly fakeLabels: () => Float32Tensor;
	/** [count, zDim] latents of the first real images, which the generator reconstructs; `null` where it does not. */
	readonly paired: Float32Tensor | null;
}

/** The value of an input of a shape. */
export type InputValue = (source: RunSource, shape: Shape) => Float32Tensor;

export const uniform: InputValue = ({ random }, shape) =>
	float32Tensor(shape, random.uniformFloat32(elementCount(shape)));

/** Standard normal numbers, two of each pair of uniform ones (Box & Muller 1958): three times as fast as `randn`. */
export const normal: InputValue = ({ random }, shape) => {
	const count = elementCount(shape);
	const uniforms = random.uniformFloat32(2 * Math.ceil(count / 2));
	const values = new Float32Array(count);
	for (let index = 0; index < count; index += 2) {
		const radius = Math.sqrt(-2 * Math.log(1 - (uniforms[index] ?? 0)));
		const angle = 2 * Math.PI * (uniforms[index + 1] ?? 0);
		values[index] = radius * Math.cos(angle);
		if (index + 1 < count) values[index + 1] = radius * Math.sin(angle);
	}
	return float32Tensor(shape, values);
};

export const swaps: InputValue = ({ random, swapProbability }, shape) =>
	float32Tensor(
		shape,
		random.uniformFloat32(elementCount(shape)).map((value) => (value < swapProbability ? 1 : 0)),
	);

/** From a layer chosen evenly among all but the first on, or not at all. */
export const mix: InputValue = ({ random, styleMixingProb }, [numWs = 0]) => {
	const [decision = 1, where = 0] = random.uniformFloat32(2);
	return mixFromCutoff(numWs, decision < styleMixingProb ? 1 + Math.floor(where * (numWs - 1)) : numWs);
};

export const augmentations: InputValue = ({ random, augmentation }, [count = 0]) =>
	drawAugmentations(random, count, augmentation);

/** Drawn latents, but for those of real images that are reconstructed. */
export const latents: InputValue = (source, shape) => withFirstRows(normal(source, shape), source.data.paired);

/** Cameras of the fakes; a reconstruction has its real image's. */
export const fakeLabels: InputValue = ({ data: { paired, realLabels, fakeLabels: labels } }) =>
	withFirstRows(labels(), paired && rowsOf(realLabels, 0, paired.shape[0] ?? 0));

/** 1 for samples that are reconstructed, else 0. */
export const isPaired: InputValue = ({ data: { paired } }, [count = 0]) =>
	float32Tensor([count], new Float32Array(count).fill(1, 0, paired?.shape[0] ?? 0));

export const blur: InputValue = ({ blurSigma }, [side = 0]) => blurMatrix(side, blurSigma);

/** Rows [start, start + count) of a batch. Not copied. */
export function rowsOf({ shape, data }: Float32Tensor, start: number, count: number): Float32Tensor {
	const stride = data.length / (shape[0] ?? 1);
	return float32Tensor([count, ...shape.slice(1)], data.subarray(start * stride, (start + count) * stride));
}

function withFirstRows(all: Float32Tensor, first: Float32Tensor | null): Float32Tensor {
	if (!first) return all;
	const mixed = float32Tensor(all.shape, all.data.slice());
	mixed.data.set(first.data);
	return mixed;
}
