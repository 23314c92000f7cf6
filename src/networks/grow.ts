/**
 * A larger generator that shows what a smaller one shows: more channels, planes of a higher resolution or of several slices,
 * more hidden units in the decoder. New channels and units begin at random, and nothing listens to them yet; new blocks begin
 * with a silent toRGB. (The idea is that of Net2Net, Chen et al. 2016, and of growing as in Karras et al. 2018.)
 *
 * More channels and units change nothing, up to rounding. A higher resolution shows the planes enlarged by two, which between
 * two pixels is what sampling them showed before, a little smoother at the pixels themselves. Slices begin as copies of the one
 * that was: nothing changes but near the faces of the box, where slices fade.
 */

import { InputError } from "../tensor/errors.ts";
import { expectDType, type Float32Tensor, float32Tensor, zeros } from "../tensor/host-tensor.ts";
import { elementCount, formatShape, type Shape } from "../tensor/shape.ts";
import type { GeneratorConfig } from "./config.ts";
import { initializeGenerator } from "./initialize.ts";
import type { Weights } from "./parameters.ts";

/**
 * Weights of `config`, a larger configuration than that of `weights`.
 * @param seed  of what is new
 * Throws `InputError` naming the first tensor that would have to shrink.
 */
export function growGenerator(weights: Weights, config: GeneratorConfig, seed: number): Weights {
	const fresh = initializeGenerator(config, seed);
	for (const name of weights.keys()) {
		if (!fresh.has(name)) throw new InputError(`grow: '${name}' has no place in the larger network`);
	}
	const { planeChannels } = config.decoder;
	const before = weights.get(DECODER_INPUT)?.shape[1];
	if (before !== planeChannels)
		throw new InputError(`grow: planes of ${before} channels, want the ${planeChannels} of the larger network`);
	return new Map(
		[...fresh].map(([name, tensor]) => {
			const old = weights.get(name);
			const grown = expectDType(name, tensor, "float32");
			if (!old) return [name, silenced(name, grown)];
			const own = sliced(name, expectDType(name, old, "float32"), config);
			return [name, enlarged(name, own, grown)];
		}),
	);
}

const DECODER_INPUT = "decoder.net.0.weight";
const DECODER_OUTPUT = "decoder.net.2.weight";

/** Outputs of a toRGB once for each slice, where there was one; throws `InputError` where there were others. */
function sliced(name: string, old: Float32Tensor, { decoder, rendering }: GeneratorConfig): Float32Tensor {
	const { triplaneDepth: slices } = rendering;
	const [outputs = 0, ...rest] = old.shape;
	const wanted = 3 * decoder.planeChannels * slices;
	if (!/^backbone\..*\.torgb\.(weight|bias)$/.test(name) || outputs === wanted) return old;
	if (outputs !== 3 * decoder.planeChannels)
		throw new InputError(
			`grow: '${name}' gives ${outputs} numbers, want ${wanted}, or ${wanted / slices} of one slice`,
		);
	const each = elementCount(rest);
	const data = Float32Array.from({ length: wanted * each }, (_, at) => {
		const output = Math.floor(at / each / slices);
		return old.data[output * each + (at % each)] ?? 0;
	});
	return float32Tensor([wanted, ...rest], data);
}

/** A tensor of a block that was not there: its toRGB adds nothing yet. */
function silenced(name: string, fresh: Float32Tensor): Float32Tensor {
	return name.endsWith(".torgb.weight") ? zeros("float32", fresh.shape) : fresh;
}

/** The old numbers in the first places of each axis; beside them zeros where old outputs would hear new inputs. */
function enlarged(name: string, old: Float32Tensor, fresh: Float32Tensor): Float32Tensor {
	if (old.shape.length !== fresh.shape.length || old.shape.some((size, axis) => size > (fresh.shape[axis] ?? 0))) {
		throw new InputError(
			`grow: '${name}' has shape ${formatShape(old.shape)}, want at most ${formatShape(fresh.shape)}`,
		);
	}
	const [outputs = 1, inputs = 1] = old.shape;
	const isKernel = /\.(conv0|conv1|torgb)\.weight$/.test(name) || name === DECODER_OUTPUT;
	// toRGB and the decoder divide by the square root of their inputs instead of demodulating.
	const isDivided = name.endsWith(".torgb.weight") || name === DECODER_OUTPUT;
	const gain = isDivided ? Math.sqrt((fresh.shape[1] ?? inputs) / inputs) : 1;
	const data = fresh.data.slice();
	const strides = stridesOf(fresh.shape);
	if (isKernel) {
		const row = strides[0] ?? 0;
		for (let output = 0; output < outputs; output++) data.fill(0, output * row, (output + 1) * row);
	}
	const count = elementCount(old.shape);
	for (let index = 0; index < count; index++) {
		let left = index;
		let to = 0;
		for (let axis = old.shape.length - 1; axis >= 0; axis--) {
			const size = old.shape[axis] ?? 1;
			to += (left % size) * (strides[axis] ?? 1);
			left = Math.floor(left / size);
		}
		data[to] = (old.data[index] ?? 0) * gain;
	}
	return float32Tensor(fresh.shape, data);
}

function stridesOf(shape: Shape): number[] {
	const strides = new Array<number>(shape.length).fill(1);
	for (let axis = shape.length - 2; axis >= 0; axis--) {
		strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
	}
	return strides;
}
