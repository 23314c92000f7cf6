/** What `triplane verify` does with a golden of training: every phase on the networks G and D of a checkpoint. */

import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { openCheckpoint } from "../../platform/node/open-generator.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { readTrainingGolden } from "../../training/verify/training-golden.ts";
import { type TrainingVerifyReport, verifyTrainingGolden } from "../../training/verify-training.ts";
import type { EngineOptions } from "../options/shared.ts";
import type { ProgressBar } from "../progress-bar.ts";

export interface TrainingGoldenFile {
	readonly tensors: ReadonlyMap<string, HostTensor>;
	readonly metadata: ReadonlyMap<string, string>;
}

export async function verifyTraining(
	network: string,
	{ tensors, metadata }: TrainingGoldenFile,
	{ device, threads, like, cfg }: EngineOptions,
	progress: ProgressBar,
	signal: AbortSignal,
): Promise<TrainingVerifyReport> {
	const golden = readTrainingGolden(tensors, metadata);
	const checkpoint = await openCheckpoint(network, { networks: ["G", "D"], signal, like, cfg });
	const runtime = await createRuntime(nodeOrtPlatform(), { device, threads });
	let stages = 0;
	const onStage = (stage: string): void => progress.update(stages++ / (golden.runs.length + 1), stage);
	return await verifyTrainingGolden(checkpoint, golden, runtime, { signal, onStage });
}
