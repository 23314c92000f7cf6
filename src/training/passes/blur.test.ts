import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { randomTensor } from "../../../test/op-check.ts";
import { f32Conv } from "../../../test/tolerances.ts";
import { createGraph } from "../../graph/create.ts";
import { evaluate } from "../../graph/evaluate.ts";
import { conv2d } from "../../graph/ops/convolution.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { blurImage, blurMatrix, blurReach } from "./blur.ts";

describe("blurMatrix", () => {
	it("holds 2^-(i/σ)² over its sum, as far as three sigmas", () => {
		const { data } = blurMatrix(9, 1);
		const taps = [-3, -2, -1, 0, 1, 2, 3].map((i) => 2 ** -(i * i));
		const sum = taps.reduce((a, b) => a + b);
		const row = Array.from(data.subarray(4 * 9, 5 * 9));
		expectClose(row, [0, ...taps.map((tap) => tap / sum), 0], f32Conv, "row");
	});

	it("darkens the border, since everything outside is zero", () => {
		const { data } = blurMatrix(8, 2);
		const sums = Array.from({ length: 8 }, (_, y) => data.subarray(y * 8, y * 8 + 8).reduce((a, b) => a + b, 0));
		expect(sums[0]).toBeCloseTo(sums[7] ?? 0, 6);
		expect(sums[0]).toBeLessThan(0.7);
	});

	it("is the identity where the reach is 0", () => {
		expect(blurReach(0.33)).toBe(0);
		expect([...blurMatrix(2, 0.33).data]).toEqual([1, 0, 0, 1]);
		expect([...blurMatrix(2, 0).data]).toEqual([1, 0, 0, 1]);
		expect(blurReach(7.5)).toBe(22);
	});

	it("refuses a sigma that is no width", () => {
		expect(() => blurMatrix(4, -1)).toThrow("blur: sigma -1");
		expect(() => blurMatrix(4, Number.NaN)).toThrow("blur: sigma NaN");
	});
});

describe("blurImage", () => {
	it("convolves rows and columns with the same Gaussian", () => {
		const graph = createGraph();
		const x = graph.constant(randomTensor([1, 1, 8, 8]));
		const taps = [-3, -2, -1, 0, 1, 2, 3].map((i) => 2 ** -(i * i));
		const sum = taps.reduce((a, b) => a + b);
		const kernel = graph.constant(
			float32Tensor(
				[49],
				taps.flatMap((a) => taps.map((b) => (a * b) / sum ** 2)),
			),
		);
		const direct = conv2d(x, reshape(kernel, [1, 1, 7, 7]), { pads: 3 });
		const [got, want] = evaluate([blurImage(x, graph.constant(blurMatrix(8, 1))), direct], {});
		expectClose(got as HostTensor, want as HostTensor, f32Conv, "blur");
	});
});
