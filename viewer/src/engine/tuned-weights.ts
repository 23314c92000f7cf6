/** Weights that were tuned to somebody who is kept: megabytes that only workers read, so that the page's list stays short. */

import { InputError } from "triplane";
import type { WeightDifferences } from "triplane/generator";
import { askTable, KEEPS_NOTHING } from "../storage/database.ts";

interface TunedRecord {
	readonly key: string;
	readonly tuned: WeightDifferences;
}

/** Empty where nothing was tuned to them. */
export async function readTuned(key: string): Promise<WeightDifferences> {
	const record = await askTable<TunedRecord | undefined>("tuned", "readonly", (table) => table.get(key));
	return record?.tuned ?? new Map();
}

/** Rejects with `InputError` where there is no room. */
export async function keepTuned(key: string, tuned: WeightDifferences): Promise<void> {
	if (tuned.size === 0) return;
	const record: TunedRecord = { key, tuned };
	if ((await askTable<IDBValidKey>("tuned", "readwrite", (table) => table.put(record))) !== null) return;
	throw new InputError(`tuned weights: ${KEEPS_NOTHING}`);
}
