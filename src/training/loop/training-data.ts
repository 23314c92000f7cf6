/** What a step sees of a dataset: the next shuffled batch, and cameras for the fakes drawn from all labels. */

import { LABEL_LENGTH } from "../../camera/label.ts";
import { type Batch, BatchReader } from "../../data/batch-reader.ts";
import type { Dataset } from "../../data/dataset.ts";
import { imageFloats } from "../../data/image-tensors.ts";
import type { SamplerSnapshot } from "../../data/infinite-sampler.ts";
import { GraphError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { randomBelow } from "../../tensor/random-integers.ts";
import type { RandomState } from "../../tensor/random-state.ts";
import type { PhaseName } from "../phases/phase-graph.ts";
import type { StepData } from "../step.ts";

/** Phases that show fakes. */
const FAKE_PHASES = ["Gmain", "Greg", "Dmain"] as const;

export class TrainingData {
	readonly #dataset: Dataset;
	readonly #reader: BatchReader;
	readonly #batch: number;
	readonly #latents: Float32Tensor | null;

	/**
	 * @param batch    images of a step
	 * @param start    a seed, or the state that `snapshot()` gave
	 * @param latents  of all items of the dataset, [length, zDim], where they are known
	 */
	constructor(dataset: Dataset, batch: number, start: number | SamplerSnapshot, latents: Float32Tensor | null = null) {
		this.#dataset = dataset;
		this.#latents = latents;
		this.#batch = batch;
		this.#reader = new BatchReader(dataset, { batch, start });
	}

	/** Where the order of images stands, behind the last step. */
	snapshot(): SamplerSnapshot {
		return this.#reader.snapshot();
	}

	/** The next step's images. `random` gives the fakes' cameras, the same count of draws at every step. */
	async next(random: RandomState): Promise<StepData> {
		const { images, labels, indices }: Batch = await this.#reader.next();
		const drawn = new Map<PhaseName, Float32Tensor>(FAKE_PHASES.map((phase) => [phase, this.#drawLabels(random)]));
		return {
			realImages: imageFloats(images),
			realLabels: labels,
			realLatents: this.#latents && rowsAt(this.#latents, indices),
			fakeLabels: (phase) => {
				const found = drawn.get(phase);
				if (!found) throw new GraphError(`training: phase ${phase} shows no fakes`);
				return found;
			},
		};
	}

	/** [batch, 25], each an item's, any of them equally likely. */
	#drawLabels(random: RandomState): Float32Tensor {
		const labels = new Float32Array(this.#batch * LABEL_LENGTH);
		for (let row = 0; row < this.#batch; row++) {
			labels.set(this.#dataset.label(randomBelow(random, this.#dataset.length)).data, row * LABEL_LENGTH);
		}
		return float32Tensor([this.#batch, LABEL_LENGTH], labels);
	}
}

function rowsAt({ shape, data }: Float32Tensor, rows: readonly number[]): Float32Tensor {
	const [, width = 0] = shape;
	const picked = new Float32Array(rows.length * width);
	for (const [at, row] of rows.entries()) picked.set(data.subarray(row * width, (row + 1) * width), at * width);
	return float32Tensor([rows.length, width], picked);
}
