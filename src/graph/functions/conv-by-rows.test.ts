import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { f32Conv, f32Reduction } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { serializeOnnx } from "../onnx/model.ts";
import { conv2d } from "../ops/convolution.ts";
import { convByRows } from "./conv-by-rows.ts";

const SHAPES: readonly { readonly x: Shape; readonly weight: Shape }[] = [
	{ x: [1, 2, 8, 5], weight: [3, 2, 3, 3] },
	{ x: [2, 3, 4, 6], weight: [2, 3, 3, 3] },
	{ x: [2, 4, 12, 1], weight: [1, 4, 3, 3] },
];

/** The convolution by rows and the plain one, in float64. */
function both(x: Shape, weight: Shape): [byRows: HostTensor, plain: HostTensor] {
	const graph = createGraph();
	const [a, b] = [graph.constant(randomTensor(x)), graph.constant(randomTensor(weight, 2))];
	const results = evaluate([convByRows(a, b), conv2d(a, b, { pads: 1 })], {}, { precision: "float64" });
	return results as [HostTensor, HostTensor];
}

describe("convByRows", () => {
	it.each(SHAPES)("is the convolution with padding 1: $x by $weight", ({ x, weight }) => {
		const [byRows, plain] = both(x, weight);
		expect(byRows.shape).toEqual(plain.shape);
		// The points are exact in float32, the kernel's factors are not.
		expectClose(byRows, plain, f32Reduction(1), "by rows");
	});

	it("runs alike and has right gradients", async () => {
		const inputs = [randomTensor([2, 2, 8, 3]), randomTensor([3, 2, 3, 3], 2)];
		await checkOp("'convByRows'", (_, x, weight) => convByRows(x, weight), inputs, {
			forward: f32Conv,
			backward: f32Reduction(256),
		});
	});

	it("rounds about as a plain convolution does, with 256 channels in ONNX Runtime", async () => {
		const graph = createGraph();
		const feeds = { x: randomTensor([1, 256, 16, 8]) };
		const [x, weight] = [graph.input("x", [1, 256, 16, 8]), graph.constant(randomTensor([16, 256, 3, 3], 2))];
		const y = await runOnnx(serializeOnnx({ name: "rows", outputs: { y: convByRows(x, weight) } }), feeds);
		const [want] = evaluate([conv2d(x, weight, { pads: 1 })], feeds);
		expectClose(y.y as HostTensor, want as HostTensor, f32Conv, "by rows");
	});

	it("refuses a height that is no multiple of 4 and a kernel that is not 3×3", () => {
		const graph = createGraph();
		const [odd, x] = [graph.input("odd", [1, 2, 6, 8]), graph.input("x", [1, 2, 8, 8])];
		const weight = graph.input("weight", [3, 2, 3, 3]);
		expect(() => convByRows(odd, weight)).toThrow(ShapeError);
		expect(() => convByRows(odd, weight)).toThrow("[1, 2, 6, 8], want a height that is a multiple of 4");
		expect(() => convByRows(x, graph.input("small", [3, 2, 1, 1]))).toThrow("convByRows weight: shape [3, 2, 1, 1]");
	});
});
