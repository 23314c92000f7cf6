/** Options that experiments share. */

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { DEFAULT_NETWORK } from "../../platform/node/networks.ts";
import { parseInteger, parseNumberList } from "./numbers.ts";

/** Several networks, compared with each other. */
export function networksOption(): Option<"--networks <list>", undefined, string[], string[]> {
	return new Option(
		"--networks <list>",
		"one or several networks, separated by commas: checkpoints, addresses, or names of embedded networks",
	)
		.argParser(parseNetworks)
		.default<string[]>([DEFAULT_NETWORK], DEFAULT_NETWORK);
}

export function outdirOption(): Option<"--outdir <folder>", undefined, undefined, undefined, true> {
	return new Option("--outdir <folder>", "where to write; made if need be").makeOptionMandatory();
}

/** A number of synthetic heads. */
export function parseHeads(text: string): number {
	return parseInteger(text, { least: 0, most: 10_000 });
}

/** Two numbers. */
export function rangeOption<Flags extends string>(
	flags: Flags,
	description: string,
	range: readonly [number, number],
	parse: (text: string) => readonly [number, number] = parseRange,
): Option<Flags, undefined, readonly [number, number], readonly [number, number]> {
	return new Option(flags, description)
		.argParser((text) => parse(text))
		.default<readonly [number, number]>(range, range.map((value) => Number(value.toFixed(4))).join(","));
}

export function parseRange(text: string): readonly [number, number] {
	const [from, to, ...more] = parseNumberList(text);
	if (from === undefined || to === undefined || more.length > 0) {
		throw new InvalidArgumentError(`'${text}': want two numbers, as in -1,1.`);
	}
	return [from, to];
}

function parseNetworks(text: string): string[] {
	const names = text.split(",").map((name) => name.trim());
	if (names.some((name) => name === "")) throw new InvalidArgumentError(`'${text}' has an empty part.`);
	return names;
}
