/** Arrays in files of other programs: `.npy`, `.npz`, safetensors, and what `torch.save` wrote. The content says which. */

import { crc32 } from "node:zlib";
import { looksLikeSafetensors } from "../../checkpoint/safetensors/header.ts";
import { readSafetensors } from "../../checkpoint/safetensors/reader.ts";
import { readTorchArrays } from "../../checkpoint/torch-arrays.ts";
import { readNpz } from "../../data/npz.ts";
import type { ByteSource } from "../../host/byte-source.ts";
import { InputError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { looksLikeNpy, readNpy } from "../../tensor/npy.ts";

/** A network is not meant. */
const MOST_BYTES = 2 ** 30;
const HEAD_BYTES = 16;

/** Endings of the files that are read; the content decides what they are. */
export const ARRAY_ENDINGS: readonly string[] = [".npy", ".npz", ".safetensors", ".pt", ".pth"];

/** All arrays of a file by name; one that has none is "". Rejects with `InputError` or `CheckpointError`. */
export async function readArrays(source: ByteSource): Promise<ReadonlyMap<string, HostTensor>> {
	const { name, size } = source;
	if (size === 0) throw new InputError(`'${name}' is empty, want arrays (${ARRAY_ENDINGS.join(", ")})`);
	if (size > MOST_BYTES) throw new InputError(`'${name}': ${size} bytes, want at most ${MOST_BYTES}`);
	const head = await source.read(0, Math.min(HEAD_BYTES, size));
	if (looksLikeNpy(head)) return new Map([["", readNpy(`'${name}'`, await source.read(0, size))]]);
	if (head[0] === 0x50 && head[1] === 0x4b) return (await readNpz(source, crc32)) ?? (await readTorchArrays(source));
	if (looksLikeSafetensors(head)) return await (await readSafetensors(source)).tensors();
	if (head[0] === 0x80) return await readTorchArrays(source);
	throw new InputError(`'${name}' is none of ${ARRAY_ENDINGS.join(", ")}`);
}
