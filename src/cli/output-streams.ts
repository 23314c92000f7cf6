/**
 * What happens where nobody reads, or the disk of a redirected output is full. A reader that closes the pipe early, as
 * `head` does, ends no work: results are in files, and a training goes on for hours without its log.
 */

import type { Writable } from "node:stream";
import { systemReason } from "../platform/node/system-reason.ts";
import { OutputError } from "../tensor/errors.ts";

/** @param fail  hears of an `OutputError` once, where a stream cannot be written to */
export function watchOutput(streams: Readonly<Record<string, Writable>>, fail: (error: OutputError) => void): void {
	for (const [name, stream] of Object.entries(streams)) {
		stream.on("error", (error: NodeJS.ErrnoException) => {
			if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
			fail(new OutputError(`cannot write to ${name}: ${systemReason(error)}`, { cause: error }));
		});
	}
}
