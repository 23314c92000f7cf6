/** Makes sure that a folder can be written to before long work starts, not after. */

import { access, constants, rmdir, stat } from "node:fs/promises";
import { OutputError } from "../../tensor/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { systemReason } from "./system-reason.ts";

/**
 * Makes the folder where it is missing. Rejects with `OutputError` when it cannot be made or written to. Disposing of the result
 * takes those folders away again that were made and are empty, so that work that fails leaves nothing.
 */
export async function prepareFolder(path: string): Promise<AsyncDisposable> {
	let made: readonly string[] = [];
	try {
		made = await makeFolder(path);
		await access(path, constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new OutputError(`cannot write into the folder '${path}': ${systemReason(error)}`, { cause: error });
	}
	if (!(await stat(path)).isDirectory()) throw new OutputError(`cannot write into '${path}': it is not a folder`);
	return {
		// a folder that is not empty stays
		[Symbol.asyncDispose]: async () => {
			for (const folder of made) await rmdir(folder).catch(() => undefined);
		},
	};
}
