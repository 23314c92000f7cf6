/**
 * Reads the goldens of `test/fixtures` (see the README there).
 *
 * Deliberately a reader of its own, independent of `src/checkpoint`, so that no part of the library is tested with
 * itself. It trusts its input: the files are ours and their hashes are tested.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type ArrayOf, bytesPerElement, type DType, viewOf } from "../src/tensor/dtype.ts";
import { expectDType, type Float32Tensor, type HostTensor, hostTensor } from "../src/tensor/host-tensor.ts";
import { elementCount, type Shape } from "../src/tensor/shape.ts";

const DTYPES: Readonly<Record<string, DType>> = {
	F32: "float32",
	F64: "float64",
	F16: "float16",
	I64: "int64",
	I32: "int32",
	I8: "int8",
	U8: "uint8",
	BOOL: "bool",
};

/** Tensors by name. */
export type Fixture = ReadonlyMap<string, HostTensor>;

interface StoredTensor {
	readonly dtype: string;
	readonly shape: Shape;
	readonly data_offsets: readonly [begin: number, end: number];
}

/** Absolute path of a file in `test/fixtures`. */
export function fixturePath(name: string): string {
	return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

/** All tensors of `test/fixtures/<name>` (a safetensors file, name with its ending). */
export async function readFixture(name: string): Promise<Fixture> {
	const { header, data } = await readParts(name);
	const tensors = new Map<string, HostTensor>();
	for (const [key, { dtype: code, shape, data_offsets }] of Object.entries(header as Record<string, StoredTensor>)) {
		if (key === "__metadata__") continue;
		const dtype = DTYPES[code];
		if (dtype === undefined) throw new Error(`fixture ${name}: '${key}' has dtype ${code}, which is not read here`);
		// Copied, so that typed arrays are aligned and no test can write into another's data.
		const bytes = data.slice(data_offsets[0], data_offsets[1]);
		const count = elementCount(shape);
		if (bytes.byteLength !== count * bytesPerElement(dtype)) throw new Error(`fixture ${name}: '${key}' is damaged`);
		tensors.set(key, hostTensor(dtype, shape, viewOf(dtype, bytes.buffer, 0, count)));
	}
	return tensors;
}

/** The `__metadata__` strings of a fixture; numbers and lists in them are JSON text. */
export async function readFixtureMetadata(name: string): Promise<Readonly<Record<string, string>>> {
	const { header } = await readParts(name);
	return (header.__metadata__ ?? {}) as Record<string, string>;
}

/** One tensor of a fixture, float32 unless told; throws when the name is not there or the dtype is another. */
export function fixtureTensor(fixture: Fixture, name: string): Float32Tensor;
export function fixtureTensor<D extends DType>(fixture: Fixture, name: string, dtype: D): HostTensor<D>;
export function fixtureTensor(fixture: Fixture, name: string, dtype: DType = "float32"): HostTensor {
	const tensor = fixture.get(name);
	if (tensor === undefined) throw new Error(`fixture has no '${name}', only ${[...fixture.keys()].join(", ")}`);
	return expectDType(name, tensor, dtype);
}

/** The elements of one float32 tensor of a fixture. */
export function fixtureData(fixture: Fixture, name: string): ArrayOf<"float32"> {
	return fixtureTensor(fixture, name).data;
}

async function readParts(name: string): Promise<{ header: Record<string, unknown>; data: Uint8Array }> {
	const file = new Uint8Array(await readFile(fixturePath(name)));
	const headerLength = Number(new DataView(file.buffer).getBigUint64(0, true));
	const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength))) as Record<string, unknown>;
	return { header, data: file.subarray(8 + headerLength) };
}
