/** Tensors that `torch.save` wrote by themselves, in a list or in a dict: latents of projectors, cameras. No networks. */

import type { ByteSource } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { type ByteRange, lengthOf, readRange, wholeOf } from "./byte-range.ts";
import { ByteWindow } from "./byte-window.ts";
import { readPickle } from "./pickle/read-pickle.ts";
import { describeValue, isKind, type PickleValue } from "./pickle/values.ts";
import { printable } from "./printable.ts";
import { readTorchArchive } from "./torch/archive.ts";
import type { StorageContainer } from "./torch/storage.ts";
import { readAfterMagic, STREAM_MAGIC } from "./torch/stream.ts";
import { tensorCall, tensorLayout } from "./torch/tensor-layout.ts";
import { TensorReader } from "./torch/tensor-reader.ts";

const MOST_TENSORS = 10_000;
/** Dicts and lists within each other. */
const DEEPEST = 4;

interface Saved {
	readonly value: PickleValue;
	readonly container: StorageContainer | undefined;
}

/**
 * Reads all tensors of a file that `torch.save` wrote, by the keys and indices that lead to them, joined by dots; a
 * tensor by itself has an empty name. Nothing in the file is run.
 * Rejects with `CheckpointError` for a file that is damaged or holds no tensors.
 */
export async function readTorchArrays(source: ByteSource): Promise<ReadonlyMap<string, HostTensor>> {
	const file = wholeOf(source);
	const { value, container } = await savedObject(file);
	const reader = new TensorReader(file, container);
	const arrays = new Map<string, HostTensor>();
	for (const [name, found] of tensorsIn(value, "", DEEPEST)) {
		if (arrays.size >= MOST_TENSORS) throw new CheckpointError(`${source.name}: more than ${MOST_TENSORS} tensors`);
		const where = `${source.name}: ${name === "" ? "its tensor" : printable(name)}`;
		const call = tensorCall(found);
		if (call) arrays.set(name, await reader.read(tensorLayout(call, where), where));
	}
	if (arrays.size === 0) {
		throw new CheckpointError(
			`${source.name}: holds ${describeValue(value)}, want a tensor, or a list or dict of tensors`,
		);
	}
	return arrays;
}

async function savedObject(file: ByteRange): Promise<Saved> {
	const head = await readRange(file, 0, Math.min(2, lengthOf(file)), "the beginning of the file");
	if (head[0] === 0x50 && head[1] === 0x4b) {
		const { pickle, storages } = await readTorchArchive(file);
		return { value: pickle.value, container: storages };
	}
	const window = new ByteWindow(file);
	const { value } = await readPickle(window);
	if (value !== STREAM_MAGIC) return { value, container: undefined };
	const { pickle, storages } = await readAfterMagic(window);
	return { value: pickle.value, container: storages };
}

function* tensorsIn(value: PickleValue, name: string, depth: number): Generator<[string, PickleValue]> {
	if (tensorCall(value)) {
		yield [name, value];
		return;
	}
	if (depth === 0) return;
	const below = (key: unknown): string => (name === "" ? String(key) : `${name}.${String(key)}`);
	if (isKind(value, "dict")) {
		for (const [key, entry] of value.entries) {
			if (typeof key === "string" || typeof key === "number") yield* tensorsIn(entry, below(key), depth - 1);
		}
	} else if (isKind(value, "list") || isKind(value, "tuple")) {
		for (const [index, item] of value.items.entries()) yield* tensorsIn(item, below(index), depth - 1);
	}
}
