import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../../test/fixtures.ts";
import { checkOp, randomTensor, uniformTensor } from "../../../test/op-check.ts";
import { f32Conv } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gridSample } from "./grid-sample.ts";

const TOLERANCES = { forward: f32Conv, backward: f32Conv } as const;

/** Axes of the published planes: which coordinate runs along the width, which along the height. */
const PLANE_AXES = [
	[0, 1],
	[0, 2],
	[2, 0],
] as const;

function sample(x: HostTensor, grid: HostTensor): HostTensor {
	const graph = createGraph();
	const [y] = evaluate([gridSample(graph.constant(x), graph.constant(grid))], {});
	return y as HostTensor;
}

describe("gridSample", () => {
	const CASES: readonly { name: string; x: Shape; points: readonly [number, number]; reach: number }[] = [
		{ name: "inside", x: [2, 2, 3, 4], points: [2, 3], reach: 0.7 },
		{ name: "across the border and outside", x: [1, 2, 4, 3], points: [3, 4], reach: 1.7 },
		{ name: "of one row", x: [2, 1, 1, 4], points: [1, 5], reach: 1.2 },
	];

	it.each(CASES)("agrees with ONNX Runtime and has right gradients: $name", async ({ x, points, reach }) => {
		const grid = uniformTensor([x[0] ?? 1, ...points, 2], -reach, reach, 5);
		await checkOp("gridSample", (_, image, at) => gridSample(image, at), [randomTensor(x), grid], TOLERANCES);
	});

	it("gives the pixel at its centre, the mean between two, and half of a pixel on the outer edge", () => {
		const image = float32Tensor([1, 1, 2, 2], [1, 2, 3, 4]);
		const points = float32Tensor([1, 1, 4, 2], [-0.5, -0.5, 0.5, 0, 0, 0.5, 1, -0.5]);
		expect([...sample(image, points).data]).toEqual([1, 3, 3.5, 1]);
	});

	it("gives zero beyond half a pixel outside, however far", () => {
		const image = float32Tensor([1, 1, 1, 1], [5]);
		const points = float32Tensor([1, 1, 3, 2], [2.5, 0, 1e20, 0, -4, 1e6]);
		expect([...sample(image, points).data]).toEqual([0, 0, 0]);
	});

	it("samples planes as the published code does", async () => {
		const fixture = await readFixture("ops.safetensors");
		const features = fixtureTensor(fixture, "planes.features"); // [2, 3, 4, 8, 8]
		const points = fixtureTensor(fixture, "planes.points"); // [2, 60, 3]
		const wanted = fixtureTensor(fixture, "planes.sampled_box1"); // [2, 3, 60, 4]
		for (const [n, plane] of [0, 1].flatMap((sampleIndex) => [0, 1, 2].map((p) => [sampleIndex, p] as const))) {
			const image = features.data.slice((n * 3 + plane) * 256, (n * 3 + plane + 1) * 256);
			// A box of side 1: points are scaled by 2.
			const grid = Array.from({ length: 60 }, (_, p) =>
				(PLANE_AXES[plane] ?? []).map((axis) => 2 * (points.data[(n * 60 + p) * 3 + axis] ?? Number.NaN)),
			).flat();
			const got = sample(float32Tensor([1, 4, 8, 8], image), float32Tensor([1, 60, 1, 2], grid)).data; // [4, 60]
			const want = wanted.data.slice((n * 3 + plane) * 240, (n * 3 + plane + 1) * 240); // [60, 4]
			const turned = Float32Array.from(
				{ length: 240 },
				(_, i) => want[(i % 60) * 4 + Math.floor(i / 60)] ?? Number.NaN,
			);
			expectClose(got as Float32Array, turned, f32Conv, `plane ${plane} of sample ${n}`);
		}
	});

	it("refuses a grid of another batch or without pairs, and names both", () => {
		const graph = createGraph();
		const x = graph.input("x", [2, 3, 4, 4]);
		const message = "gridSample: image float32 [2, 3, 4, 4] and grid float32 [1, 5, 5, 2]";
		expect(() => gridSample(x, graph.input("grid", [1, 5, 5, 2]))).toThrow(message);
		expect(() => gridSample(x, graph.input("triples", [2, 5, 5, 3]))).toThrow(ShapeError);
	});
});
