/** What a JSON text holds, told before it is parsed, in one pass: for texts that nobody vouches for. */

export interface JsonOutline {
	/** Deepest nesting of brackets outside strings. */
	readonly depth: number;
	/** Objects and lists. */
	readonly containers: number;
	/** Commas and colons. */
	readonly separators: number;
}

const CODE = {
	...{ quote: 0x22, escape: 0x5c, comma: 0x2c, colon: 0x3a },
	...{ beginObject: 0x7b, endObject: 0x7d, beginList: 0x5b, endList: 0x5d },
} as const;

/** Meaningless, but harmless, for text that is no JSON. */
export function jsonOutline(text: string): JsonOutline {
	let [depth, deepest, containers, separators] = [0, 0, 0, 0];
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === CODE.quote) i = endOfString(text, i);
		else if (code === CODE.comma || code === CODE.colon) separators++;
		else if (code === CODE.beginObject || code === CODE.beginList) {
			containers++;
			if (++depth > deepest) deepest = depth;
		} else if (code === CODE.endObject || code === CODE.endList) depth--;
	}
	return { depth: deepest, containers, separators };
}

/** Words that Python writes for numbers which JSON does not have. */
const WORDS = /-?\b(?:NaN|Infinity)\b/g;

/** The text with such words outside strings replaced. */
export function withoutPythonWords(text: string, replacement: string): string {
	const pieces: string[] = [];
	for (let at = 0; at < text.length; ) {
		const quote = text.indexOf('"', at);
		const begin = quote < 0 ? text.length : quote;
		pieces.push(text.slice(at, begin).replace(WORDS, replacement));
		at = begin === text.length ? begin : endOfString(text, begin) + 1;
		pieces.push(text.slice(begin, at));
	}
	return pieces.join("");
}

/** Where the string that begins at `quote` ends: its last quote, or the end of the text. */
function endOfString(text: string, quote: number): number {
	for (let i = quote + 1; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === CODE.escape) i++;
		else if (code === CODE.quote) return i;
	}
	return text.length;
}
