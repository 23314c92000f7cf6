/** Writes torch's files as torch does: tensors, legacy streams, zip archives, and a miniature network in them. */

import { type ArrayOf, bytesPerElement, type DType } from "../../src/tensor/dtype.ts";
import { rowMajorStrides } from "../../src/tensor/shape.ts";
import { concatenate, littleEndian } from "./pickle-assembler.ts";
import {
	call,
	dictOf,
	emptySet,
	type Global,
	instance,
	named,
	type PythonNode,
	type PythonValue,
	persistent,
	pickle,
	type Rewrite,
	tuple,
} from "./pickler.ts";
import { storedZip, type ZipOptions } from "./zip-files.ts";

export const STORAGE_CLASSES: { readonly [D in DType]: string } = {
	float32: "FloatStorage",
	float64: "DoubleStorage",
	float16: "HalfStorage",
	bfloat16: "BFloat16Storage",
	int64: "LongStorage",
	int32: "IntStorage",
	int16: "ShortStorage",
	int8: "CharStorage",
	uint8: "ByteStorage",
	bool: "BoolStorage",
};

/** Elements under a key. */
export interface StorageData {
	readonly key: string;
	readonly dtype: DType;
	readonly data: ArrayOf<DType>;
}

export interface TensorOptions {
	readonly offset?: number;
	readonly strides?: readonly number[];
	/** The rebuilding function's name; `_rebuild_tensor` takes two arguments less. */
	readonly rebuild?: "_rebuild_tensor" | "_rebuild_tensor_v2";
}

export const orderedDict: Global = named("collections", "OrderedDict");
export const MAGIC = 0x1950a86a20f9469cfc6cn;

export function storage(key: string, dtype: DType, data: ArrayOf<DType>): StorageData {
	return { key, dtype, data };
}

/** The persistent id under which a storage stands in a stream or an archive. */
export function storageId({ key, dtype, data }: StorageData, location = "cpu"): readonly PythonValue[] {
	return ["storage", named("torch", STORAGE_CLASSES[dtype]), key, location, data.length];
}

/** A tensor on any description of a storage. */
export function tensorOn(
	storageValue: PythonValue,
	shape: readonly number[],
	{ offset = 0, strides = rowMajorStrides(shape), rebuild = "_rebuild_tensor_v2" }: TensorOptions = {},
): PythonNode {
	const common = [storageValue, offset, tuple(...shape), tuple(...strides)];
	const args = rebuild === "_rebuild_tensor" ? common : [...common, false, call(orderedDict, [])];
	return call(named("torch._utils", rebuild), args);
}

/** A storage as it stands in a plain pickle: a legacy stream in a byte string. */
export function nestedStorage(data: StorageData): PythonNode {
	const stream = torchStream(persistent(tuple(...storageId(data), null)), [data]);
	return call(named("torch.storage", "_load_from_bytes"), [stream]);
}

/** A float32 tensor with a storage of its own in a plain pickle. */
export function tensor(shape: readonly number[], values: readonly number[]): PythonNode {
	return tensorOn(nestedStorage(storage("140", "float32", Float32Array.from(values))), shape);
}

export function parameter(of: PythonNode): PythonNode {
	return call(named("torch._utils", "_rebuild_parameter"), [of, true, call(orderedDict, [])]);
}

/** A legacy stream of `value`, whose persistent ids name `storages`. */
export function torchStream(value: PythonValue, storages: readonly StorageData[], rewrite?: Rewrite): Uint8Array {
	const system = new Map<PythonValue, PythonValue>([
		["protocol_version", 1001],
		["little_endian", true],
		[
			"type_sizes",
			new Map<PythonValue, PythonValue>([
				["short", 2],
				["int", 4],
				["long", 4],
			]),
		],
	]);
	return concatenate([
		pickle(MAGIC, 2),
		pickle(1001, 2),
		pickle(system, 2),
		pickle(value, 2, rewrite),
		pickle(
			storages.map(({ key }) => key),
			2,
		),
		...storages.flatMap((of) => [littleEndian(of.data.length, 8), bytesOf(of)]),
	]);
}

/** A zip archive of `value`, whose persistent ids name `storages`. */
export function torchArchive(
	value: PythonValue,
	storages: readonly StorageData[],
	zip: ZipOptions = {},
	rewrite?: Rewrite,
): Uint8Array {
	return storedZip(
		[
			["archive/data.pkl", pickle(value, 2, rewrite)],
			["archive/byteorder", new TextEncoder().encode("little")],
			...storages.map((of): [string, Uint8Array] => [`archive/data/${of.key}`, bytesOf(of)]),
			["archive/version", new TextEncoder().encode("3\n")],
		],
		zip,
	);
}

export interface ModuleParts {
	readonly parameters?: Readonly<Record<string, PythonNode | null>>;
	readonly buffers?: Readonly<Record<string, PythonNode>>;
	readonly modules?: Readonly<Record<string, PythonNode>>;
	readonly attributes?: Readonly<Record<string, PythonValue>>;
}

/** A module as torch's layers are stored: class and state. */
export function layer(module: string, name: string, parts: ModuleParts = {}): PythonNode {
	return instance(named(module, name), moduleState(parts));
}

/** A module that carries its own source, as the published networks are stored. */
export function persistentModule(className: string, parts: ModuleParts = {}): PythonNode {
	const meta = new Map<PythonValue, PythonValue>([
		["type", "class"],
		["version", 6],
		["module_src", "# source left out\n"],
		["class_name", className],
		["state", moduleState(parts)],
	]);
	return call(named("torch_utils.persistence", "_reconstruct_persistent_obj"), [meta]);
}

function moduleState({ parameters = {}, buffers = {}, modules = {}, attributes = {} }: ModuleParts): PythonValue {
	const group = (entries: Readonly<Record<string, PythonValue>>): PythonNode => dictOf(orderedDict, record(entries));
	return new Map<PythonValue, PythonValue>([
		["training", false],
		["_parameters", group(parameters)],
		["_buffers", group(buffers)],
		["_non_persistent_buffers_set", emptySet],
		["_backward_hooks", group({})],
		["_modules", group(modules)],
		...record(attributes),
	]);
}

/** A dict with texts for keys. */
export function record(entries: Readonly<Record<string, PythonValue>>): Map<PythonValue, PythonValue> {
	return new Map(Object.entries(entries));
}

export function easyDict(entries: Readonly<Record<string, PythonValue>>): PythonNode {
	return dictOf(named("dnnlib.util", "EasyDict"), record(entries));
}

function bytesOf({ dtype, data }: StorageData): Uint8Array {
	return new Uint8Array(data.buffer, data.byteOffset, data.length * bytesPerElement(dtype));
}
