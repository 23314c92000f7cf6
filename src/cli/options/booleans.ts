/** Truth on the command line, as the published scripts take it. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { type Field, value } from "./fields.ts";

/**
 * Yes or no, said with a value; the flag alone says yes. What is absent and what is false differ, so that records have
 * both as words.
 */
export function truth(help: string, more: { readonly fallbackText?: string } = {}): Field<boolean | undefined> {
	return value("[bool]", help, parseBool, { ...more, write: String });
}

/** `True`, `1`, `yes`, … */
export function parseBool(text: string): boolean {
	if (/^(true|1|yes|y|on)$/i.test(text)) return true;
	if (/^(false|0|no|n|off)$/i.test(text)) return false;
	throw new InvalidArgumentError(`'${text}' is neither true nor false.`);
}
