import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { checkOp, randomTensor } from "../../test/op-check.ts";
import { runOnnx } from "../../test/run-onnx.ts";
import { f32Conv, f32Reduction } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import { type Graph, reachable } from "../graph/graph.ts";
import { serializeOnnx } from "../graph/onnx/model.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { ShapeError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor, zeros } from "../tensor/host-tensor.ts";
import { type ModulatedConvOptions, modulatedConv2d, modulatedProjection } from "./modulated-conv.ts";
import type { GraphTarget } from "./target.ts";

const fixture = await readFixture("ops.safetensors");
const filter = fixtureTensor(fixture, "filter");

const TARGETS: readonly GraphTarget[] = ["any", "cpu"];
const TOLERANCES = { forward: f32Conv, backward: f32Reduction(256) } as const;

/** Compares a function of the golden x, weight and styles with a golden; the goldens have no bias. */
function expectGolden(
	golden: string,
	weightName: "conv.w" | "conv.w1",
	build: (x: SymbolicTensor, weight: SymbolicTensor, styles: SymbolicTensor, bias: SymbolicTensor) => SymbolicTensor,
): void {
	const graph = createGraph();
	const [x, weight, styles] = (["conv.x", weightName, "modconv.styles"] as const).map((name) =>
		graph.constant(fixtureTensor(fixture, name)),
	) as [SymbolicTensor, SymbolicTensor, SymbolicTensor];
	const [y] = evaluate([build(x, weight, styles, graph.constant(zeros("float32", [6])))], {});
	expectClose(y as HostTensor, fixtureTensor(fixture, golden), f32Conv, golden);
}

describe.each(TARGETS)("modulatedConv2d for target %s", (target) => {
	it.each([
		["modconv.demod", null],
		["modconv.up2", filter],
	] as const)("agrees with the published convolution: %s", (golden, upFilter) => {
		expectGolden(golden, "conv.w", (x, weight, styles, bias) =>
			modulatedConv2d(x, weight, styles, { bias, upFilter, target }),
		);
	});

	it("adds the bias after demodulation, and multiplies both by the gain", () => {
		const graph = createGraph();
		const [x, weight, styles] = [
			[1, 2, 3, 4],
			[3, 2, 1, 1],
			[1, 2],
		].map((shape, seed) => graph.constant(randomTensor(shape, seed + 1))) as [
			SymbolicTensor,
			SymbolicTensor,
			SymbolicTensor,
		];
		const results = evaluate(
			[
				modulatedConv2d(x, weight, styles, { bias: graph.constant(zeros("float32", [3])), target }),
				modulatedConv2d(x, weight, styles, { bias: graph.constant(float32Tensor([3], [5, 6, 7])), gain: 2, target }),
			],
			{},
		);
		const [plain, biased] = results.map(({ data }) => Array.from(data, Number)) as [number[], number[]];
		const want = plain.map((value, index) => 2 * (value + 5 + Math.floor(index / 12)));
		expectClose(biased, want, f32Conv, "biased");
	});

	it.each([null, filter])("runs alike and has right gradients for several samples, filter %s", async (upFilter) => {
		const inputs = [randomTensor([2, 2, 4, 3]), randomTensor([3, 2, 3, 3], 2), randomTensor([2, 2], 3)];
		const build = (_: Graph, ...[x, weight, styles, bias]: SymbolicTensor[]): SymbolicTensor =>
			modulatedConv2d(...([x, weight, styles] as [SymbolicTensor, SymbolicTensor, SymbolicTensor]), {
				bias: bias as SymbolicTensor,
				upFilter,
				gain: Math.SQRT2,
				target,
			});
		await checkOp("'modulatedConv2d'", build, [...inputs, randomTensor([3], 4)], TOLERANCES);
	});

	it("refuses styles and a bias that do not fit", () => {
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [2, 3, 4, 4]), graph.input("weight", [5, 3, 3, 3])];
		const [styles, bias] = [graph.input("styles", [2, 3]), graph.input("bias", [5])];
		const build = (s: SymbolicTensor, b: SymbolicTensor) => () => modulatedConv2d(x, weight, s, { bias: b, target });
		expect(build(graph.input("one sample", [1, 3]), bias)).toThrow(ShapeError);
		expect(build(styles, graph.input("short", [4]))).toThrow("bias: shape [4], want [5]");
	});
});

describe("modulatedConv2d", () => {
	it.each([
		["by rows", [1, 64, 16, 8], null],
		["by rows, two samples", [2, 64, 16, 8], null],
		["doubling", [1, 64, 8, 8], filter],
		["too few rows to go by them", [1, 64, 8, 8], null],
	] as const)("gives in ONNX Runtime what the plain graph gives: %s", async (_, shape, upFilter) => {
		const [results, counts] = [new Map<GraphTarget, HostTensor>(), new Map<GraphTarget, number>()];
		for (const target of TARGETS) {
			const graph = createGraph();
			const x = graph.input("x", shape);
			const weight = graph.constant(randomTensor([96, 64, 3, 3], 2));
			const styles = graph.input("styles", [shape[0], 64]);
			const options: ModulatedConvOptions = { bias: graph.constant(randomTensor([96], 3)), upFilter, target };
			const y = modulatedConv2d(x, weight, styles, options);
			const feeds = { x: randomTensor(shape), styles: randomTensor(styles.shape, 4) };
			results.set(target, (await runOnnx(serializeOnnx({ name: target, outputs: { y } }), feeds)).y as HostTensor);
			counts.set(target, reachable([y]).length);
		}
		expect(counts.get("cpu")).not.toBe(counts.get("any")); // they were written in two ways
		expectClose(results.get("cpu") as HostTensor, results.get("any") as HostTensor, f32Conv, "cpu");
	});
});

describe.each(TARGETS)("modulatedProjection for target %s", (target) => {
	it("agrees with the published 1×1 convolution without demodulation", () => {
		expectGolden("modconv.nodemod_1x1", "conv.w1", (x, weight, styles, bias) =>
			modulatedProjection(x, weight, styles, bias, target),
		);
	});

	it.each([1, 2])("runs alike and has right gradients, %i sample(s)", async (samples) => {
		const inputs = [[samples, 2, 3, 4], [3, 2, 1, 1], [samples, 2], [3]].map((shape, i) => randomTensor(shape, i + 1));
		const build = (_: Graph, ...tensors: SymbolicTensor[]): SymbolicTensor =>
			modulatedProjection(...(tensors as [SymbolicTensor, SymbolicTensor, SymbolicTensor, SymbolicTensor]), target);
		await checkOp("'modulatedProjection'", build, inputs, TOLERANCES);
	});

	it("adds the bias", () => {
		const graph = createGraph();
		const ones = (shape: readonly number[]): SymbolicTensor =>
			graph.constant(float32Tensor(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1)));
		const bias = graph.constant(float32Tensor([2], [10, 20]));
		const [y] = evaluate([modulatedProjection(ones([1, 3, 1, 2]), ones([2, 3, 1, 1]), ones([1, 3]), bias, target)], {});
		expect([...(y?.data ?? [])]).toEqual([13, 13, 23, 23]);
	});
});
