/** The golden case of training: its networks, its numbers, and a runtime to run them with. */

import type { Checkpoint } from "../../src/checkpoint/description.ts";
import { readCheckpoint } from "../../src/checkpoint/read-checkpoint.ts";
import type { InferenceRuntime } from "../../src/host/inference-runtime.ts";
import { openFile } from "../../src/platform/node/file-source.ts";
import { nodeOrtPlatform } from "../../src/platform/node/onnx-runtime.ts";
import { createRuntime } from "../../src/runtime/create-runtime.ts";
import { readTrainingGolden, type TrainingGolden } from "../../src/training/verify/training-golden.ts";
import { fixturePath, readFixture, readFixtureMetadata } from "../fixtures.ts";

const GOLDEN = "training128.safetensors";

/** The networks G and D. */
export async function trainingCheckpoint(): Promise<Checkpoint> {
	await using file = await openFile(fixturePath("tiny-train128.pkl"));
	return await readCheckpoint(file);
}

/** The golden, with only the phases named where some are. */
export async function trainingGolden(...phases: readonly string[]): Promise<TrainingGolden> {
	const metadata = new Map(Object.entries(await readFixtureMetadata(GOLDEN)));
	const golden = readTrainingGolden(await readFixture(GOLDEN), metadata);
	return phases.length === 0 ? golden : { ...golden, runs: golden.runs.filter(({ name }) => phases.includes(name)) };
}

export function cpuRuntime(): Promise<InferenceRuntime> {
	return createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 2 });
}
