/** Draws a file that is built to ask for more than its size: what it repeats, and how often. */

import * as built from "../support/built-files.ts";
import type { FuzzRandom } from "./random.ts";

/** Colliding numbers take a while to find, and any of them do. */
const DOUBLES = built.collidingDoubles(4_000);
const INTEGERS = built.collidingIntegers(4_000);

/** Alike likely in size and a hundredth of it. */
function upTo(most: number, random: FuzzRandom): number {
	return Math.max(1, Math.round(most * 100 ** (-random.below(1000) / 1000)));
}

const KINDS: readonly ((random: FuzzRandom) => Uint8Array)[] = [
	(random) => built.copies(random.pick(built.COPIERS), upTo(2_000, random), upTo(20_000, random)),
	(random) => built.encodings(upTo(30_000, random), upTo(20_000, random)),
	(random) => built.numberKeys(DOUBLES.slice(0, upTo(4_000, random)), random.pick(["set", "dict"])),
	(random) => built.memoIndices(INTEGERS.slice(0, upTo(4_000, random))),
	(random) => built.views(upTo(100_000, random), upTo(100, random)),
	(random) => built.sharedModules(upTo(100, random), upTo(2_500, random)),
	(random) => built.sharedText(upTo(50_000, random), upTo(10_000, random)),
	(random) => built.longGlobal(upTo(100_000, random)),
	(random) => built.described(random.pick(["{}", "[]", "0"]), upTo(200_000, random)),
	(random) => built.manyNames(upTo(50_000, random)),
];

export function buildFile(random: FuzzRandom): Uint8Array {
	return random.pick(KINDS)(random);
}
