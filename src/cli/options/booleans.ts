/** Truth on the command line, as the published scripts take it. */

import { InvalidArgumentError } from "@commander-js/extra-typings";

/** `True`, `1`, `yes`, … */
export function parseBool(text: string): boolean {
	if (/^(true|1|yes|y|on)$/i.test(text)) return true;
	if (/^(false|0|no|n|off)$/i.test(text)) return false;
	throw new InvalidArgumentError(`'${text}' is neither true nor false.`);
}
