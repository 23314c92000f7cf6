/** Lists of words on the command line, separated by commas. */

import { InvalidArgumentError } from "@commander-js/extra-typings";

/** Names, at least one, none of them empty. */
export function parseNames(text: string): string[] {
	const names = wordsOf(text);
	if (names.includes("")) throw new InvalidArgumentError(`'${text}' has an empty part.`);
	return names;
}

/** Some of a few words, in the order in which those are known, each once. */
export function parseSome<T extends string>(text: string, known: readonly T[]): T[] {
	const wanted = wordsOf(text);
	const unknown = wanted.find((part) => !known.some((one) => one === part));
	if (unknown !== undefined) throw new InvalidArgumentError(`'${unknown}' is not one of ${known.join(", ")}.`);
	return known.filter((one) => wanted.includes(one));
}

function wordsOf(text: string): string[] {
	return text.split(",").map((part) => part.trim());
}
