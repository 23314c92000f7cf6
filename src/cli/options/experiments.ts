/** Values that experiments share. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { type Field, value } from "./fields.ts";
import { parseNumberList, whole } from "./numbers.ts";

/** A number of synthetic heads. */
export const parseHeads = whole(0, 10_000);

/** From one number to another. */
export function rangeField(
	help: string,
	fallback: readonly [number, number],
	parse: (words: string) => readonly [number, number] = parseRange,
): Field<readonly [number, number]> {
	const fallbackText = fallback.map((end) => Number(end.toFixed(4))).join(",");
	return value("<from,to>", help, parse, { fallback, fallbackText });
}

export function parseRange(words: string): readonly [number, number] {
	const [from, to, ...more] = parseNumberList(words);
	if (from === undefined || to === undefined || more.length > 0) {
		throw new InvalidArgumentError(`'${words}': want two numbers, as in -1,1.`);
	}
	return [from, to];
}
