/** An encoder that is ready: a picture to w and a camera, at once. */

import { LABEL_LENGTH } from "../../camera/label.ts";
import { readSafetensors } from "../../checkpoint/safetensors/reader.ts";
import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import { frontalConditioning, trainingOrbit } from "../../generator/training-cameras.ts";
import { createGraph } from "../../graph/create.ts";
import { serializeOnnx } from "../../graph/onnx/model.ts";
import type { ByteSource } from "../../host/byte-source.ts";
import type { CompiledGraph, InferenceRuntime } from "../../host/inference-runtime.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { constantParameters } from "../../networks/parameters.ts";
import { CheckpointError, InputError } from "../../tensor/errors.ts";
import { float32ToFloat16 } from "../../tensor/half.ts";
import { expectDType, type Float32Tensor, float32Tensor, hostTensor } from "../../tensor/host-tensor.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import { numbersAsFloat32 } from "../../tensor/to-float32.ts";
import { movedCamera, moveOf } from "../moved-camera.ts";
import { ENCODER_SIDE, encoderNetwork, encoderShapes, MOVE_UNITS } from "./encoder-network.ts";
import { shrunk } from "./shrunk.ts";

/** Weights of an encoder, and the mapping whose w it says. */
export interface EncoderFile {
	readonly weights: ReadonlyMap<string, Float32Tensor>;
	readonly wDim: number;
	/** `mappingFingerprint` of the networks that it is for. */
	readonly mapping: string;
}

export interface EncodedPerson {
	/** [1, wDim] */
	readonly w: Float32Tensor;
	/** [1, 25] */
	readonly camera: Float32Tensor;
}

const KIND = "encoder";
const MOST_BYTES = 64 * 2 ** 20;

/** The file as pieces, in half floats. */
export function encoderChunks({ weights, mapping }: EncoderFile): Uint8Array[] {
	const halves = [...weights].map(
		([name, { shape, data }]) => [name, hostTensor("float16", shape, float32ToFloat16(data))] as const,
	);
	return safetensorsChunks(
		new Map(halves),
		new Map([
			["kind", KIND],
			["mapping", mapping],
		]),
	);
}

/** Rejects with `CheckpointError` or `InputError` for files that are no encoders, or not for latents of `wDim`. */
export async function readEncoder(source: ByteSource, wDim: number): Promise<EncoderFile> {
	const { name, size } = source;
	if (size > MOST_BYTES) throw new InputError(`encoder '${name}': ${size} bytes, want at most ${MOST_BYTES}`);
	const file = await readSafetensors(source);
	if (file.metadata.get("kind") !== KIND) throw new InputError(`encoder '${name}': not a file of 'triplane encoder'`);
	const shapes = encoderShapes(wDim);
	const weights = new Map<string, Float32Tensor>();
	for (const [key, shape] of shapes) {
		const tensor = numbersAsFloat32(await file.tensor(key));
		if (!sameShape(tensor.shape, shape)) {
			throw new CheckpointError(
				`encoder '${name}': '${key}' ${formatShape(tensor.shape)}, want ${formatShape(shape)} – is it for another network?`,
			);
		}
		if (!tensor.data.every(Number.isFinite))
			throw new CheckpointError(`encoder '${name}': '${key}' has numbers that are not finite`);
		weights.set(key, tensor);
	}
	return { weights, wDim, mapping: file.metadata.get("mapping") ?? "" };
}

/** An encoder with a session. */
export class Encoder implements AsyncDisposable {
	readonly #graph: CompiledGraph;
	readonly #config: GeneratorConfig;

	private constructor(graph: CompiledGraph, config: GeneratorConfig) {
		this.#graph = graph;
		this.#config = config;
	}

	/** The runtime stays the caller's. @param config  of the generator that it is for */
	static async open(
		{ weights, wDim }: EncoderFile,
		config: GeneratorConfig,
		runtime: InferenceRuntime,
	): Promise<Encoder> {
		const graph = createGraph();
		const image = graph.input("image", [1, 3, ENCODER_SIDE, ENCODER_SIDE]);
		const { latents, moves } = encoderNetwork(image, constantParameters(graph, weights), wDim);
		const bytes = serializeOnnx({ name: "encoder", outputs: { latents, moves } });
		return new Encoder(await runtime.compile("encoder", bytes), config);
	}

	/** @param pixels  [side, side, 3] in [0, 1] */
	async encode(pixels: Float32Array, side: number): Promise<EncodedPerson> {
		const image = float32Tensor([1, 3, ENCODER_SIDE, ENCODER_SIDE], shrunk(pixels, side, ENCODER_SIDE));
		const outputs = await this.#graph.run({ image });
		const [latents, moves] = ["latents", "moves"].map((name) => {
			const tensor = outputs[name];
			if (!tensor) throw new CheckpointError(`encoder: no output '${name}'`);
			return expectDType(name, tensor, "float32");
		});
		if (!(latents && moves)) throw new RangeError("encoder: no outputs");
		const move = moveOf(Array.from(moves.data, (value, at) => value * (MOVE_UNITS[at] ?? 0)));
		const { rendering } = this.#config;
		const label = movedCamera(frontalConditioning(rendering).data, trainingOrbit(rendering).pivot, move);
		return { w: latents, camera: float32Tensor([1, LABEL_LENGTH], label) };
	}

	dispose(): Promise<void> {
		return this.#graph.dispose();
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}
}
