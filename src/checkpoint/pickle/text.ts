/** Protocol 0 writes everything as lines of text; these are their readers. Each gives undefined for text it cannot be. */

import { exactInteger } from "./operands.ts";

/** As many digits as Python itself reads without being asked twice. */
const MAX_DIGITS = 4_300;

/** A float64 needs 24. */
const MAX_FLOAT_CHARACTERS = 400;

/** `42`, and `42L` of old. */
export function decimalInteger(line: string): number | bigint | undefined {
	if (line.length > MAX_DIGITS) return undefined;
	const [, digits] = /^\s*\+?(-?\d+)L?\s*$/.exec(line) ?? [];
	return digits === undefined ? undefined : exactInteger(BigInt(digits));
}

/** `2.5`, `1e-3`, `inf`, `-inf`, `nan`. */
export function decimalFloat(line: string): number | undefined {
	if (line.length > MAX_FLOAT_CHARACTERS) return undefined;
	const text = line.trim();
	const [, sign, word] = /^([+-]?)(inf|nan)$/i.exec(text) ?? [];
	if (word !== undefined)
		return (sign === "-" ? -1 : 1) * (word.toLowerCase() === "inf" ? Number.POSITIVE_INFINITY : Number.NaN);
	return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Python's raw-unicode-escape: Latin-1 in which only \uXXXX and \UXXXXXXXX are escapes. */
export function rawUnicodeEscape(line: string): string | undefined {
	return replaceEscapes(line, /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (_, short, long) =>
		codePoint(short ?? long),
	);
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
	["n", "\n"],
	["r", "\r"],
	["t", "\t"],
	["a", "\x07"],
	["b", "\b"],
	["f", "\f"],
	["v", "\v"],
	["\\", "\\"],
	["'", "'"],
	['"', '"'],
]);

/** A string literal of Python 2 in either kind of quotes. */
export function stringLiteral(line: string): string | undefined {
	const [, , body] = /^\s*(['"])(.*)\1\s*$/s.exec(line) ?? [];
	if (body === undefined) return undefined;
	return replaceEscapes(body, /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))|\\$/gs, (_, hex, octal, simple) => {
		if (hex !== undefined) return codePoint(hex);
		if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
		return simple === undefined ? undefined : SIMPLE_ESCAPES.get(simple);
	});
}

type Replacer = (match: string, ...groups: readonly (string | undefined)[]) => string | undefined;

function replaceEscapes(text: string, escapes: RegExp, replacer: Replacer): string | undefined {
	let understood = true;
	const result = text.replace(escapes, (match, ...groups: (string | undefined)[]) => {
		const replacement = replacer(match, ...groups);
		understood &&= replacement !== undefined;
		return replacement ?? match;
	});
	return understood ? result : undefined;
}

function codePoint(hex: string | undefined): string | undefined {
	const code = Number.parseInt(hex ?? "", 16);
	return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
