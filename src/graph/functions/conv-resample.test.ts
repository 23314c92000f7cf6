import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../../test/fixtures.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Conv, f32Reduction } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { conv2d } from "../ops/convolution.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { convDown2, convUp2 } from "./conv-resample.ts";

const fixture = await readFixture("ops.safetensors");
const filter = fixtureTensor(fixture, "filter");

/** Compares a function of `conv.x` and a weight with a golden. */
function expectGolden(
	golden: string,
	weight: "conv.w" | "conv.w1",
	build: (x: SymbolicTensor, weight: SymbolicTensor) => SymbolicTensor,
): void {
	const graph = createGraph();
	const constant = (name: string): SymbolicTensor => graph.constant(fixtureTensor(fixture, name));
	const [y] = evaluate([build(constant("conv.x"), constant(weight))], {});
	expectClose(y as HostTensor, fixtureTensor(fixture, golden), f32Conv, golden);
}

describe("convUp2", () => {
	it.each(["transposed", "phases"] as const)("agrees with the published up-sampling convolution, %s", (method) => {
		expectGolden("conv.up2", "conv.w", (x, weight) => convUp2(x, weight, filter, { method }));
	});

	it.each(["transposed", "phases"] as const)("runs alike and has right gradients, %s", async (method) => {
		const inputs = [randomTensor([2, 2, 3, 4]), randomTensor([3, 2, 3, 3], 2)];
		await checkOp("'convUp2'", (_, x, weight) => convUp2(x, weight, filter, { method }), inputs, {
			forward: f32Conv,
			backward: f32Reduction(256),
		});
	});

	it("refuses a kernel that is not 3×3, and names it", () => {
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [1, 2, 4, 4]), graph.input("weight", [3, 2, 1, 1])];
		expect(() => convUp2(x, weight, filter)).toThrow(ShapeError);
		expect(() => convUp2(x, weight, filter)).toThrow("convUp2 weight: shape [3, 2, 1, 1]");
	});
});

describe("convDown2", () => {
	it("agrees with the published down-sampling convolution", () => {
		expectGolden("conv.down2", "conv.w", (x, weight) => convDown2(x, weight, filter));
	});

	it("agrees with the published 1×1 down-sampling convolution", () => {
		expectGolden("conv.down2_1x1", "conv.w1", (x, weight) => convDown2(x, weight, filter));
	});

	it.each([1, 3])("runs alike and has right gradients, kernel size %i", async (k) => {
		const inputs = [randomTensor([2, 2, 4, 6]), randomTensor([3, 2, k, k], 2)];
		await checkOp("'convDown2'", (_, x, weight) => convDown2(x, weight, filter), inputs, {
			forward: f32Conv,
			backward: f32Reduction(256),
		});
	});

	it("refuses an odd size", () => {
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [1, 2, 5, 4]), graph.input("weight", [3, 2, 3, 3])];
		expect(() => convDown2(x, weight, filter)).toThrow("want an even size and an odd kernel");
	});
});

describe("conv2d", () => {
	it("agrees with the published convolution that keeps the size", () => {
		expectGolden("conv.same", "conv.w", (x, weight) => conv2d(x, weight, { pads: 1 }));
	});
});
