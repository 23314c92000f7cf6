import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Reduction } from "../../../test/tolerances.ts";
import { InputError, ShapeError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { serializeOnnx } from "../onnx/model.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { gather, gatherElements, scatterAddElements, scatterAddRows } from "./indexing.ts";

/** Evaluates a function of constants on the host. */
function valuesOf(build: (constant: (value: HostTensor) => SymbolicTensor) => SymbolicTensor): number[] {
	const graph = createGraph();
	return Array.from(evaluate([build((value) => graph.constant(value))], {})[0]?.data ?? [], Number);
}

describe("gather", () => {
	const CASES: readonly { x: Shape; indices: HostTensor; axis: number; result: Shape }[] = [
		{ x: [3, 2], indices: int64Tensor([4], [2, 0, 2, 1]), axis: 0, result: [4, 2] },
		{ x: [3, 2], indices: int64Tensor([2, 2], [2, 0, 2, 2]), axis: 0, result: [2, 2, 2] },
		{ x: [2, 3, 2], indices: int64Tensor([2], [1, 1]), axis: 1, result: [2, 2, 2] },
		{ x: [2, 3], indices: int64Tensor([1, 3], [2, 0, 2]), axis: -1, result: [2, 1, 3] },
		{ x: [2, 3], indices: int64Tensor([], [1]), axis: 1, result: [2] },
		{ x: [3], indices: int64Tensor([2, 1], [0, 2]), axis: 0, result: [2, 1] },
	];

	it.each(CASES)("takes slices of $x along axis $axis by indices $indices.shape, gradients included", async (entry) => {
		const graph = createGraph();
		const y = gather(graph.input("x", entry.x), graph.constant(entry.indices), entry.axis);
		expect(y.shape).toEqual(entry.result);
		const inputs = [randomTensor(entry.x), entry.indices];
		await checkOp("gather", (_, x, indices) => gather(x, indices, entry.axis), inputs);
	});

	it("takes the slice that the index names", () => {
		const x = float32Tensor([3, 2], [0, 1, 10, 11, 20, 21]);
		const rows = int64Tensor([2], [2, 0]);
		expect(valuesOf((constant) => gather(constant(x), constant(rows), 0))).toEqual([20, 21, 0, 1]);
		const columns = int64Tensor([1], [1]);
		expect(valuesOf((constant) => gather(constant(x), constant(columns), 1))).toEqual([1, 11, 21]);
	});

	it("refuses other indices than int64, and on the host one that is out of range", () => {
		const graph = createGraph();
		const x = graph.constant(float32Tensor([3], [1, 2, 3]));
		expect(() => gather(x, x, 0)).toThrow(ShapeError);
		expect(() => gather(x, x, 0)).toThrow("gather: operands float32 [3], float32 [3]");
		const outside = gather(x, graph.constant(int64Tensor([2], [1, 3])), 0);
		expect(() => evaluate([outside], {})).toThrow(new InputError("gather: index 3 at position 1, want 0…2"));
	});
});

describe("gatherElements", () => {
	it.each([
		{ x: [2, 3], indices: int64Tensor([2, 2], [2, 0, 1, 1]), axis: 1 },
		{ x: [3, 2], indices: int64Tensor([4, 2], [2, 0, 1, 1, 0, 0, 2, 2]), axis: 0 },
		{ x: [2, 2, 3], indices: int64Tensor([2, 1, 3], [1, 0, 1, 0, 0, 1]), axis: -2 },
	])("takes elements of $x along axis $axis, gradients included", async ({ x, indices, axis }) => {
		const inputs = [randomTensor(x), indices];
		await checkOp("gatherElements", (_, values, index) => gatherElements(values, index, axis), inputs);
	});

	it("takes each element from its own lane", () => {
		const x = float32Tensor([2, 3], [0, 1, 2, 10, 11, 12]);
		const indices = int64Tensor([2, 2], [2, 0, 1, 1]);
		expect(valuesOf((constant) => gatherElements(constant(x), constant(indices), 1))).toEqual([2, 0, 11, 11]);
	});

	it("refuses indices of other sizes, and on the host one that is out of range", () => {
		const graph = createGraph();
		const x = graph.constant(float32Tensor([2, 2], [1, 2, 3, 4]));
		const indices = graph.constant(int64Tensor([3, 2], [0, 0, 0, 0, 0, -1]));
		expect(() => gatherElements(x, indices, 1)).toThrow("gatherElements: operands float32 [2, 2], int64 [3, 2]");
		expect(() => evaluate([gatherElements(x, indices, 0)], {})).toThrow("index -1 at position 5");
	});
});

describe("scatterAddElements", () => {
	it.each([
		{ x: [2, 3], indices: int64Tensor([2, 4], [2, 0, 2, 2, 1, 1, 0, 1]), axis: 1 },
		{ x: [3, 2], indices: int64Tensor([4, 2], [2, 0, 1, 1, 0, 0, 2, 1]), axis: 0 },
		{ x: [2, 2, 3], indices: int64Tensor([2, 1, 3], [1, 0, 1, 0, 0, 1]), axis: 1 },
	])("adds elements to $x along axis $axis, gradients included", async ({ x, indices, axis }) => {
		const inputs = [randomTensor(x), indices, randomTensor(indices.shape, 2)];
		await checkOp(
			"scatterAddElements",
			(_, data, index, updates) => scatterAddElements(data, index, updates, axis),
			inputs,
		);
	});

	it("adds up where indices are equal", () => {
		const x = float32Tensor([1, 3], [1, 1, 1]);
		const indices = int64Tensor([1, 4], [2, 0, 2, 2]);
		const updates = float32Tensor([1, 4], [1, 10, 100, 1000]);
		const sums = valuesOf((constant) => scatterAddElements(constant(x), constant(indices), constant(updates), 1));
		expect(sums).toEqual([11, 1, 1102]);
	});

	it("refuses updates of another shape than the indices", () => {
		const graph = createGraph();
		const [x, indices] = [graph.input("x", [2, 3]), graph.input("indices", [2, 2], "int64")];
		expect(() => scatterAddElements(x, indices, graph.input("updates", [2, 3]), 1)).toThrow(
			"scatterAddElements: operands float32 [2, 3], int64 [2, 2], float32 [2, 3]",
		);
	});
});

describe("scatterAddRows", () => {
	it.each([
		{ rows: 3, columns: 2, indices: [2, 0, 2, 1, 2] },
		{ rows: 2, columns: 1, indices: [1, 1, 1] },
		{ rows: 4, columns: 3, indices: [3] },
	])("adds rows to [$rows, $columns] at $indices, gradients included", async ({ rows, columns, indices }) => {
		const updates = randomTensor([indices.length, columns], 2);
		const inputs = [randomTensor([rows, columns]), int64Tensor([indices.length], indices), updates];
		await checkOp("scatterAddRows", (_, data, index, values) => scatterAddRows(data, index, values), inputs);
	});

	it("loses no update on several threads where many rows have one index", async () => {
		const [count, columns, rows] = [20_000, 32, 7];
		const indices = Array.from({ length: count }, (_, i) => (i * i) % rows);
		const feeds = {
			indices: int64Tensor([count], indices),
			updates: randomTensor([count, columns], 3),
		};
		const graph = createGraph();
		const zeros = graph.constant(float32Tensor([rows, columns], new Float32Array(rows * columns)));
		const updates = graph.input("updates", [count, columns]);
		const sums = scatterAddRows(zeros, graph.input("indices", [count], "int64"), updates);
		const session = await InferenceSession.create(serializeOnnx({ name: "scatter", outputs: { sums } }), {
			intraOpNumThreads: 4,
		});
		const ran = await session.run({
			indices: new Tensor("int64", feeds.indices.data, [count]),
			updates: new Tensor("float32", feeds.updates.data, [count, columns]),
		});
		await session.release();
		const [want] = evaluate([sums], feeds);
		expectClose(ran.sums?.data as Float32Array, want?.data as Float32Array, f32Reduction(count), "sums");
	});

	it("refuses updates that are not one row per index", () => {
		const graph = createGraph();
		const [data, indices] = [graph.input("data", [5, 3]), graph.input("indices", [4], "int64")];
		const message = "scatterAddRows: operands float32 [5, 3], int64 [4], float32 [4, 2]";
		expect(() => scatterAddRows(data, indices, graph.input("updates", [4, 2]))).toThrow(message);
	});

	it("refuses on the host an index that is out of range", () => {
		const graph = createGraph();
		const data = graph.constant(float32Tensor([2, 1], [1, 2]));
		const sums = scatterAddRows(
			data,
			graph.constant(int64Tensor([1], [2])),
			graph.constant(float32Tensor([1, 1], [3])),
		);
		expect(() => evaluate([sums], {})).toThrow("scatterAddRows: index 2 at position 0, want 0…1");
	});
});
