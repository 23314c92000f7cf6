import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../../test/fixtures.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Conv } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { resize2d, resizeMatrix } from "./resize.ts";

const fixture = await readFixture("ops.safetensors");

describe("resize2d", () => {
	it.each([
		{ kind: "aa", size: 16 },
		{ kind: "bilinear", size: 16 },
		{ kind: "aa", size: 20 },
		{ kind: "bilinear", size: 20 },
		{ kind: "aa", size: 24 },
		{ kind: "bilinear", size: 24 },
		{ kind: "aa", size: 48 },
		{ kind: "bilinear", size: 48 },
		{ kind: "aa", size: 64 },
		{ kind: "bilinear", size: 64 },
	])("agrees with PyTorch from 32² to $size², $kind", ({ kind, size }) => {
		const x = createGraph().constant(fixtureTensor(fixture, "resize.x"));
		const [y] = evaluate([resize2d(x, [size, size], { antialias: kind === "aa" })], {});
		expectClose(y ?? [], fixtureTensor(fixture, `resize.${kind}${size}`), f32Conv, `resize.${kind}${size}`);
	});

	it.each([true, false])(
		"runs alike and has right gradients for sides of their own, antialias %o",
		async (antialias) => {
			const build = (_: unknown, x: Parameters<typeof resize2d>[0]): ReturnType<typeof resize2d> =>
				resize2d(x, [3, 7], { antialias });
			await checkOp("'resize2d'", build, [randomTensor([2, 2, 5, 4])], { forward: f32Conv });
		},
	);

	it("returns an image of the wanted size as it is", () => {
		const x = createGraph().input("x", [1, 3, 8, 8]);
		expect(resize2d(x, [8, 8], { antialias: true })).toBe(x);
	});

	it("refuses what is no image, and no size", () => {
		const graph = createGraph();
		expect(() => resize2d(graph.input("flat", [8, 8]), [4, 4])).toThrow(ShapeError);
		expect(() => resize2d(graph.input("x", [1, 3, 8, 8]), [4, 0])).toThrow("resize2d: size [4, 0]");
	});
});

describe("resizeMatrix", () => {
	it.each([
		[5, 3],
		[3, 5],
		[7, 1],
		[1, 4],
	])("has rows that sum to 1, %i to %i", (from, to) => {
		for (const antialias of [true, false]) {
			const { data } = resizeMatrix(from, to, { antialias });
			const sums = Array.from({ length: to }, (_, row) =>
				data.subarray(row * from, (row + 1) * from).reduce((a, b) => a + b, 0),
			);
			expectClose(sums, new Array<number>(to).fill(1), f32Conv, "row sums");
		}
	});

	it("repeats the edge pixel beyond its centre", () => {
		expect([...resizeMatrix(2, 4, {}).data]).toEqual([1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1]);
	});
});
