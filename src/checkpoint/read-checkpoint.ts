/** Reads a checkpoint of any kind; the content says which it is, not the name. */

import type { ByteSource } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { type ByteRange, readRange, wholeOf } from "./byte-range.ts";
import type { Checkpoint } from "./description.ts";
import { IDENTIFYING_BYTES, identifyFile } from "./identify-file.ts";
import { type ReadCheckpointOptions, readArchivedCheckpoint, readPickledCheckpoint } from "./pickled-checkpoint.ts";
import { looksLikeSafetensors } from "./safetensors/header.ts";
import { readSafetensorsCheckpoint } from "./safetensors-checkpoint.ts";

export type { ReadCheckpointOptions } from "./pickled-checkpoint.ts";

/**
 * Reads a published checkpoint (pickle, or a torch archive of the same content) or one of ours (safetensors). A single
 * network at the top of a file, and tensors without a network around them (a state_dict), are called "G_ema".
 *
 * Nothing in the file is executed, and its weights are read by ranges: peak memory is little more than the tensors of
 * the networks asked for. Where `source` is a buffer in memory, tensors are views of it as far as they are aligned, so
 * it must not change while they are in use.
 *
 * Throws `CheckpointError` for a file that is damaged, hostile or of another kind, naming the place, `AbortedError`
 * when `signal` fires, and whatever the source rejects with when it cannot be read.
 */
export async function readCheckpoint(source: ByteSource, options: ReadCheckpointOptions = {}): Promise<Checkpoint> {
	const file = wholeOf(source);
	const head = await readRange(file, 0, Math.min(IDENTIFYING_BYTES, source.size), "the beginning of a checkpoint");
	return readerFor(head, source)(file, options);
}

function readerFor(
	head: Uint8Array,
	source: ByteSource,
): (file: ByteRange, options: ReadCheckpointOptions) => Promise<Checkpoint> {
	if (startsWith(head, "PK\x03\x04")) return readArchivedCheckpoint;
	if (looksLikeSafetensors(head)) return readSafetensorsCheckpoint;
	if (looksLikePickle(head)) return readPickledCheckpoint;
	const known = identifyFile(head);
	if (known) throw new CheckpointError(`${source.name}: is ${known.what}, no network. ${known.remedy}`);
	const bytes = [...head.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
	throw new CheckpointError(
		`${source.name}: is no network: want a pickle, an archive of torch or safetensors (byte 0: ${bytes})`,
	);
}

/** Protocols 2 to 5 begin with PROTO; the object of the others is a dict, an OrderedDict, or torch's magic number. */
function looksLikePickle(head: Uint8Array): boolean {
	return (
		(head[0] === 0x80 && (head[1] ?? 255) <= 5) ||
		["(", "}", "c", "L", "\x8a"].some((opcode) => startsWith(head, opcode))
	);
}

function startsWith(head: Uint8Array, text: string): boolean {
	return [...text].every((character, i) => head[i] === character.charCodeAt(0));
}
