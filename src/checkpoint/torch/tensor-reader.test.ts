import { describe, expect, it } from "vitest";
import {
	call,
	named,
	type PythonNode,
	type PythonValue,
	persistent,
	pickle,
	tuple,
} from "../../../test/support/pickler.ts";
import {
	MAGIC,
	nestedStorage,
	parameter,
	type StorageData,
	storage,
	storageId,
	tensor,
	tensorOn,
	torchArchive,
	torchStream,
} from "../../../test/support/torch-files.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import type { DType } from "../../tensor/dtype.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { wholeOf } from "../byte-range.ts";
import { ByteWindow } from "../byte-window.ts";
import { readPickle } from "../pickle/read-pickle.ts";
import { isKind, type PickleValue } from "../pickle/values.ts";
import { readTorchArchive } from "./archive.ts";
import { readTorchStream, type TorchStream } from "./stream.ts";
import { tensorCall, tensorLayout } from "./tensor-layout.ts";
import { TensorReader } from "./tensor-reader.ts";

/** Reads a list of tensors, or one, out of a plain pickle. */
async function readPlain(value: PythonValue): Promise<HostTensor[]> {
	const bytes = pickle(value);
	const file = wholeOf(bytesInMemory("test.pkl", bytes));
	const { value: described } = await readPickle(new ByteWindow(file));
	return readAll(described, new TensorReader(file, undefined));
}

async function readContained(bytes: Uint8Array, stream: TorchStream): Promise<HostTensor[]> {
	return readAll(stream.pickle.value, new TensorReader(wholeOf(bytesInMemory("test.pt", bytes)), stream.storages));
}

async function readAll(described: PickleValue, reader: TensorReader): Promise<HostTensor[]> {
	const tensors: HostTensor[] = [];
	for (const value of isKind(described, "list") ? described.items : [described]) {
		const made = tensorCall(value);
		if (made === undefined) throw new Error("not a tensor");
		tensors.push(await reader.read(tensorLayout(made, "'x'"), "'x'"));
	}
	return tensors;
}

async function refusal(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.then(
		() => "no error at all",
		(error: unknown) => error,
	);
	expect(error).toBeInstanceOf(CheckpointError);
	return (error as CheckpointError).message;
}

const counting = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => i);

/** One storage of each dtype, with values that show width, sign and byte order. */
const EACH_DTYPE: readonly StorageData[] = [
	storage("0", "float32", Float32Array.of(1.5, -2)),
	storage("1", "float64", Float64Array.of(0.1, -1e300)),
	storage("2", "float16", Uint16Array.of(0x3c00, 0xc000)),
	storage("3", "bfloat16", Uint16Array.of(0x3f80, 0xbf80)),
	storage("4", "int64", BigInt64Array.of(2n ** 62n, -1n)),
	storage("5", "int32", Int32Array.of(-(2 ** 31), 7)),
	storage("6", "int16", Int16Array.of(-5, 300)),
	storage("7", "int8", Int8Array.of(-128, 127)),
	storage("8", "uint8", Uint8Array.of(255, 1)),
	storage("9", "bool", Uint8Array.of(1, 0)),
];

describe("tensors in a plain pickle", () => {
	it("have the values of their nested storages, in every dtype", async () => {
		const tensors = await readPlain(EACH_DTYPE.map((of) => tensorOn(nestedStorage(of), [2])));
		expect(tensors.map(({ dtype, data }) => [dtype, data])).toEqual(EACH_DTYPE.map(({ dtype, data }) => [dtype, data]));
	});

	it("may be scalars, empty, parameters, and of the oldest kind", async () => {
		const [scalar, empty, weight, old] = await readPlain([
			tensor([], [7]),
			tensor([2, 0, 3], []),
			parameter(tensor([1, 2], [3, 4])),
			tensorOn(nestedStorage(storage("1", "float32", counting(2))), [2], { rebuild: "_rebuild_tensor" }),
		]);
		expect(scalar).toEqual({ dtype: "float32", shape: [], data: Float32Array.of(7) });
		expect(empty).toEqual({ dtype: "float32", shape: [2, 0, 3], data: new Float32Array(0) });
		expect(weight).toEqual({ dtype: "float32", shape: [1, 2], data: Float32Array.of(3, 4) });
		expect(old?.data).toEqual(Float32Array.of(0, 1));
	});

	it("lie row by row whatever their strides", async () => {
		const of = nestedStorage(storage("1", "float32", counting(24)));
		const [transposed, skipped, repeated, ones] = await readPlain([
			tensorOn(of, [2, 3], { strides: [1, 2], offset: 1 }),
			tensorOn(of, [2, 2, 2], { strides: [12, 5, 2] }),
			tensorOn(of, [2, 3], { strides: [0, 1] }),
			tensorOn(of, [1, 3, 1], { strides: [99, 1, 7], offset: 4 }),
		]);
		expect(transposed?.data).toEqual(Float32Array.of(1, 3, 5, 2, 4, 6));
		expect(skipped?.data).toEqual(Float32Array.of(0, 2, 5, 7, 12, 14, 17, 19));
		expect(repeated?.data).toEqual(Float32Array.of(0, 1, 2, 0, 1, 2));
		expect(ones?.data).toEqual(Float32Array.of(4, 5, 6));
	});

	it("share memory where they share a storage", async () => {
		const of = nestedStorage(storage("1", "float32", counting(6)));
		const [whole, part] = await readPlain([tensorOn(of, [2, 3]), tensorOn(of, [3], { offset: 3 })]);
		expect(part?.data).toEqual(Float32Array.of(3, 4, 5));
		expect(part?.data.buffer).toBe(whole?.data.buffer);
	});

	it("are the part that an old view names", async () => {
		const whole = storage("1", "float32", counting(6));
		const view = tuple("view of 1", 2, 3);
		const stream = torchStream(persistent(tuple(...storageId(whole), view)), [whole]);
		const [part] = await readPlain(tensorOn(call(named("torch.storage", "_load_from_bytes"), [stream]), [3]));
		expect(part?.data).toEqual(Float32Array.of(2, 3, 4));
	});

	it("ignore on which device they lay", async () => {
		const of = storage("1", "float32", counting(2));
		const stream = torchStream(persistent(tuple(...storageId(of, "cuda:0"), null)), [of]);
		const [first] = await readPlain(tensorOn(call(named("torch.storage", "_load_from_bytes"), [stream]), [2]));
		expect(first?.data).toEqual(Float32Array.of(0, 1));
	});

	it("take their dtype from the call where the storage is plain bytes", async () => {
		const raw = storage("1", "uint8", new Uint8Array(Float32Array.of(1, -1).buffer));
		const args = [nestedStorage(raw), 0, tuple(2), tuple(1), false, call(named("collections", "OrderedDict"), [])];
		const rebuilt = call(named("torch._utils", "_rebuild_tensor_v3"), [...args, named("torch", "float32"), null]);
		const [first] = await readPlain(rebuilt);
		expect(first).toEqual({ dtype: "float32", shape: [2], data: Float32Array.of(1, -1) });
	});
});

describe("tensors that cannot be", () => {
	const of = nestedStorage(storage("1", "float32", counting(6)));
	it.each<[string, PythonNode, string]>([
		["a shape beyond the storage", tensorOn(of, [7]), "reaches element 6, but its storage has 6"],
		["an offset beyond the storage", tensorOn(of, [6], { offset: 1 }), "at offset 1 reaches element 6"],
		["strides beyond the storage", tensorOn(of, [2, 2], { strides: [5, 1] }), "reaches element 6"],
		["strides beyond all numbers", tensorOn(of, [3], { strides: [2 ** 52] }), "reaches element 9007199254740992"],
		["a negative stride", tensorOn(of, [2], { strides: [-1] }), "strides of a tensor"],
		["a negative offset", tensorOn(of, [2], { offset: -1 }), "at offset number -1"],
		["a negative size", tensorOn(of, [-2], { strides: [1] }), "sizes of a tensor"],
		["fewer strides than sizes", tensorOn(of, [2, 2], { strides: [1] }), "2 sizes and 1 strides"],
		["too many axes", tensorOn(of, Array<number>(17).fill(1)), "17 sizes"],
		["a product beyond all numbers", tensorOn(of, [2 ** 30, 2 ** 30], { strides: [0, 0] }), "has too many elements"],
		[
			"a storage blown up by strides of zero",
			tensorOn(of, [2 ** 24], { strides: [0] }),
			"would take more than the 48 MiB",
		],
		["a storage that is none", tensorOn(7, [2]), "a tensor on number 7, want a storage"],
		["a storage outside the pickle", tensorOn(persistent("1"), [2]), "a storage outside this pickle"],
		["a bool of 2", tensorOn(nestedStorage(storage("1", "bool", Uint8Array.of(2))), [1]), "neither 0 nor 1"],
	])("are refused: %s", async (_, value, message) => {
		expect(await refusal(readPlain(value))).toContain(message);
	});

	it("are refused together when only together they take too much memory", async () => {
		const each = tensorOn(of, [1000, 1000], { strides: [0, 0] });
		const many = Array.from({ length: 50 }, () => ({ ...each }));
		expect(await refusal(readPlain(many))).toContain("would take more than the 48 MiB");
	});
});

describe("a stream of torch", () => {
	const whole = storage("17", "float32", counting(4));
	const id = tuple(...storageId(whole), null);

	it("gives its object and its storages, which several tensors may share", async () => {
		const other = storage("18", "int64", BigInt64Array.of(5n));
		const object = [
			tensorOn(persistent(id), [2], { offset: 2 }),
			tensorOn(persistent(tuple(...storageId(other), null)), []),
			tensorOn(persistent(tuple(...storageId(whole), null)), [4]),
		];
		const bytes = torchStream(object, [whole, other]);
		const tensors = await readContained(bytes, await readTorchStream(wholeOf(bytesInMemory("test.pt", bytes))));
		expect(tensors.map(({ data }) => data)).toEqual([Float32Array.of(2, 3), BigInt64Array.of(5n), counting(4)]);
		expect(tensors[0]?.data.buffer).toBe(tensors[2]?.data.buffer);
	});

	const good = torchStream(tensorOn(persistent(id), [4]), [whole]);
	const open = (bytes: Uint8Array): Promise<TorchStream> => readTorchStream(wholeOf(bytesInMemory("test.pt", bytes)));

	it("is refused when it is cut short anywhere, naming the place", async () => {
		for (let length = 0; length < good.length; length += 3) {
			expect(await refusal(open(good.subarray(0, length)))).toMatch(/^test\.pt: byte \d+: /);
		}
	});

	it.each<[string, Uint8Array, string]>([
		["without its magic number", pickle(MAGIC - 1n, 2), "magic number is missing"],
		["of another protocol", Uint8Array.of(...pickle(MAGIC, 2), ...pickle(1000, 2)), "has protocol 1000"],
		[
			"of a big-endian machine",
			Uint8Array.of(...pickle(MAGIC, 2), ...pickle(1001, 2), ...pickle(new Map([["little_endian", false]]), 2)),
			"big-endian",
		],
		["with a storage that nothing uses", torchStream(null, [whole]), "storage '17' is stored, but nothing uses it"],
		["with a key twice", torchStream(persistent(id), [whole, whole]), "stands twice"],
		[
			"with fewer elements than its users say",
			torchStream(persistent(id), [storage("17", "float32", counting(3))]),
			"storage '17' has 3 elements, but its users say 4",
		],
		[
			"with a storage of two kinds",
			torchStream([persistent(id), persistent(tuple(...storageId(storage("17", "int32", Int32Array.of(1)))))], [whole]),
			"said to be of two kinds",
		],
		["with an id that names no storage", torchStream(persistent(tuple("tensor", 1)), []), "names no storage"],
		[
			"with a storage class that is not read",
			torchStream(persistent(tuple("storage", named("torch", "float32"), "17", "cpu", 4)), [whole]),
			"is no storage that is read here",
		],
		[
			"with a view outside its storage",
			torchStream(persistent(tuple(...storageId(whole), tuple("view", 2, 3))), [whole]),
			"does not lie in its storage",
		],
	])("is refused %s", async (_, bytes, message) => {
		expect(await refusal(open(bytes))).toContain(message);
	});

	it("is refused inside a pickle when it holds no storage", async () => {
		const nested = call(named("torch.storage", "_load_from_bytes"), [torchStream([1, 2], [])]);
		expect(await refusal(readPlain(tensorOn(nested, [1])))).toContain("the nested stream holds a list");
	});

	it("is refused when a tensor's storage is not in it", async () => {
		const bytes = torchStream(tensorOn(persistent(id), [4]), []);
		expect(await refusal(open(bytes).then((stream) => readContained(bytes, stream)))).toContain("is not in its stream");
	});
});

describe("an archive of torch", () => {
	const whole = storage("0", "float32", counting(4));
	const object = [tensorOn(persistent(tuple(...storageId(whole))), [2, 2], { strides: [1, 2] })];
	const open = (bytes: Uint8Array): Promise<TorchStream> => readTorchArchive(wholeOf(bytesInMemory("test.pt", bytes)));

	it.each([{ zip64: false }, { zip64: true }, { zip64: false, comment: "a comment" }])(
		"gives its object and its storages with %j",
		async (options) => {
			const bytes = torchArchive(object, [whole], options);
			const [first] = await readContained(bytes, await open(bytes));
			expect(first?.data).toEqual(Float32Array.of(0, 2, 1, 3));
		},
	);

	it("gives every dtype", async () => {
		const bytes = torchArchive(
			EACH_DTYPE.map((of) => tensorOn(persistent(tuple(...storageId(of))), [2])),
			EACH_DTYPE,
		);
		const tensors = await readContained(bytes, await open(bytes));
		expect(tensors.map(({ data }) => data)).toEqual(EACH_DTYPE.map(({ data }) => data));
	});

	it("views storages where they lie when they are aligned", async () => {
		const plain = [tensorOn(persistent(tuple(...storageId(whole))), [4])];
		const bytes = torchArchive(plain, [whole]);
		const [first] = await readContained(bytes, await open(bytes));
		expect(first?.data.buffer).toBe(bytes.buffer);
	});

	it("is refused when a storage is not in it, or of another size", async () => {
		const absent = torchArchive(object, []);
		expect(await refusal(open(absent).then((archive) => readContained(absent, archive)))).toContain(
			"'archive/data/0' is not in the archive",
		);
		const short = torchArchive(object, [storage("0", "float32", counting(3))]);
		expect(await refusal(open(short).then((archive) => readContained(short, archive)))).toContain(
			"storage '0' has 12 bytes, want 4 elements of 4 bytes",
		);
	});

	it("cannot reach out of its folder through a key", async () => {
		const outside: DType = "float32";
		const id = tuple("storage", named("torch", "FloatStorage"), "../../x", "cpu", 4);
		const bytes = torchArchive([tensorOn(persistent(id), [4])], [storage("0", outside, counting(4))]);
		expect(await refusal(open(bytes).then((archive) => readContained(bytes, archive)))).toContain(
			"is not in the archive",
		);
	});
});
