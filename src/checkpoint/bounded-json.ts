/** JSON out of files that nobody vouches for: parsed only after its nesting and its values have been counted. */

import { CheckpointError } from "../tensor/errors.ts";
import { jsonOutline } from "../tensor/json-outline.ts";
import { type Allowance, COST } from "./allowance.ts";

/** Objects and lists, and values, of one text. A header of 80,000 tensors has three times as many of the first. */
const MOST = { containers: 2 ** 18, values: 2 ** 20 };

/** Parses `text`; `where` begins the messages. Throws `CheckpointError` for what is no JSON, nests too deep or is too much. */
export function parseBoundedJson(text: string, maxDepth: number, where: string, allowance: Allowance): unknown {
	const { depth, containers, separators } = jsonOutline(text);
	if (depth > maxDepth)
		throw new CheckpointError(`${where}: JSON nests ${depth} levels deep, want at most ${maxDepth}`);
	if (containers > MOST.containers || separators > MOST.values) {
		throw new CheckpointError(
			`${where}: JSON of ${containers} objects and lists and ${separators} values, want at most ${MOST.containers} and ${MOST.values}`,
		);
	}
	// containers once as JSON makes them, and once as ours
	const cost = 2 * COST.dict * containers + COST.entry * separators + COST.character * text.length;
	allowance.spend(cost, `${where}: JSON of ${containers} objects and lists`);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new CheckpointError(`${where}: is no JSON`, { cause });
	}
}

/** The entries of a JSON object, or undefined for any other value. Own entries only, whatever their names. */
export function jsonEntries(value: unknown): [string, unknown][] | undefined {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
}
