/**
 * What must hold for every file, however damaged: it is either read into a description that keeps its promises, or
 * refused by a `CheckpointError` that names a place; in time, in memory, and without a trace in Object.prototype.
 */

import { allowanceOf } from "../../src/checkpoint/allowance.ts";
import type { NetworkDescription, PlainValue } from "../../src/checkpoint/description.ts";
import { readCheckpoint } from "../../src/checkpoint/read-checkpoint.ts";
import { checkpointToSafetensors } from "../../src/checkpoint/safetensors-checkpoint.ts";
import { type ByteSource, bytesInMemory } from "../../src/host/byte-source.ts";
import { CheckpointError, InputError } from "../../src/tensor/errors.ts";
import type { HostTensor } from "../../src/tensor/host-tensor.ts";
import { elementCount } from "../../src/tensor/shape.ts";

const MAX_MILLISECONDS = 1_000;

/** A file is slow when it is slow every time; once, it may have been the machine. */
const TRIES = 3;

/** Bytes that may be read, or held by tensors, for a file of `size` bytes: a little is read again. */
function memoryLimit(size: number): number {
	return allowanceOf(size) + 2 * size + 2 ** 20;
}

export type Outcome = "read" | "refused";

/** Examines one file. Throws when something does not hold. */
export async function examine(bytes: Uint8Array): Promise<Outcome> {
	let fastest = Number.POSITIVE_INFINITY;
	for (let i = 0; i < TRIES; i++) {
		const began = performance.now();
		const outcome = await readAndCheck(bytes);
		checkPrototypes();
		fastest = Math.min(fastest, performance.now() - began);
		if (fastest <= MAX_MILLISECONDS) return outcome;
	}
	throw new Error(`took ${fastest.toFixed(0)} ms`);
}

async function readAndCheck(bytes: Uint8Array): Promise<Outcome> {
	const inMemory = bytesInMemory("file", bytes);
	let asked = 0;
	const source: ByteSource = {
		...inMemory,
		read: async (offset, length) => {
			asked += length;
			if (asked > memoryLimit(bytes.length)) throw new Error(`reads ${asked} bytes of a file of ${bytes.length}`);
			return inMemory.read(offset, length);
		},
	};
	try {
		const checkpoint = await readCheckpoint(source);
		const buffers = new Set<ArrayBufferLike>();
		for (const network of checkpoint.networks.values()) checkNetwork(network, buffers);
		for (const value of checkpoint.extras.values()) checkPlain(value);
		const held = [...buffers].reduce((sum, buffer) => sum + (buffer === bytes.buffer ? 0 : buffer.byteLength), 0);
		if (held > memoryLimit(bytes.length)) throw new Error(`tensors take ${held} bytes for a file of ${bytes.length}`);
		checkWritable(() => checkpointToSafetensors(checkpoint));
		return "read";
	} catch (error) {
		if (!(error instanceof CheckpointError)) throw error;
		// What is known as a whole to be something else needs no place.
		if (!/byte -?\d+|'|^file: is /.test(error.message))
			throw new Error(`names no place: ${error.message}`, { cause: error });
		if (error.message.length > 1_000) throw new Error("the message is endless", { cause: error });
		return "refused";
	}
}

/** What could be read can be written, unless a name or the header is one that the format does not take. */
function checkWritable(write: () => unknown): void {
	try {
		write();
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
	}
}

function checkNetwork(network: NetworkDescription, buffers: Set<ArrayBufferLike>): void {
	for (const group of [network.parameters, network.buffers, network.tensorAttributes]) {
		for (const [name, tensor] of group) {
			if (typeof name !== "string") throw new Error("a tensor's name is no text");
			checkTensor(tensor);
			buffers.add(tensor.data.buffer);
		}
	}
	for (const value of network.initArgs) checkPlain(value);
	for (const record of [network.initKwargs, network.attributes, ...network.moduleAttributes.values()])
		checkPlain(record);
}

function checkTensor({ shape, data }: HostTensor): void {
	if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) throw new Error(`shape ${shape.join()}`);
	if (data.length !== elementCount(shape)) throw new Error(`${data.length} elements for shape ${shape.join()}`);
}

function checkPlain(value: PlainValue): void {
	if (typeof value !== "object" || value === null) return;
	if (value instanceof Map) {
		for (const [key, entry] of value) {
			if (typeof key !== "string") throw new Error("a key of a record is no text");
			checkPlain(entry);
		}
	} else if (Array.isArray(value)) for (const item of value) checkPlain(item);
	else throw new Error("neither a record nor a list");
}

const UNTOUCHED: readonly string[] = [Object.prototype, Function.prototype, Array.prototype, Map.prototype].map(
	ownNames,
);

function checkPrototypes(): void {
	const now = [Object.prototype, Function.prototype, Array.prototype, Map.prototype].map(ownNames);
	if (now.some((names, i) => names !== UNTOUCHED[i])) throw new Error("a prototype has been changed");
}

function ownNames(prototype: object): string {
	return Reflect.ownKeys(prototype).map(String).join();
}
