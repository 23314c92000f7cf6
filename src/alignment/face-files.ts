/** The files of the face models and of the canonical face (assets/face), wherever they lie. */

import { readSafetensors } from "../checkpoint/safetensors/reader.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { expectDType } from "../tensor/host-tensor.ts";
import type { FaceModels } from "./face-finder.ts";
import type { CanonicalFace } from "./face-pose.ts";
import { readTfjsModel, type TfjsModel } from "./tfjs-model.ts";

/** Names of files. */
const FILES = { detector: "blazeface", landmarks: "facemesh", canonical: "canonical.safetensors" } as const;

/** Gives the bytes of a file by its name. */
export type FaceFileReader = (name: string) => Promise<Uint8Array>;

/** Rejects with `CheckpointError` for damaged files, and as the reader does. */
export async function faceModelsFrom(read: FaceFileReader): Promise<FaceModels> {
	const [detector, landmarks] = await Promise.all([model(FILES.detector, read), model(FILES.landmarks, read)]);
	return { detector, landmarks };
}

/** Rejects likewise. */
export async function canonicalFaceFrom(read: FaceFileReader): Promise<CanonicalFace> {
	const file = await readSafetensors(bytesInMemory(FILES.canonical, await read(FILES.canonical)));
	const vertices = (await file.tensors()).get("vertices");
	if (!vertices) throw new CheckpointError(`'${FILES.canonical}': 'vertices' are missing`);
	const { data } = expectDType("vertices", vertices, "float32");
	// all points count alike: it is more exact than the few of MediaPipe's own fit
	return { vertices: data, weights: new Float32Array(data.length / 3).fill(1) };
}

async function model(name: string, read: FaceFileReader): Promise<TfjsModel> {
	const [json, numbers] = await Promise.all([read(`${name}.json`), read(`${name}.bin`)]);
	return readTfjsModel(new TextDecoder().decode(json), numbers);
}
