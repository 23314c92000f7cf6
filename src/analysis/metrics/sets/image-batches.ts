/** Images of a set, collected into batches for a feature extractor. */

import { type HostTensor, hostTensor } from "../../../tensor/host-tensor.ts";
import type { FeatureExtractor } from "../features/extractor.ts";
import { type FeatureSet, featureSet } from "../features/feature-set.ts";

/** Images that are handed on together. */
const BATCH = 16;

/** Takes images one by one and gives the features of all of them, of each extractor. */
export class FeatureCollector {
	readonly #extractors: readonly FeatureExtractor[];
	readonly #rows: Float32Array[][];
	#waiting: HostTensor<"uint8">[] = [];
	#count = 0;

	constructor(extractors: readonly FeatureExtractor[]) {
		this.#extractors = extractors;
		this.#rows = extractors.map(() => []);
	}

	/** @param image  [3, R, R], 0 to 255 */
	async add(image: HostTensor<"uint8">): Promise<void> {
		this.#waiting.push(image);
		if (this.#waiting.length === BATCH) await this.#flush();
	}

	/** In the order of the extractors. Throws `InputError` when there are extractors and no image came. */
	async finish(): Promise<FeatureSet[]> {
		await this.#flush();
		return this.#rows.map((parts) => {
			const data = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
			let at = 0;
			for (const part of parts) {
				data.set(part, at);
				at += part.length;
			}
			return featureSet(this.#count, data.length / Math.max(this.#count, 1), data);
		});
	}

	async #flush(): Promise<void> {
		const [first] = this.#waiting;
		if (!first) return;
		const size = first.data.length;
		const bytes = new Uint8Array(this.#waiting.length * size);
		for (const [row, { data }] of this.#waiting.entries()) bytes.set(data, row * size);
		const images = hostTensor("uint8", [this.#waiting.length, ...first.shape], bytes);
		this.#count += this.#waiting.length;
		this.#waiting = [];
		for (const [index, extractor] of this.#extractors.entries()) {
			this.#rows[index]?.push(await extractor.features(images));
		}
	}
}
