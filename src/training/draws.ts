/**
 * The random numbers of a phase, in the order of its inputs. The same state and inputs give the same numbers, so that a
 * run can be repeated and continued.
 */

import { GraphError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import type { RandomState } from "../tensor/random-state.ts";
import { elementCount, type Shape } from "../tensor/shape.ts";
import { type AugmentationDraw, drawAugmentations } from "./augment/draw-augmentation.ts";
import { mixFromCutoff } from "./passes/style-mixing.ts";

export interface DrawOptions {
	/** Of a swapped conditioning camera. */
	readonly swapProbability: number;
	/** Of a second latent for later layers. */
	readonly styleMixingProbability: number;
	/** Absent where nothing is augmented. */
	readonly augmentation?: AugmentationDraw | null | undefined;
}

type Draw = (random: RandomState, shape: Shape, options: DrawOptions) => HostTensor<"float32">;

const uniform: Draw = (random, shape) => float32Tensor(shape, random.uniformFloat32(elementCount(shape)));
const normal: Draw = (random, shape) => float32Tensor(shape, normals(random, elementCount(shape)));

/** By the input's name up to its first dot. Other inputs are data and not drawn. */
const DRAWS: ReadonlyMap<string, Draw> = new Map<string, Draw>([
	["z", normal],
	["z_mix", normal],
	["mix", drawMix],
	["swap", drawSwaps],
	["jitter", uniform],
	["u", uniform],
	["points", uniform],
	["monotonic_points", uniform],
	["perturbation", normal],
	["noise", normal],
	["label_noise", normal],
	["augment", drawAugment],
]);

/** Values of all random inputs of a phase. */
export function drawInputs(
	random: RandomState,
	inputs: ReadonlyMap<string, Shape>,
	options: DrawOptions,
): Record<string, HostTensor<"float32">> {
	const drawn: Record<string, HostTensor<"float32">> = {};
	for (const [name, shape] of inputs) {
		const draw = DRAWS.get(name.split(".")[0] ?? name);
		if (draw) drawn[name] = draw(random, shape, options);
	}
	return drawn;
}

/** Standard normal numbers, two of each pair of uniform ones (Box & Muller 1958): three times as fast as `randn`. */
function normals(random: RandomState, count: number): Float32Array {
	const uniforms = random.uniformFloat32(2 * Math.ceil(count / 2));
	const values = new Float32Array(count);
	for (let index = 0; index < count; index += 2) {
		const radius = Math.sqrt(-2 * Math.log(1 - (uniforms[index] ?? 0)));
		const angle = 2 * Math.PI * (uniforms[index + 1] ?? 0);
		values[index] = radius * Math.cos(angle);
		if (index + 1 < count) values[index + 1] = radius * Math.sin(angle);
	}
	return values;
}

function drawSwaps(random: RandomState, shape: Shape, { swapProbability }: DrawOptions): HostTensor<"float32"> {
	const decisions = random.uniformFloat32(elementCount(shape)).map((value) => (value < swapProbability ? 1 : 0));
	return float32Tensor(shape, decisions);
}

function drawAugment(random: RandomState, [count = 0]: Shape, { augmentation }: DrawOptions): HostTensor<"float32"> {
	if (augmentation) return drawAugmentations(random, count, augmentation);
	throw new GraphError("training: a phase wants augmentations, but the step has none");
}

/** From a layer chosen evenly among all but the first on, or not at all. */
function drawMix(random: RandomState, shape: Shape, { styleMixingProbability }: DrawOptions): HostTensor<"float32"> {
	const numWs = elementCount(shape);
	const [decision = 1, where = 0] = random.uniformFloat32(2);
	const cutoff = decision < styleMixingProbability ? 1 + Math.floor(where * (numWs - 1)) : numWs;
	return mixFromCutoff(numWs, cutoff);
}
