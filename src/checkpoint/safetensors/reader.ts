/** Reads safetensors files, one tensor at a time or all. */

import type { ByteSource } from "../../host/byte-source.ts";
import { viewOf } from "../../tensor/dtype.ts";
import { CheckpointError, throwIfAborted } from "../../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { elementCount } from "../../tensor/shape.ts";
import type { Allowance } from "../allowance.ts";
import { type ByteRange, readRange, wholeOf } from "../byte-range.ts";
import { printable } from "../printable.ts";
import { readHeader, type SafetensorsHeader, type TensorEntry } from "./header.ts";

/** An open safetensors file: the header is read and checked, tensors are read when asked for. */
export class SafetensorsFile {
	readonly #file: ByteRange;
	readonly #header: SafetensorsHeader;

	/** `readSafetensors` makes them. */
	constructor(file: ByteRange, header: SafetensorsHeader) {
		this.#file = file;
		this.#header = header;
	}

	/** What reading its description may cost. */
	get allowance(): Allowance {
		return this.#file.allowance;
	}

	/** What messages call the file. */
	get name(): string {
		return this.#file.source.name;
	}

	/** The `__metadata__` strings. */
	get metadata(): ReadonlyMap<string, string> {
		return this.#header.metadata;
	}

	/** Dtype, shape and place of each tensor, in the order of the header. */
	get entries(): ReadonlyMap<string, TensorEntry> {
		return this.#header.entries;
	}

	/**
	 * Reads one tensor and nothing else. Its data is a view of what the source gives, a copy only where that is not
	 * aligned. Throws `CheckpointError` when there is no tensor of that name.
	 */
	async tensor(name: string): Promise<HostTensor> {
		const entry = this.#header.entries.get(name);
		if (entry === undefined) throw new CheckpointError(`${this.name}: has no tensor '${printable(name)}'`);
		const { dtype, shape, start, end } = entry;
		const bytes = await readRange(this.#file, start, end, `tensor '${printable(name)}'`);
		const count = elementCount(shape);
		const size = count === 0 ? 1 : bytes.byteLength / count;
		const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
		if (dtype === "bool" && aligned.some((byte) => byte > 1)) {
			throw new CheckpointError(`${this.name}: '${printable(name)}' has a bool that is neither 0 nor 1`);
		}
		return hostTensor(dtype, shape, viewOf(dtype, aligned.buffer, count === 0 ? 0 : aligned.byteOffset, count));
	}

	/** Reads all tensors, in the order of the header. */
	async tensors(signal?: AbortSignal): Promise<ReadonlyMap<string, HostTensor>> {
		const tensors = new Map<string, HostTensor>();
		for (const name of this.#header.entries.keys()) {
			throwIfAborted(signal, `reading ${this.name}`);
			tensors.set(name, await this.tensor(name));
		}
		return tensors;
	}
}

/**
 * Opens a safetensors file. Lengths, shapes and places are checked here: tensors may neither overlap nor leave holes,
 * and fill the file. Throws `CheckpointError` naming the place or the tensor.
 */
export async function readSafetensors(source: ByteSource): Promise<SafetensorsFile> {
	const file = wholeOf(source);
	return new SafetensorsFile(file, await readHeader(file));
}
