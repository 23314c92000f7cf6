/** What a run will be, before it is: for people, for programs, and the memory that it will take. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import type { MemoryEstimate } from "../../training/loop/memory.ts";
import type { TrainingSettings } from "../../training/loop/settings.ts";
import type { TrainedWeights } from "../../training/networks/training-networks.ts";
import type { StepOptions } from "../../training/options.ts";
import { formatBytes, formatCount } from "../text-table.ts";
import type { Beginning } from "./begin.ts";
import type { TrainingImages } from "./data.ts";

export interface PlannedRun {
	readonly beginning: Beginning;
	readonly images: TrainingImages;
	/** Of the images, [length, zDim], where they are known. */
	readonly latents: HostTensor<"float32"> | null;
	readonly settings: TrainingSettings;
	readonly step: StepOptions;
	readonly runtime: InferenceRuntime;
	readonly memory: MemoryEstimate;
}

export function planText({ beginning, images, settings, runtime, memory }: PlannedRun): string {
	const { generator, discriminator } = beginning.state.networks;
	const { dataset } = images;
	const { batch, batchGpu, gamma, kimg } = settings;
	const from = beginning.state.images === 0 ? "" : `, from ${(beginning.state.images / 1000).toFixed(1)}`;
	const parts = batchGpu < batch ? ` in runs of ${batchGpu}` : "";
	return [
		`data: ${dataset.name}, ${formatCount(dataset.length)} items of ${dataset.resolution} × ${dataset.resolution}`,
		`networks: generator ${formatCount(countOf(generator.weights))} numbers, discriminator ${formatCount(countOf(discriminator.weights))}`,
		`run: ${kimg} kimg${from}, batch ${batch}${parts}, gamma ${gamma}, on ${runtime.device}`,
		`memory: about ${formatBytes(memory.total)}`,
	].join("\n");
}

export function planValue({
	beginning,
	images,
	settings,
	runtime,
	memory,
}: PlannedRun): Readonly<Record<string, unknown>> {
	const { generator, discriminator } = beginning.state.networks;
	const { name, imageCount, length, resolution } = images.dataset;
	return {
		settings,
		data: { name, images: imageCount, items: length, resolution },
		device: runtime.device,
		memory,
		networks: {
			generator: { parameters: countOf(generator.weights), config: generator.config },
			discriminator: { parameters: countOf(discriminator.weights), config: discriminator.config },
		},
	};
}

/** A warning where the run will need more memory than there is, or `null`. */
export function memoryWarning({ total }: MemoryEstimate): string | null {
	const available = process.availableMemory();
	if (total <= available) return null;
	return `the run will take about ${formatBytes(total)} of memory, and ${formatBytes(available)} are free: give a smaller --batch-gpu`;
}

function countOf(weights: TrainedWeights): number {
	return [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
}
