import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { fixtureTensor, readFixture, readFixtureMetadata } from "../../../test/fixtures.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Conv } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { slice } from "../ops/layout.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { downsample2d, filter2d, type UpfirdnOptions, upfirdn2d, upsample2d } from "./upfirdn.ts";

const fixture = await readFixture("ops.safetensors");
const filter = fixtureTensor(fixture, "filter");

interface Case {
	readonly name: string;
	readonly up?: number;
	readonly down?: number;
	/** [left, right, top, bottom] */
	readonly padding: readonly [number, number, number, number];
	readonly gain?: number;
	readonly flip_filter?: boolean;
}

const cases = JSON.parse((await readFixtureMetadata("ops.safetensors")).cases ?? "[]") as Case[];

function expectGolden(golden: string, build: (x: SymbolicTensor) => SymbolicTensor): void {
	const [y] = evaluate([build(createGraph().constant(fixtureTensor(fixture, "upfirdn.x")))], {});
	expectClose(y as HostTensor, fixtureTensor(fixture, golden), f32Conv, golden);
}

describe("upfirdn2d", () => {
	it("has goldens for all that can be asked of it", () => {
		expect(cases.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4].map((i) => `upfirdn.y${i}`));
		expect(cases.some(({ padding }) => padding.some((side) => side < 0))).toBe(true);
	});

	it.each(cases)("agrees with the published operation: $name", ({ name, flip_filter, ...options }) => {
		expectGolden(name, (x) => upfirdn2d(x, filter, { ...options, flipFilter: flip_filter ?? false }));
	});

	const skew = float32Tensor([2, 3], [1, 2, 3, 4, 5, 6]);

	it.each<[string, UpfirdnOptions]>([
		["up 3, down 2, cropped and padded", { up: 3, down: 2, padding: [-2, 1, 3, -1], gain: 0.5 }],
		["up 2, padded far beyond the filter", { up: 2, padding: [5, 4, 3, 6], flipFilter: true }],
		["down 2, cropped", { down: 2, padding: [-1, 2, 0, -1] }],
		["neither up nor down", {}],
	])("runs alike and has right gradients: %s", async (_, options) => {
		const build = (__: unknown, x: SymbolicTensor): SymbolicTensor => upfirdn2d(x, skew, options);
		await checkOp("'upfirdn2d'", build, [randomTensor([1, 2, 4, 5])], { forward: f32Conv, backward: f32Conv });
	});

	it("convolves: an impulse gives the filter, and its mirror image when flipped", () => {
		const impulse = createGraph().constant(float32Tensor([1, 1, 1, 1], [1]));
		const full: UpfirdnOptions = { padding: [2, 2, 1, 1] };
		const values = (options: UpfirdnOptions): number[] =>
			Array.from(evaluate([upfirdn2d(impulse, skew, options)], {})[0]?.data ?? [], Number);
		expect(values(full)).toEqual([1, 2, 3, 4, 5, 6]);
		expect(values({ ...full, flipFilter: true })).toEqual([6, 5, 4, 3, 2, 1]);
	});

	it("refuses a padding that crops everything, and a filter that is no matrix", () => {
		const x = createGraph().input("x", [1, 1, 4, 4]);
		expect(() => upfirdn2d(x, skew, { padding: [-2, -2, 0, 0] })).toThrow(ShapeError);
		expect(() => upfirdn2d(x, float32Tensor([2], [1, 1]))).toThrow("upfirdn2d filter: shape [2], want [kh, kw]");
	});
});

describe("upsample2d, downsample2d and filter2d", () => {
	it("agree with the published functions", () => {
		expectGolden("upsample2d", (x) => upsample2d(x, filter));
		expectGolden("upsample2d", (x) => upsample2d(x, filter, { method: "phases" }));
		// This golden was made of the first 8 × 6 of the 9 × 7 pixels.
		const even = (x: SymbolicTensor): SymbolicTensor => slice(x, { starts: [0, 0, 0, 0], ends: [2, 3, 8, 6] });
		expectGolden("downsample2d", (x) => downsample2d(even(x), filter));
		expectGolden("filter2d", (x) => filter2d(x, filter));
	});

	it("upsample alike by phases, with a filter of sixteen different taps too, and have right gradients", async () => {
		const lopsided = float32Tensor(
			[4, 4],
			Array.from({ length: 16 }, (_, tap) => (tap + 1) / 136),
		);
		const build = (method: "transposed" | "phases", x: SymbolicTensor): SymbolicTensor =>
			upsample2d(x, lopsided, { method });
		const x = createGraph().constant(randomTensor([2, 3, 3, 4]));
		const [transposed, phases] = evaluate([build("transposed", x), build("phases", x)], {});
		expectClose(phases as HostTensor, transposed as HostTensor, f32Conv, "phases");
		const tolerances = { forward: f32Conv, backward: f32Conv };
		await checkOp("'upsample2d'", (_, input) => build("phases", input), [randomTensor([1, 2, 3, 4])], tolerances);
	});

	it("keep a constant image constant away from its borders", () => {
		const ones = createGraph().constant(float32Tensor([1, 1, 8, 8], new Float32Array(64).fill(1)));
		for (const build of [upsample2d, downsample2d, filter2d]) {
			const [y] = evaluate([build(ones, filter)], {});
			const middle = ((y?.shape[2] ?? 0) / 2) * ((y?.shape[3] ?? 0) + 1);
			expect(y?.data[middle]).toBeCloseTo(1, 6);
		}
	});
});
