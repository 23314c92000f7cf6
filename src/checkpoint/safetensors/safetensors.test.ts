import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { fixturePath, readFixture, readFixtureMetadata } from "../../../test/fixtures.ts";
import { concatenate } from "../../../test/support/pickle-assembler.ts";
import { safetensorsFile } from "../../../test/support/safetensors-files.ts";
import { expectSameTensors } from "../../../test/support/same-tensors.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { AbortedError, CheckpointError, InputError } from "../../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { readSafetensors, type SafetensorsFile } from "./reader.ts";
import { safetensorsChunks } from "./writer.ts";

const TENSORS: ReadonlyMap<string, HostTensor> = new Map<string, HostTensor>([
	["u8", hostTensor("uint8", [3], Uint8Array.of(1, 2, 255))],
	["f32", hostTensor("float32", [2, 1], Float32Array.of(1.5, Number.NaN))],
	["f64", hostTensor("float64", [], Float64Array.of(0.1))],
	["f16", hostTensor("float16", [1], Uint16Array.of(0x3c00))],
	["bf16", hostTensor("bfloat16", [1], Uint16Array.of(0x3f80))],
	["i64", hostTensor("int64", [2], BigInt64Array.of(-1n, 2n ** 62n))],
	["i32", hostTensor("int32", [1], Int32Array.of(-7))],
	["i16", hostTensor("int16", [1], Int16Array.of(-300))],
	["i8", hostTensor("int8", [1], Int8Array.of(-128))],
	["bool", hostTensor("bool", [2], Uint8Array.of(0, 1))],
	["empty", hostTensor("float32", [0, 4], new Float32Array(0))],
	["__proto__", hostTensor("int8", [1], Int8Array.of(5))],
	['quote"\n日', hostTensor("int8", [1], Int8Array.of(6))],
]);

function open(bytes: Uint8Array): Promise<SafetensorsFile> {
	return readSafetensors(bytesInMemory("test.safetensors", bytes));
}

async function refusal(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.then(
		() => "no error at all",
		(error: unknown) => error,
	);
	expect(error).toBeInstanceOf(CheckpointError);
	return (error as CheckpointError).message;
}

describe("safetensors written and read", () => {
	it("come back the same in every dtype, with metadata", async () => {
		const metadata = new Map([
			["__proto__", "polluted?"],
			["note", "ä\n"],
		]);
		const file = await open(concatenate(safetensorsChunks(TENSORS, metadata)));
		expect(file.metadata).toEqual(metadata);
		expect(await file.tensors()).toEqual(TENSORS);
	});

	it("are the same bytes whatever the order of tensors and metadata", () => {
		const metadata = new Map([
			["b", "2"],
			["a", "1"],
		]);
		const one = concatenate(safetensorsChunks(TENSORS, metadata));
		const other = concatenate(safetensorsChunks(new Map([...TENSORS].reverse()), new Map([...metadata].reverse())));
		expect(other).toEqual(one);
	});

	it("are not copied on the way out, and aligned", () => {
		const [header, ...chunks] = safetensorsChunks(TENSORS);
		expect((header?.length ?? 1) % 8).toBe(0);
		let at = 0;
		const sizes = chunks.map((chunk) => {
			const tensor = [...TENSORS.values()].find(({ data }) => data.buffer === chunk.buffer);
			const size = tensor?.data.BYTES_PER_ELEMENT ?? 0;
			expect(at % size).toBe(0);
			at += chunk.length;
			return size;
		});
		expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
	});

	it("are views of the file where they are aligned, copies where they are not", async () => {
		const bytes = concatenate(safetensorsChunks(TENSORS));
		expect((await (await open(bytes)).tensor("f32")).data.buffer).toBe(bytes.buffer);
		const shifted = new Uint8Array(bytes.length + 1);
		shifted.set(bytes, 1);
		const moved = await (await open(shifted.subarray(1))).tensor("f64");
		expect(moved).toEqual(TENSORS.get("f64"));
		expect(moved.data.buffer).not.toBe(shifted.buffer);
	});

	it("give a single tensor without reading the rest", async () => {
		const large = new Map([
			["large", hostTensor("float32", [100_000], new Float32Array(100_000))],
			["small", hostTensor("float32", [2], Float32Array.of(1, 2))],
		]);
		const bytes = concatenate(safetensorsChunks(large));
		let asked = 0;
		const source = {
			...bytesInMemory("test.safetensors", bytes),
			read: async (offset: number, length: number) => {
				asked += length;
				return bytes.slice(offset, offset + length);
			},
		};
		expect((await (await readSafetensors(source)).tensor("small")).data).toEqual(Float32Array.of(1, 2));
		expect(asked).toBeLessThan(1_000);
	});

	it("are refused with more texts, or more lists, than any network has", async () => {
		const texts = new Map(Array.from({ length: 2 ** 14 + 1 }, (_, index) => [`k${index}`, ""]));
		await expect(open(concatenate(safetensorsChunks(TENSORS, texts)))).rejects.toThrow(
			/16385 texts, want at most 16384/,
		);
		const header = new TextEncoder().encode(`{"a":[${"[],".repeat(2 ** 18)}[]]}`);
		const bytes = new Uint8Array(8 + header.length);
		new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
		bytes.set(header, 8);
		await expect(open(bytes)).rejects.toThrow(/want at most 262144 and 1048576/);
	});

	it("stop when they are told to", async () => {
		const file = await open(concatenate(safetensorsChunks(TENSORS)));
		await expect(file.tensors(AbortSignal.abort())).rejects.toThrow(AbortedError);
	});

	it("say which tensor is missing", async () => {
		const file = await open(concatenate(safetensorsChunks(TENSORS)));
		expect(await refusal(file.tensor("f128"))).toBe("test.safetensors: has no tensor 'f128'");
	});

	it("cannot be written under the name that the format keeps for itself", () => {
		const tensors = new Map([["__metadata__", hostTensor("int8", [1], Int8Array.of(1))]]);
		expect(() => safetensorsChunks(tensors)).toThrow(InputError);
	});
});

describe("a golden that another library wrote", () => {
	it.each(["ops.safetensors", "numpy-randomstate.safetensors"])("is read to the last bit: %s", async (name) => {
		const file = await open(new Uint8Array(await readFile(fixturePath(name))));
		expectSameTensors(await file.tensors(), await readFixture(name));
		expect(Object.fromEntries(file.metadata)).toEqual(await readFixtureMetadata(name));
	});
});

describe("safetensors that cannot be", () => {
	const entry = (shape: unknown, offsets: unknown, dtype: unknown = "F32"): unknown => ({
		dtype,
		shape,
		data_offsets: offsets,
	});
	const eight = new Uint8Array(8);

	it.each<[string, Uint8Array, string]>([
		["too few bytes", Uint8Array.of(1, 2, 3), "byte 0: 3 bytes are too few"],
		["a header longer than the file", safetensorsFile("{}", eight, 11), "byte 0: a header of 11 bytes in a file of 18"],
		[
			"a header beyond all numbers",
			safetensorsFile("{}", eight, 2n ** 64n - 1n),
			"a header of 18446744073709551615 bytes",
		],
		["a header that is no JSON", safetensorsFile("{nothing}"), "byte 8: the header: is no JSON"],
		["a header that is a list", safetensorsFile("[]"), "is no JSON object"],
		["a header that is not UTF-8", safetensorsFile("{}", Uint8Array.of(0xff), 3), "is not UTF-8"],
		["a header that nests", safetensorsFile(`{"x":${"[".repeat(50_000)}`), "nests 50001 levels deep"],
		["metadata that is no object", safetensorsFile({ __metadata__: 7 }), "'__metadata__'"],
		["metadata that is no text", safetensorsFile({ __metadata__: { a: 1 } }), "has 'a', which is no text"],
		["an entry that is none", safetensorsFile({ x: 7 }), "'x': dtype undefined"],
		[
			"an unknown dtype",
			safetensorsFile({ x: entry([2], [0, 8], "F8_E4M3") }, eight),
			"'x': dtype F8_E4M3, want one of F64",
		],
		[
			"a dtype of Object.prototype",
			safetensorsFile({ x: entry([2], [0, 8], "constructor") }, eight),
			"dtype constructor",
		],
		["a shape that is none", safetensorsFile({ x: entry("2", [0, 8]) }, eight), "'x': its shape"],
		["a negative size", safetensorsFile({ x: entry([-2], [0, 8]) }, eight), "'x': its shape"],
		["a broken size", safetensorsFile({ x: entry([1.5], [0, 8]) }, eight), "'x': its shape"],
		[
			"a size beyond all numbers",
			safetensorsFile('{"x":{"dtype":"F32","shape":[1e400],"data_offsets":[0,8]}}', eight),
			"'x': its shape",
		],
		["too many axes", safetensorsFile({ x: entry(Array(17).fill(1), [0, 4]) }, eight), "'x': its shape"],
		[
			"a product beyond all numbers",
			safetensorsFile({ x: entry([2 ** 40, 2 ** 40], [0, 8]) }, eight),
			"takes 4.835703278458517e+24 bytes",
		],
		[
			"a product that is not its bytes",
			safetensorsFile({ x: entry([3], [0, 8]) }, eight),
			"takes 12 bytes, its data_offsets span 8",
		],
		["offsets that are none", safetensorsFile({ x: entry([2], [0]) }, eight), "'x': its data_offsets"],
		["offsets that descend", safetensorsFile({ x: entry([2], [8, 0]) }, eight), "'x': its data_offsets"],
		["negative offsets", safetensorsFile({ x: entry([2], [-8, 0]) }, eight), "'x': its data_offsets"],
		["tensors that overlap", safetensorsFile({ x: entry([2], [0, 8]), y: entry([1], [4, 8]) }, eight), "'y' at byte"],
		["a hole between tensors", safetensorsFile({ x: entry([1], [4, 8]) }, eight), "leaves a hole"],
		[
			"tensors beyond the file",
			safetensorsFile({ x: entry([4], [0, 16]) }, eight),
			"the tensors end here, the file at byte",
		],
		[
			"bytes that belong to none",
			safetensorsFile({ x: entry([1], [0, 4]) }, eight),
			"the tensors end here, the file at byte",
		],
	])("are refused: %s", async (_, bytes, message) => {
		expect(await refusal(open(bytes))).toContain(message);
	});

	it("are refused when a bool is neither 0 nor 1", async () => {
		const file = await open(safetensorsFile({ x: entry([1], [0, 1], "BOOL") }, Uint8Array.of(2)));
		expect(await refusal(file.tensor("x"))).toContain("'x' has a bool that is neither 0 nor 1");
	});
});
