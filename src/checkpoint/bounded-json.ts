/** JSON out of files that nobody vouches for: parsed only after its nesting and its values have been counted. */

import { CheckpointError } from "../tensor/errors.ts";
import { type Allowance, COST } from "./allowance.ts";

/** Parses `text`; `where` begins the messages. Throws `CheckpointError` for what is no JSON or nests too deep. */
export function parseBoundedJson(text: string, maxDepth: number, where: string, allowance: Allowance): unknown {
	const { depth, containers, separators } = measured(text);
	if (depth > maxDepth)
		throw new CheckpointError(`${where}: JSON nests ${depth} levels deep, want at most ${maxDepth}`);
	// containers once as JSON makes them, and once as ours
	const cost = 2 * COST.dict * containers + COST.entry * separators + COST.character * text.length;
	allowance.spend(cost, `${where}: JSON of ${containers} objects and lists`);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new CheckpointError(`${where}: is no JSON`, { cause });
	}
}

interface Measures {
	/** Deepest nesting of brackets outside strings. */
	readonly depth: number;
	readonly containers: number;
	/** Commas and colons. */
	readonly separators: number;
}

const CODE = {
	...{ quote: 0x22, escape: 0x5c, comma: 0x2c, colon: 0x3a },
	...{ beginObject: 0x7b, endObject: 0x7d, beginList: 0x5b, endList: 0x5d },
} as const;

/** Meaningless, but harmless, for text that is no JSON. */
function measured(text: string): Measures {
	let containers = 0;
	let separators = 0;
	let depth = 0;
	let deepest = 0;
	let inString = false;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (inString) {
			if (code === CODE.escape) i++;
			else if (code === CODE.quote) inString = false;
		} else if (code === CODE.quote) inString = true;
		else if (code === CODE.comma || code === CODE.colon) separators++;
		else if (code === CODE.beginObject || code === CODE.beginList) {
			containers++;
			if (++depth > deepest) deepest = depth;
		} else if (code === CODE.endObject || code === CODE.endList) depth--;
	}
	return { depth: deepest, containers, separators };
}

/** The entries of a JSON object, or undefined for any other value. Own entries only, whatever their names. */
export function jsonEntries(value: unknown): [string, unknown][] | undefined {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
}
