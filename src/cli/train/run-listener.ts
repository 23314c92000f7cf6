/** What happens at ticks, snapshots and saves of a run: files in its folder, and lines for people. */

import type { Dataset } from "../../data/dataset.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { nodeWorkerPool } from "../../platform/node/worker-pool.ts";
import { chooseMarcher } from "../../rendering/march/choose-marcher.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { type FakeGrid, fakeGrid, generateFakes, realsSheet } from "../../training/loop/fakes.ts";
import { kimgName, networkSnapshot, type SnapshotListener } from "../../training/loop/network-snapshot.ts";
import { statsLine } from "../../training/loop/stats-line.ts";
import type { TrainingData } from "../../training/loop/training-data.ts";
import type { LoopListener, TickReport } from "../../training/loop/training-loop.ts";
import { describeTraining, type LoopProgress } from "../../training/loop/training-state.ts";
import type { TrainingState } from "../../training/step.ts";
import type { ProgressBar } from "../progress-bar.ts";
import type { Terminal } from "../terminal.ts";
import { Curves } from "./curves.ts";
import { type RunFolder, STATE_FILE, snapshotFile } from "./run-folder.ts";
import { tickText } from "./run-text.ts";

export interface ListenedRun {
	readonly folder: RunFolder;
	readonly state: TrainingState;
	readonly progress: LoopProgress;
	readonly data: TrainingData;
	readonly dataset: Dataset;
	readonly runtime: InferenceRuntime;
	readonly threads: number | undefined;
	readonly terminal: Terminal;
	readonly bar: ProgressBar;
	readonly totalImages: number;
	/** Those who measure networks at snapshots. */
	readonly measures: readonly SnapshotListener[];
}

/** People of the pictures: the same in all runs. */
const GRID_SEED = 0;

export class RunListener implements LoopListener {
	readonly #run: ListenedRun;
	readonly #grid: FakeGrid;
	readonly #curves: Curves;
	/** Images shown before this session. */
	readonly #before: number;
	#last: TickReport | null = null;
	/** Images shown when the state was last saved. */
	#saved: number | null;

	constructor(run: ListenedRun, savedImages: number | null) {
		this.#run = run;
		this.#grid = fakeGrid(run.dataset, GRID_SEED);
		this.#curves = new Curves(run.folder, run.totalImages / 1000);
		this.#before = run.state.images;
		this.#saved = savedImages;
	}

	/** Images shown when the last state was saved; `null` when there is none. */
	get savedImages(): number | null {
		return this.#saved;
	}

	/** The last tick of this session, for programs. */
	get lastTickValue(): unknown {
		return this.#last && { ...this.#last, statistics: Object.fromEntries(this.#last.statistics) };
	}

	/** Begins a run with pictures of the dataset from the grid's cameras, or takes up what its folder has. */
	async begin(): Promise<void> {
		const { dataset, state } = this.#run;
		if (this.#saved === null) await this.#writePng("reals.png", await realsSheet(dataset, this.#grid));
		else {
			await this.#run.folder.removeLeftovers();
			await this.#curves.resume(state.images);
		}
	}

	/** The page of curves need not look for more. */
	async end(): Promise<void> {
		if (this.#last) await this.#curves.write(this.#last, false);
	}

	onStep(images: number): void {
		const { bar, totalImages } = this.#run;
		const done = (images - this.#before) / (totalImages - this.#before);
		bar.update(done, `${(images / 1000).toFixed(1)} of ${totalImages / 1000} kimg`);
	}

	async onTick(report: TickReport): Promise<void> {
		this.#last = report;
		const memory = new Map([["Resources/cpu_mem_gb", process.memoryUsage.rss() / 2 ** 30]]);
		await this.#curves.addTick(statsLine(report, Date.now() / 1000, memory));
		await this.#curves.write(report, true);
		this.#run.bar[Symbol.dispose](); // it begins again below the line
		this.#run.terminal.line(tickText(report));
	}

	async onSnapshot(): Promise<void> {
		const { state, folder, runtime, threads } = this.#run;
		const { config } = state.networks.generator;
		const nrr = this.#last?.renderingResolution ?? config.neuralRenderingResolution;
		const kimg = kimgName(state.images);
		const { marcher } = await chooseMarcher({ runtime, threads, workers: nodeWorkerPool() });
		const sheets = await generateFakes({ config, weights: state.average, runtime, marcher }, this.#grid, nrr);
		await this.#writePng(`fakes${kimg}.png`, sheets.image);
		await this.#writePng(`fakes${kimg}-raw.png`, sheets.raw);
		await this.#writePng(`fakes${kimg}-depth.png`, sheets.depth);
		this.#curves.showPictures(kimg);
		const networks = networkSnapshot(state, nrr, new Map([["made_by", folder.madeBy("train")]]));
		await this.#measure(nrr, await folder.writeCheckpoint(snapshotFile(kimg), networks));
		if (this.#last) await this.#curves.write(this.#last, true);
	}

	async onSave(): Promise<void> {
		const { state, progress, data, folder } = this.#run;
		const checkpoint = describeTraining({ state, progress, sampler: data.snapshot() });
		await folder.writeCheckpoint(STATE_FILE, checkpoint);
		this.#saved = state.images;
	}

	async #measure(neuralRenderingResolution: number, file: string): Promise<void> {
		const { state, measures } = this.#run;
		const config = { ...state.networks.generator.config, neuralRenderingResolution };
		const results = new Map<string, number>();
		for (const measure of measures) {
			const measured = await measure({ images: state.images, config, weights: state.average, file });
			for (const [name, value] of measured) results.set(name, value);
		}
		if (results.size > 0) await this.#curves.addMetrics(state.images, results);
	}

	async #writePng(name: string, pixels: PixelImage): Promise<void> {
		await this.#run.folder.write(name, await encodeImage(pixels, "png"));
	}
}
