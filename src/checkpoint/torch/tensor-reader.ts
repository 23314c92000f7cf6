/**
 * torch's tensors: a storage seen through an offset, sizes and strides.
 *
 * A contiguous tensor becomes a view of its storage's bytes. Only what does not lie right is copied: a storage that is
 * not aligned to its elements, once, and a tensor whose strides are not row-major, into row-major order.
 */

import type { ByteSource } from "../../host/byte-source.ts";
import { type ArrayOf, allocate, bytesPerElement, type DType, viewOf } from "../../tensor/dtype.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { Allowance } from "../allowance.ts";
import { type ByteRange, lengthOf, readRange } from "../byte-range.ts";
import { describeValue, isKind, type PickleBytes, type PickleValue } from "../pickle/values.ts";
import { dtypeOfName } from "./dtypes.ts";
import type { Storage, StorageContainer } from "./storage.ts";
import { readTorchStream, type TorchStream } from "./stream.ts";
import { isRowMajor, type TensorLayout } from "./tensor-layout.ts";

/** A nested stream's pickles take some 240 bytes; no need to read far into the weights for them. */
const STREAM_HEAD_BYTES = 1_024;

/** Work of copying an element to another place. */
const STEPS_OF_AN_ELEMENT = 16;

/** Reads tensors, each storage once, so that tensors share memory where the file's do. */
export class TensorReader {
	readonly #sourceName: string;
	readonly #container: StorageContainer | undefined;
	readonly #allowance: Allowance;
	readonly #storages: Map<PickleValue, LoadedStorage> = new Map();
	/** By place in the file: a storage that several objects name is one storage. */
	readonly #loaded: Map<ByteSource, Map<string, LoadedStorage>> = new Map();
	/** However often a byte string is loaded, it is read once. */
	readonly #streams: Map<PickleBytes, TorchStream> = new Map();
	/** Storages whose bytes were read as elements of another dtype, by what they were read as. */
	readonly #retyped: Map<LoadedStorage, Map<DType, LoadedStorage>> = new Map();

	/**
	 * @param file       where everything is, whose allowance what is read and copied is spent from
	 * @param container  what persistent ids refer to; a plain pickle has none
	 */
	constructor({ source, allowance }: ByteRange, container: StorageContainer | undefined) {
		this.#sourceName = source.name;
		this.#allowance = allowance;
		this.#container = container;
	}

	/** Reads the tensor. `where` begins the messages. */
	async read(layout: TensorLayout, where: string): Promise<HostTensor> {
		const { dtype, data } = await this.#typed(layout, where);
		const { shape, strides, offset, count } = layout;
		if (count === 0) return hostTensor(dtype, shape, allocate(dtype, 0));
		const last = shape.reduce((index, size, axis) => index + (size - 1) * (strides[axis] ?? 0), offset);
		if (!(last < data.length)) {
			throw new CheckpointError(
				`${where}: shape ${formatShape(shape)} with strides ${formatShape(strides)} at offset ${offset} reaches element ${last}, but its storage has ${data.length}`,
			);
		}
		if (isRowMajor(shape, strides)) return hostTensor(dtype, shape, data.subarray(offset, offset + count));
		return hostTensor(dtype, shape, this.#gather(dtype, data, layout, where));
	}

	/** The storage as an array of the tensor's dtype. */
	async #typed(layout: TensorLayout, where: string): Promise<LoadedStorage> {
		const loaded = await this.#storage(layout.storage, where);
		if (layout.dtype === undefined) return loaded;
		const dtype = dtypeOfName(layout.dtype, where);
		const others = this.#retyped.get(loaded) ?? new Map<DType, LoadedStorage>();
		this.#retyped.set(loaded, others);
		const { buffer, byteOffset, byteLength } = loaded.data;
		const retyped = others.get(dtype) ?? this.#typedView(new Uint8Array(buffer, byteOffset, byteLength), dtype, where);
		others.set(dtype, retyped);
		return retyped;
	}

	async #storage(value: PickleValue, where: string): Promise<LoadedStorage> {
		const known = this.#storages.get(value);
		if (known !== undefined) return known;
		const storage = await this.#locate(value, where);
		const { source, start, end } = storage.range;
		const ofSource = this.#loaded.get(source) ?? new Map<string, LoadedStorage>();
		this.#loaded.set(source, ofSource);
		const place = `${start} ${end} ${storage.dtype}`;
		const whole = ofSource.get(place) ?? (await this.#load(storage, where));
		ofSource.set(place, whole);
		const { first, elements } = storage;
		const loaded = { dtype: whole.dtype, data: whole.data.subarray(first, first + elements) };
		this.#storages.set(value, loaded);
		return loaded;
	}

	async #locate(value: PickleValue, where: string): Promise<Storage> {
		if (isKind(value, "persistent")) {
			if (this.#container !== undefined) return this.#container.storage(value, where);
			throw new CheckpointError(
				`${where}: byte ${value.at}: a storage outside this pickle; was it taken out of its archive?`,
			);
		}
		const bytes = isKind(value, "call") && value.name === "torch.storage._load_from_bytes" ? value.args[0] : undefined;
		if (isKind(bytes, "bytes")) return this.#nested(bytes, where);
		throw new CheckpointError(`${where}: a tensor on ${describeValue(value)}, want a storage (in ${this.#sourceName})`);
	}

	/** The storage in a legacy stream in a byte string, which is what storages are in a plain pickle. */
	async #nested(bytes: PickleBytes, where: string): Promise<Storage> {
		const stream = this.#streams.get(bytes) ?? (await readTorchStream(bytes.range, STREAM_HEAD_BYTES));
		this.#streams.set(bytes, stream);
		const { value } = stream.pickle;
		if (isKind(value, "persistent")) return stream.storages.storage(value, where);
		throw new CheckpointError(
			`${where}: byte ${bytes.range.start}: the nested stream holds ${describeValue(value)}, want a storage`,
		);
	}

	/** Copies a strided tensor into row-major order. All indices are known to lie in the storage. */
	#gather(
		dtype: DType,
		data: ArrayOf<DType>,
		{ shape, strides, offset, count }: TensorLayout,
		where: string,
	): ArrayOf<DType> {
		// Strides of 0 let a small storage look large.
		const what = `${where}, of shape ${formatShape(shape)} with strides ${formatShape(strides)}`;
		this.#allowance.spend(count * (bytesPerElement(dtype) + STEPS_OF_AN_ELEMENT), what);
		const out = allocate(dtype, count);
		const position = new Array<number>(shape.length).fill(0);
		for (let i = 0, index = offset; i < count; i++) {
			out[i] = data[index] ?? 0;
			for (let axis = shape.length - 1; axis >= 0; axis--) {
				const size = shape[axis] ?? 0;
				const stride = strides[axis] ?? 0;
				const next = (position[axis] ?? 0) + 1;
				index += stride;
				if (next < size) {
					position[axis] = next;
					break;
				}
				position[axis] = 0;
				index -= size * stride;
			}
		}
		return out;
	}

	async #load({ dtype, range }: Storage, where: string): Promise<LoadedStorage> {
		this.#allowance.spend(lengthOf(range), where);
		return this.#typedView(await readRange(range, range.start, range.end, `the storage of ${where}`), dtype, where);
	}

	/** Bytes as elements: a view where they are aligned, a copy where they are not. */
	#typedView(bytes: Uint8Array, dtype: DType, where: string): LoadedStorage {
		const size = bytesPerElement(dtype);
		if (bytes.byteLength % size !== 0)
			throw new CheckpointError(`${where}: ${bytes.byteLength} bytes are not whole elements of ${dtype}`);
		const isAligned = bytes.byteOffset % size === 0;
		if (!isAligned) this.#allowance.spend(bytes.byteLength, where);
		const aligned = isAligned ? bytes : bytes.slice();
		if (dtype === "bool" && aligned.some((byte) => byte > 1))
			throw new CheckpointError(`${where}: a bool that is neither 0 nor 1`);
		return { dtype, data: viewOf(dtype, aligned.buffer, aligned.byteOffset, bytes.byteLength / size) };
	}
}

interface LoadedStorage {
	readonly dtype: DType;
	readonly data: ArrayOf<DType>;
}
