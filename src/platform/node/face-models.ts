/** The face models that come with the package (assets/face). */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalFaceFrom, faceModelsFrom } from "../../alignment/face-files.ts";
import { FaceFinder } from "../../alignment/face-finder.ts";
import type { CanonicalFace } from "../../alignment/face-pose.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { packageInfo } from "./package-info.ts";

/** The runtime stays the caller's. */
export async function openFaceFinder(runtime: InferenceRuntime): Promise<FaceFinder> {
	return await FaceFinder.open(runtime, await faceModelsFrom(fileOfPackage));
}

export function readCanonicalFace(): Promise<CanonicalFace> {
	return canonicalFaceFrom(fileOfPackage);
}

async function fileOfPackage(name: string): Promise<Uint8Array> {
	return new Uint8Array(await readFile(join(packageInfo().root, "assets", "face", name)));
}
