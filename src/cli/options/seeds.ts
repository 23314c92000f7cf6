/** Lists of seeds: `0,2,5-9`, as the published scripts take them. */

import { InvalidArgumentError } from "@commander-js/extra-typings";

/** NumPy's RandomState takes seeds of 32 bits. */
export const LARGEST_SEED: number = 2 ** 32 - 1;
/** More are probably a typing error, such as 1-99999999. */
export const MOST_SEEDS = 100_000;

/** Seeds in the order given, each once. */
export function parseSeeds(text: string): number[] {
	const seeds = new Set<number>();
	for (const part of text.split(",")) {
		const { first, last } = parseRange(part.trim(), text);
		if (last - first >= MOST_SEEDS || seeds.size + last - first >= MOST_SEEDS) {
			throw new InvalidArgumentError(`'${text}' has more than ${MOST_SEEDS} seeds.`);
		}
		for (let seed = first; seed <= last; seed++) seeds.add(seed);
	}
	return [...seeds];
}

/** One seed. */
export function parseSeed(text: string): number {
	const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
	if (!(seed <= LARGEST_SEED)) {
		throw new InvalidArgumentError(`'${text}' is not a seed: want a whole number from 0 to ${LARGEST_SEED}.`);
	}
	return seed;
}

function parseRange(part: string, whole: string): { first: number; last: number } {
	if (part === "")
		throw new InvalidArgumentError(`'${whole}' has an empty part: want seeds and ranges, as in 0,2,5-9.`);
	const range = /^(\d+)\s*-\s*(\d+)$/.exec(part);
	if (!range) {
		const seed = parseSeed(part);
		return { first: seed, last: seed };
	}
	const [first, last] = [parseSeed(range[1] ?? ""), parseSeed(range[2] ?? "")];
	if (last < first) throw new InvalidArgumentError(`the range '${part}' runs backwards: want ${last}-${first}.`);
	return { first, last };
}
