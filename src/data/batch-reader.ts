/**
 * Endless shuffled batches of a dataset, decoded ahead of those who take them. Decoding itself runs in the decoder's own
 * threads; what this file bounds is how many images are under way or wait.
 */

import { LABEL_LENGTH } from "../camera/label.ts";
import { InputError, throwIfAborted } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import type { Dataset, DatasetItem } from "./dataset.ts";
import { held } from "./in-order.ts";
import { InfiniteSampler, type SamplerSnapshot } from "./infinite-sampler.ts";

export interface BatchReaderOptions {
	/** Items of a batch. */
	readonly batch: number;
	/** Where the order begins: a seed, or the state that `snapshot()` gave. */
	readonly start: number | SamplerSnapshot;
	/** Images under way or waiting beyond the batch that is being taken (default: two batches, at least 8). */
	readonly ahead?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

export interface Batch {
	/** [N, 3, R, R], 0 to 255; `imageFloats` makes [−1, 1] of it */
	readonly images: HostTensor<"uint8">;
	/** [N, 25] */
	readonly labels: Float32Tensor;
	/** Which items of the dataset these are. */
	readonly indices: readonly number[];
}

export class BatchReader {
	readonly #dataset: Dataset;
	readonly #options: BatchReaderOptions;
	readonly #ahead: number;
	/** Draws what is decoded. */
	readonly #drawn: InfiniteSampler;
	/** Follows what was taken, so that its state is that of the last batch. */
	readonly #taken: InfiniteSampler;
	readonly #waiting: Promise<DatasetItem>[] = [];

	constructor(dataset: Dataset, options: BatchReaderOptions) {
		const { batch, start, ahead = Math.max(8, 2 * batch) } = options;
		if (!(Number.isInteger(batch) && batch >= 1 && Number.isInteger(ahead) && ahead >= 0)) {
			throw new InputError(`BatchReader: batch ${batch} and ${ahead} ahead, want whole numbers from 1 and from 0`);
		}
		this.#dataset = dataset;
		this.#options = options;
		this.#ahead = ahead;
		this.#drawn = new InfiniteSampler(dataset.length, start);
		this.#taken = new InfiniteSampler(dataset.length, start);
	}

	/** Images given so far, those before `start` included. */
	get given(): number {
		return this.#taken.given;
	}

	/** State behind the last batch taken; a reader that starts with it gives the batch that would come next. */
	snapshot(): SamplerSnapshot {
		return this.#taken.snapshot();
	}

	/**
	 * The next batch; one call at a time. Rejects with `InputError` when an image of it is damaged, `AbortedError` on the
	 * signal; images of that batch are then lost to this reader, but `snapshot()` is still the state before it.
	 */
	async next(): Promise<Batch> {
		const { batch, signal } = this.#options;
		const items: DatasetItem[] = [];
		while (items.length < batch) {
			throwIfAborted(signal, "reading a batch");
			this.#fill(batch - items.length + this.#ahead);
			items.push(await (this.#waiting.shift() as Promise<DatasetItem>));
		}
		for (let i = 0; i < batch; i++) this.#taken.next();
		this.#fill(this.#ahead);
		return batchOf(items);
	}

	#fill(count: number): void {
		while (this.#waiting.length < count) this.#waiting.push(held(this.#dataset.item(this.#drawn.next())));
	}
}

/** Puts items into one batch: [N, 3, R, R] and [N, 25]. */
function batchOf(items: readonly DatasetItem[]): Batch {
	const [first] = items;
	const [, side = 0] = first?.image.shape ?? [];
	const size = 3 * side * side;
	const images = new Uint8Array(items.length * size);
	const labels = new Float32Array(items.length * LABEL_LENGTH);
	for (const [row, { image, label }] of items.entries()) {
		images.set(image.data, row * size);
		labels.set(label.data, row * LABEL_LENGTH);
	}
	return {
		images: hostTensor("uint8", [items.length, 3, side, side], images),
		labels: float32Tensor([items.length, LABEL_LENGTH], labels),
		indices: items.map(({ index }) => index),
	};
}
