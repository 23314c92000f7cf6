/** The face models that come with the package (assets/face). */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FaceFinder } from "../../alignment/face-finder.ts";
import type { CanonicalFace } from "../../alignment/face-pose.ts";
import { readTfjsModel, type TfjsModel } from "../../alignment/tfjs-model.ts";
import { readSafetensors } from "../../checkpoint/safetensors/reader.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { expectDType } from "../../tensor/host-tensor.ts";
import { packageInfo } from "./package-info.ts";

const FILES = { detector: "blazeface", landmarks: "facemesh", canonical: "canonical.safetensors" } as const;

/** The runtime stays the caller's. */
export async function openFaceFinder(runtime: InferenceRuntime): Promise<FaceFinder> {
	const [detector, landmarks] = await Promise.all([FILES.detector, FILES.landmarks].map(model));
	if (!(detector && landmarks)) throw new RangeError("face models: none");
	return await FaceFinder.open(runtime, { detector, landmarks });
}

export async function readCanonicalFace(): Promise<CanonicalFace> {
	const bytes = new Uint8Array(await readFile(pathOf(FILES.canonical)));
	const tensors = await (await readSafetensors(bytesInMemory(FILES.canonical, bytes))).tensors();
	const vertices = tensors.get("vertices");
	if (!vertices) throw new CheckpointError(`'${FILES.canonical}': 'vertices' are missing`);
	const { data } = expectDType("vertices", vertices, "float32");
	// all points count alike: it is more exact than the few of MediaPipe's own fit
	return { vertices: data, weights: new Float32Array(data.length / 3).fill(1) };
}

async function model(name: string): Promise<TfjsModel> {
	const [json, numbers] = await Promise.all([
		readFile(pathOf(`${name}.json`), "utf8"),
		readFile(pathOf(`${name}.bin`)),
	]);
	return readTfjsModel(json, new Uint8Array(numbers));
}

function pathOf(file: string): string {
	return join(packageInfo().root, "assets", "face", file);
}
