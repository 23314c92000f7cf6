/** What is said of a run: before it starts, for people and programs, and at every tick. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { MemoryEstimate } from "../../training/loop/memory.ts";
import type { TickReport } from "../../training/loop/training-loop.ts";
import type { TrainedWeights } from "../../training/networks/training-networks.ts";
import type { StepOptions, TrainingSettings } from "../../training/settings.ts";
import { formatBytes, formatCount } from "../text-table.ts";
import type { Beginning } from "./begin.ts";
import type { TrainingImages } from "./data.ts";

export interface PlannedRun {
	readonly beginning: Beginning;
	readonly images: TrainingImages;
	/** Of the images, [length, zDim], where they are known. */
	readonly latents: Float32Tensor | null;
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

/** A tick as a line for people. */
export function tickText(report: TickReport): string {
	const { tick, images, seconds, imagesPerSecond, secondsLeft, shares, statistics } = report;
	const loss = (name: string): string => (statistics.get(name)?.mean ?? Number.NaN).toFixed(3);
	const parts = Object.entries(shares).map(([share, part]) => `${share} ${Math.round(100 * part)} %`);
	return [
		`tick ${tick}`,
		`kimg ${(images / 1000).toFixed(1)}`,
		`time ${duration(seconds)}`,
		`left ${secondsLeft === null ? "?" : duration(secondsLeft)}`,
		`${(1000 / imagesPerSecond).toFixed(1)} sec/kimg`,
		`${imagesPerSecond.toFixed(1)} images/s (${parts.join(", ")})`,
		`G ${loss("Loss/G/loss")}`,
		`D ${loss("Loss/D/loss")}`,
	].join("  ");
}

/** `2 h 05 min`, `3 min 07 s`, `12 s` */
export function duration(seconds: number): string {
	const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
	if (seconds < 60) return `${Math.round(seconds)} s`;
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
	return `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} min`;
}
