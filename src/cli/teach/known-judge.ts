/** Judges a taught generator by people it was never shown: scores, and a sheet of its pictures beside the truth. */

import {
	type ComparedView,
	compareKnown,
	type KnownPerson,
	type KnownScores,
	knownPerson,
	knownScores,
	SIX_SIDES,
} from "../../analysis/known-people/known-people.ts";
import { Generator } from "../../generator/generator.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { nodeWorkerPool } from "../../platform/node/worker-pool.ts";
import { chooseMarcher } from "../../rendering/march/choose-marcher.ts";
import { type PixelImage, sheetOf } from "../../tensor/pixels.ts";
import type { TrainedWeights } from "../../training/networks/training-networks.ts";

/** People of the sheet at most, and from which of the six sides. */
const SHOWN = { people: 8, sides: [0, 2, 3] } as const;

export interface JudgeOptions {
	/** Of the people taught; those of the next seed are shown. */
	readonly seed: number;
	/** How many of them. */
	readonly count: number;
	readonly threads: number;
}

export class KnownJudge {
	readonly #options: JudgeOptions;
	readonly #config: GeneratorConfig;
	readonly #runtime: InferenceRuntime;
	#people: readonly KnownPerson[] | null = null;

	constructor(options: JudgeOptions, config: GeneratorConfig, runtime: InferenceRuntime) {
		this.#options = options;
		this.#config = config;
		this.#runtime = runtime;
	}

	async judge(weights: TrainedWeights): Promise<{ readonly scores: KnownScores; readonly sheet: Uint8Array }> {
		const { mapping, neuralRenderingResolution } = this.#config;
		const { count, threads } = this.#options;
		const seed = (this.#options.seed + 1) % 2 ** 32;
		this.#people ??= Array.from({ length: count }, (_, index) =>
			knownPerson(seed, index, mapping.zDim, SIX_SIDES, neuralRenderingResolution),
		);
		const { marcher } = await chooseMarcher({ runtime: this.#runtime, threads, workers: nodeWorkerPool() });
		await using generator = new Generator({ config: this.#config, weights, runtime: this.#runtime, marcher });
		const all: ComparedView[][] = [];
		for (const person of this.#people) all.push(await compareKnown(generator, person));
		const rows: PixelImage[][] = [];
		for (const side of SHOWN.sides) {
			const shown = Array.from({ length: Math.min(SHOWN.people, count) }, (_, person) => person);
			const truth = shown
				.map((person) => this.#people?.[person]?.views[side]?.image)
				.filter((image) => image !== undefined);
			const made = shown.map((person) => all[person]?.[side]?.image).filter((image) => image !== undefined);
			rows.push(truth, made);
		}
		return { scores: knownScores(all.flat()), sheet: await encodeImage(sheetOf(rows), "png") };
	}
}
