/** Real images of a dataset, one after the other, decoded ahead. */

import type { Dataset, DatasetItem } from "../../../data/dataset.ts";
import { inOrder } from "../../../data/in-order.ts";
import type { ProgressListener } from "../../../host/progress.ts";

const AHEAD = 16;

export interface SetControl {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

export async function* realItems(
	dataset: Dataset,
	indices: readonly number[],
	{ signal, onProgress }: SetControl,
): AsyncGenerator<DatasetItem, void, undefined> {
	let done = 0;
	const read = (index: number): Promise<DatasetItem> => dataset.item(index);
	for await (const item of inOrder(indices, read, { ahead: AHEAD, signal, what: "metrics" })) {
		onProgress?.({ stage: "real images", fraction: done++ / indices.length });
		yield item;
	}
}
