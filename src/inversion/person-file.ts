/**
 * The file of a person who was found: ws [1, numWs, wDim], the camera of the picture [1, 25], the weights that were tuned to
 * them, as differences in half floats, and whose network it is. Safetensors with the metadata `kind: person`.
 */

import { LABEL_LENGTH } from "../camera/label.ts";
import { printable } from "../checkpoint/printable.ts";
import { readSafetensors, type SafetensorsFile } from "../checkpoint/safetensors/reader.ts";
import { safetensorsChunks } from "../checkpoint/safetensors/writer.ts";
import type { WeightDifferences } from "../generator/tuned-weights.ts";
import type { ByteSource } from "../host/byte-source.ts";
import { InputError } from "../tensor/errors.ts";
import { float32ToFloat16 } from "../tensor/half.ts";
import { type Float32Tensor, type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import { formatShape } from "../tensor/shape.ts";
import { isOtherFloat, numbersAsFloat32 } from "../tensor/to-float32.ts";

export interface PersonOfFile {
	/** [1, numWs, wDim] */
	readonly ws: Float32Tensor;
	/** [1, 25] of the picture; `null` where the file has none. */
	readonly camera: Float32Tensor | null;
	readonly tuned: WeightDifferences;
	/** Of the network that they were found in: its name and the SHA-256 of its file; `null` where the file does not say. */
	readonly network: { readonly name: string; readonly sha256: string } | null;
}

/** Prefix of tuned weights, followed by the official name. */
const TUNED = "tuned.";
const KIND = "person";
/** A network of 500 MB is far larger than any that is tuned. */
const MOST_BYTES = 2 ** 29;
const MOST_LAYERS = 256;
const MOST_WIDTH = 65_536;

/** The file as pieces, to be written one after the other. */
export function personChunks({ ws, camera, tuned, network }: PersonOfFile): Uint8Array[] {
	const tensors = new Map<string, HostTensor>([["ws", ws]]);
	if (camera) tensors.set("camera", camera);
	for (const [name, { shape, data }] of tuned) {
		tensors.set(TUNED + name, hostTensor("float16", shape, float32ToFloat16(data)));
	}
	const known: [string, string][] = network
		? [
				["network", network.name],
				["network_sha256", network.sha256],
			]
		: [];
	return safetensorsChunks(tensors, new Map([["kind", KIND], ...known]));
}

/**
 * Whether ws and tuned weights fit a network shows where they are used. Rejects with `CheckpointError` for damaged files,
 * with `InputError` for files of something else, and for numbers that are not finite.
 */
export async function readPerson(source: ByteSource): Promise<PersonOfFile> {
	const { name, size } = source;
	if (size > MOST_BYTES) throw new InputError(`person '${name}': ${size} bytes, want at most ${MOST_BYTES}`);
	const file = await readSafetensors(source);
	const { metadata, entries } = file;
	if (metadata.get("kind") !== KIND) {
		throw new InputError(`person '${name}': not a file of 'triplane invert'; want --ws for latents of other programs`);
	}
	const tuned = new Map<string, Float32Tensor>();
	for (const key of entries.keys()) {
		if (key.startsWith(TUNED)) tuned.set(key.slice(TUNED.length), await floats(file, key));
		else if (key !== "ws" && key !== "camera") {
			throw new InputError(`person '${name}': '${printable(key)}', want ws, camera and ${TUNED}<weight> only`);
		}
	}
	const ws = await floats(file, "ws");
	const [people, layers = 0, width = 0] = ws.shape;
	if (ws.shape.length !== 3 || people !== 1 || layers < 1 || layers > MOST_LAYERS || width < 1 || width > MOST_WIDTH) {
		throw new InputError(`person '${name}': ws ${formatShape(ws.shape)}, want [1, numWs, wDim]`);
	}
	const camera = entries.has("camera") ? await floats(file, "camera") : null;
	if (camera && (camera.shape.length !== 2 || camera.shape[0] !== 1 || camera.shape[1] !== LABEL_LENGTH)) {
		throw new InputError(`person '${name}': camera ${formatShape(camera.shape)}, want [1, ${LABEL_LENGTH}]`);
	}
	const [network, sha256] = [metadata.get("network"), metadata.get("network_sha256")];
	return { ws, camera, tuned, network: network && sha256 ? { name: printable(network), sha256 } : null };
}

/** A tensor of finite numbers. */
async function floats(file: SafetensorsFile, key: string): Promise<Float32Tensor> {
	const tensor = await file.tensor(key);
	const where = `person '${file.name}': '${printable(key)}'`;
	if (tensor.dtype !== "float32" && !isOtherFloat(tensor.dtype)) {
		throw new InputError(`${where} holds ${tensor.dtype}, want floats`);
	}
	const numbers = numbersAsFloat32(tensor);
	if (numbers.data.every(Number.isFinite)) return numbers;
	throw new InputError(`${where} has numbers that are not finite`);
}
