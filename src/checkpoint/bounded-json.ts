/** JSON out of files that nobody vouches for: parsed only after its nesting has been measured. */

import { CheckpointError } from "../tensor/errors.ts";

/** Parses `text`; `where` begins the messages. Throws `CheckpointError` for what is no JSON or nests too deep. */
export function parseBoundedJson(text: string, maxDepth: number, where: string): unknown {
	const depth = nestingDepth(text);
	if (depth > maxDepth)
		throw new CheckpointError(`${where}: JSON nests ${depth} levels deep, want at most ${maxDepth}`);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new CheckpointError(`${where}: is no JSON`, { cause });
	}
}

/** Deepest nesting of brackets outside strings; meaningless, but harmless, for text that is no JSON. */
function nestingDepth(text: string): number {
	let depth = 0;
	let deepest = 0;
	let inString = false;
	for (let i = 0; i < text.length; i++) {
		const character = text[i];
		if (inString) {
			if (character === "\\") i++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
		else if (character === "}" || character === "]") depth--;
	}
	return deepest;
}

/** The entries of a JSON object, or undefined for any other value. Own entries only, whatever their names. */
export function jsonEntries(value: unknown): [string, unknown][] | undefined {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
}
