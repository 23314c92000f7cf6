/**
 * Storages: the flat arrays under torch's tensors, as persistent ids name them and containers hold them.
 *
 * A container is a legacy stream (`stream.ts`) or a zip archive (`archive.ts`). It says where the bytes of a storage
 * lie; they are read when a tensor wants them.
 */

import { bytesPerElement, type DType } from "../../tensor/dtype.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { type ByteRange, lengthOf } from "../byte-range.ts";
import { describeValue, isKind, type PicklePersistent } from "../pickle/values.ts";
import { printable } from "../printable.ts";
import { dtypeOfStorage } from "./dtypes.ts";

/** Where the elements of a storage lie. */
export interface Storage {
	readonly dtype: DType;
	/** Exactly the elements of the whole storage, little-endian. */
	readonly range: ByteRange;
	/** The elements that were named: a part, where they were named as a view. */
	readonly first: number;
	readonly elements: number;
}

export interface StorageContainer {
	/** The storage that a persistent id of this container names. `where` begins the messages. */
	storage(id: PicklePersistent, where: string): Promise<Storage>;
}

/** A persistent id ('storage', class, key, location, number of elements[, view]) with its parts checked. */
export interface StorageId {
	readonly key: string;
	readonly dtype: DType;
	readonly elements: number;
	/** A part of the storage, as streams before 2017 name views: first element and count. */
	readonly view: { readonly offset: number; readonly elements: number } | undefined;
}

/** Reads a storage's persistent id. The location is ignored: all storages are host memory here. */
export function parseStorageId({ id, at }: PicklePersistent, sourceName: string): StorageId {
	const where = `${sourceName}: byte ${at}`;
	const items = isKind(id, "tuple") ? id.items : [];
	const [tag, storageClass, key, , elements, view] = items;
	if (tag !== "storage" || typeof key !== "string" || items.length < 5 || items.length > 6) {
		throw new CheckpointError(`${where}: a persistent id that names no storage: ${describeValue(tag)}`);
	}
	if (!isCount(elements))
		throw new CheckpointError(`${where}: storage '${printable(key)}' of ${describeValue(elements)} elements`);
	const common = { key, dtype: dtypeOfStorage(storageClass, where), elements };
	if (view === undefined || view === null) return { ...common, view: undefined };
	const [, offset, count] = isKind(view, "tuple") ? view.items : [];
	if (!isCount(offset) || !isCount(count) || offset + count > elements) {
		throw new CheckpointError(
			`${where}: a view that does not lie in its storage '${printable(key)}' of ${elements} elements`,
		);
	}
	return { ...common, view: { offset, elements: count } };
}

/** The storage, or the part of it that `id` names. `range` holds the whole storage and nothing else. */
export function viewedStorage(id: StorageId, range: ByteRange, where: string): Storage {
	const size = bytesPerElement(id.dtype);
	if (lengthOf(range) !== id.elements * size) {
		throw new CheckpointError(
			`${where}: storage '${printable(id.key)}' has ${lengthOf(range)} bytes, want ${id.elements} elements of ${size} bytes`,
		);
	}
	const { offset: first, elements } = id.view ?? { offset: 0, elements: id.elements };
	return { dtype: id.dtype, range, first, elements };
}

export function isCount(value: unknown): value is number {
	return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
