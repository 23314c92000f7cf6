/** A feature extractor from files: `x.onnx`, and `x.json` beside it. */

import { readFile } from "node:fs/promises";
import { parseDetector } from "../../analysis/metrics/features/detector-description.ts";
import { detectorExtractor } from "../../analysis/metrics/features/detector-extractor.ts";
import type { FeatureExtractor } from "../../analysis/metrics/features/extractor.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { sha256OfBytes } from "../../platform/node/hash-file.ts";
import { systemReason } from "../../platform/node/system-reason.ts";
import { InputError } from "../../tensor/errors.ts";

export interface DetectorFile {
	readonly extractor: FeatureExtractor;
	/** As records name it. */
	readonly record: { readonly file: string; readonly name: string; readonly sha256: string };
}

/** Rejects with `InputError` when a file is missing or the description is wrong, `RuntimeFailureError` for a bad model. */
export async function openDetector(file: string, runtime: InferenceRuntime): Promise<DetectorFile> {
	if (!file.endsWith(".onnx")) throw new InputError(`detector '${file}': want a file that ends in .onnx`);
	const beside = file.replace(/\.onnx$/, ".json");
	const description = parseDetector(beside, new TextDecoder().decode(await readWhole(beside)));
	const model = await readWhole(file);
	const extractor = await detectorExtractor(runtime, model, description);
	return { extractor, record: { file, name: description.name, sha256: sha256OfBytes(model) } };
}

async function readWhole(path: string): Promise<Uint8Array> {
	return await readFile(path).catch((error: unknown) => {
		throw new InputError(`detector: cannot read '${path}': ${systemReason(error)}`, { cause: error });
	});
}
