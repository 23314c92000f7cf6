import { describe, expect, it } from "vitest";
import { call, instance, named, type PythonValue, pickle, tuple } from "../../test/support/pickler.ts";
import { PYTHON_PICKLES } from "../../test/support/python-pickles.ts";
import { layer, tensor } from "../../test/support/torch-files.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { wholeOf } from "./byte-range.ts";
import { ByteWindow } from "./byte-window.ts";
import type { PlainValue } from "./description.ts";
import { readPickle } from "./pickle/read-pickle.ts";
import { PlainConverter } from "./plain.ts";

async function plainOf(bytes: Uint8Array): Promise<PlainValue> {
	const file = wholeOf(bytesInMemory("test.pkl", bytes));
	const { value } = await readPickle(new ByteWindow(file));
	return new PlainConverter("test.pkl", file.allowance).value(value, "x");
}

async function refusal(bytes: Uint8Array): Promise<string> {
	const error: unknown = await plainOf(bytes).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(CheckpointError);
	return (error as CheckpointError).message;
}

function python(protocol: number, name: string): Uint8Array {
	return Uint8Array.from(Buffer.from(PYTHON_PICKLES[protocol]?.[name] ?? "", "base64"));
}

describe("plain values", () => {
	it.each([0, 1, 2, 3, 4, 5])("NumPy's scalars and arrays of protocol %i are numbers and lists", async (protocol) => {
		expect(await plainOf(python(protocol, "numpy"))).toEqual([
			0.1,
			0.5,
			-2,
			-5,
			200,
			true,
			2n ** 62n,
			[
				[0, 1, 2],
				[3, 4, 5],
			],
			[
				[0, 1, 2],
				[3, 4, 5],
			],
			7,
		]);
	});

	it("lists, tuples and sets are lists, dicts are Maps", async () => {
		const value = new Map<PythonValue, PythonValue>([
			["list", [1, tuple("a", null)]],
			["__proto__", true],
			["constructor", new Map([["prototype", 1]])],
		]);
		expect(await plainOf(pickle(value))).toEqual(
			new Map<string, unknown>([
				["list", [1, ["a", null]]],
				["__proto__", true],
				["constructor", new Map([["prototype", 1]])],
			]),
		);
		expect(({} as { prototype?: unknown }).prototype).toBeUndefined();
	});

	it("keys that are whole numbers become text, other keys leave a list of entries", async () => {
		expect(await plainOf(pickle(new Map([[4, "a"]])))).toEqual(new Map([["4", "a"]]));
		const mixed = new Map<PythonValue, PythonValue>([
			[4, "a"],
			["4", "b"],
		]);
		const entries = [
			[4, "a"],
			["4", "b"],
		];
		expect(await plainOf(pickle(mixed))).toEqual(
			new Map<string, unknown>([
				["$type", "dict"],
				["entries", entries],
			]),
		);
	});

	it("what has no plain form says what it is", async () => {
		expect(await plainOf(pickle(named("torch", "float32")))).toEqual(
			new Map([
				["$type", "global"],
				["name", "torch.float32"],
			]),
		);
		expect(await plainOf(pickle([tensor([2, 1], [1, 2])]))).toEqual([
			new Map<string, unknown>([
				["$type", "torch.Tensor"],
				["shape", [2, 1]],
			]),
		]);
		expect(await plainOf(pickle(call(named("torch", "device"), ["cpu"])))).toEqual(
			new Map<string, unknown>([
				["$type", "torch.device"],
				["args", ["cpu"]],
			]),
		);
		expect(await plainOf(pickle(instance(named("training.a", "B"), new Map([["k", 1]]))))).toEqual(
			new Map<string, unknown>([
				["$type", "training.a.B"],
				["state", new Map([["k", 1]])],
			]),
		);
		expect(await plainOf(pickle(Uint8Array.of(1, 2)))).toEqual(
			new Map<string, unknown>([
				["$type", "bytes"],
				["length", 2],
			]),
		);
		expect(await plainOf(pickle(call(named("torch", "Size"), [tuple(3, 4)])))).toEqual([3, 4]);
	});

	it("what is shared in the file is converted once", async () => {
		const inner = new Map([["k", 1]]);
		const [first, second] = (await plainOf(pickle([inner, inner]))) as readonly PlainValue[];
		expect(first).toBe(second);
	});
});

describe("values that would not end", () => {
	it("are refused when they contain themselves", async () => {
		expect(await refusal(python(4, "cycle"))).toBe("test.pkl: 'x[1]' contains itself");
	});

	it("are refused when they unfold into millions", async () => {
		let value: PythonValue = "lol";
		for (let level = 0; level < 30; level++) value = [value, value];
		expect(await refusal(pickle(value))).toContain("unfolds into more than 1000000 values");
	});

	it("are refused when only together they unfold into millions", async () => {
		let value: PythonValue = "lol";
		for (let level = 0; level < 18; level++) value = [value, value];
		const file = wholeOf(bytesInMemory("test.pkl", pickle(value)));
		const { value: described } = await readPickle(new ByteWindow(file));
		const converter = new PlainConverter("test.pkl", file.allowance);
		expect(() => {
			for (let i = 0; i < 3; i++) converter.value(described, "x");
		}).toThrow("unfolds into more than 1000000 values");
	});

	it("are refused when they nest deeper than a walk may go", async () => {
		let value: PythonValue = 1;
		for (let level = 0; level < 1000; level++) value = tuple(value);
		expect(await refusal(pickle(value))).toContain("nests deeper than 64 levels");
	});

	it("are refused when they are arrays of NumPy that lie about themselves", async () => {
		const dtype = { ...call(named("numpy", "dtype"), ["f4", false, true]), state: tuple(3, "<") };
		const array = (shape: PythonValue, bytes: number): PythonValue => ({
			...call(named("numpy.core.multiarray", "_reconstruct"), [named("numpy", "ndarray"), tuple(0), "b"]),
			state: tuple(1, shape, dtype, false, new Uint8Array(bytes)),
		});
		expect(await refusal(pickle(array(tuple(3), 8)))).toContain("3 elements of 4 bytes has 8 bytes");
		expect(await refusal(pickle(array(tuple(-3), 8)))).toContain("size number -3");
		expect(await refusal(pickle(array(null, 8)))).toContain("without shape");
		const unread = new Map([["$type", "numpy.ndarray"]]);
		expect(await plainOf(pickle(array(tuple(2 ** 31, 2 ** 31, 0), 0)))).toEqual(unread);
		expect(await plainOf(pickle(array(tuple(100_000), 400_000)))).toEqual(unread);
		const scalar = call(named("numpy.core.multiarray", "scalar"), [dtype, new Uint8Array(3)]);
		expect(await refusal(pickle(scalar))).toContain("a numpy scalar of 4 bytes");
		const text = call(named("numpy.core.multiarray", "scalar"), [
			call(named("numpy", "dtype"), ["U3"]),
			new Uint8Array(12),
		]);
		expect(await refusal(pickle(text))).toContain("is not read here");
	});

	it("give a layer among the attributes as its class and state", async () => {
		const plain = (await plainOf(pickle(layer("training.a", "B")))) as ReadonlyMap<string, PlainValue>;
		expect(plain.get("$type")).toBe("training.a.B");
	});
});
