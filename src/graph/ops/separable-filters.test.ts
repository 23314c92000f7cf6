import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { randomTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { f32Conv } from "../../../test/tolerances.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { serializeOnnx } from "../onnx/model.ts";
import { type ConvTransposeOptions, convTranspose2d } from "./convolution.ts";

const SEPARABLE = [1, 2, -4].flatMap((a) => [4, 0.5].map((b) => a * b)); // [3, 2]

/** One filter [3, 2] for each of two channels. */
function filters(first: readonly number[], second: readonly number[] = first): Float32Tensor {
	return float32Tensor([2, 1, 3, 2], [...first, ...second]);
}

/** The names of the ONNX operators, as far as they stand in the bytes. */
function operators(model: Uint8Array): string[] {
	const text = new TextDecoder("latin1").decode(model);
	return ["ConvTranspose", "MatMul"].filter((name) => text.includes(name));
}

async function compareWithHost(
	weight: Float32Tensor,
	options: ConvTransposeOptions,
	size: readonly [number, number] = [4, 5],
): Promise<string[]> {
	const graph = createGraph();
	const input = randomTensor([2, 2, ...size]);
	const y = convTranspose2d(graph.input("x", input.shape), graph.constant(weight), { groups: 2, ...options });
	const model = serializeOnnx({ name: "filter", outputs: { y } });
	const { y: got } = await runOnnx(model, { x: input });
	const [want] = evaluate([y], { x: input });
	if (!got || !want) throw new Error("no result");
	expectClose(got, want, f32Conv, "filter");
	return operators(model);
}

describe("a depthwise transposed convolution with one constant filter", () => {
	it.each<[string, ConvTransposeOptions]>([
		["plain", {}],
		["stride 2", { strides: 2 }],
		["stride 2, cropped unevenly", { strides: 2, pads: [1, 2, 0, 3] }],
		[
			"different strides and dilations, with output padding",
			{ strides: [3, 2], dilations: [2, 1], outputPadding: [2, 1] },
		],
	])("is two matrix products where the filter is a product: %s", async (_, options) => {
		expect(await compareWithHost(filters(SEPARABLE), options)).toEqual(["MatMul"]);
	});

	it("stays as it is where the filter is no product, or sums to 0, or channels differ, or the image is large", async () => {
		const other = SEPARABLE.with(3, 7);
		expect(await compareWithHost(filters(other), { strides: 2 })).toEqual(["ConvTranspose"]);
		expect(await compareWithHost(filters([1, 1, 0, 0, -1, -1]), { strides: 2 })).toEqual(["ConvTranspose"]);
		expect(await compareWithHost(filters(SEPARABLE, other), { strides: 2 })).toEqual(["ConvTranspose"]);
		expect(await compareWithHost(filters(SEPARABLE), { strides: 2 }, [1, 300])).toEqual(["ConvTranspose"]);
	});

	it("stays as it is where the filter is not constant", () => {
		const graph = createGraph();
		const y = convTranspose2d(graph.input("x", [1, 2, 3, 3]), graph.input("w", [2, 1, 2, 2]), { groups: 2 });
		expect(operators(serializeOnnx({ name: "filter", outputs: { y } }))).toEqual(["ConvTranspose"]);
	});
});
