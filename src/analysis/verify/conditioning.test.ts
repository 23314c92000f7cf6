import { describe, expect, it } from "vitest";
import { randomTensor } from "../../../test/op-check.ts";
import { presetConfig } from "../../generator/presets.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { compareTensors } from "./compare.ts";
import {
	CONDITIONING_MULTIPLE,
	conditionedTolerance,
	jitterRounding,
	judgedBy,
	movedByRounding,
	movedUniform,
} from "./conditioning.ts";

const FIXED = { relativeL2: 1e-4, peak: 1e-3 };

/** Position of a float32 among all floats of its sign. */
function bitsOf(values: Float32Array): Int32Array {
	return new Int32Array(values.slice().buffer);
}

describe("movedByRounding", () => {
	it("moves about half of the values by one unit in the last place, and the same for the same seed", () => {
		const tensor = randomTensor([64, 64], 1);
		const [before, after] = [bitsOf(tensor.data), bitsOf(movedByRounding(tensor, 3).data)];
		const steps = before.map((bits, index) => (after[index] ?? 0) - bits);
		expect(new Set(steps)).toEqual(new Set([-1, 0, 1]));
		const moved = steps.filter((step) => step !== 0).length / steps.length;
		expect(Math.abs(moved - 0.5)).toBeLessThan(0.05);
		expect(movedByRounding(tensor, 3)).toEqual(movedByRounding(tensor, 3));
		expect(movedByRounding(tensor, 4)).not.toEqual(movedByRounding(tensor, 3));
	});

	it("leaves whole numbers and what is not finite, and never makes what is not finite", () => {
		const largest = 3.4028234663852886e38;
		const values = [0, -0, 1, -3, Number.NaN, Number.POSITIVE_INFINITY, largest];
		const tensor = float32Tensor(
			[700],
			Array.from({ length: 700 }, (_, index) => values[index % 7] ?? 0),
		);
		expect(movedByRounding(tensor, 1)).toEqual(tensor);
	});
});

describe("movedUniform", () => {
	it("moves numbers by at most a step and stays in [0, 1)", () => {
		const tensor = float32Tensor([4], [0, 0.5, 0.25, 1 - 2 ** -24]);
		for (let seed = 0; seed < 20; seed++) {
			const { data } = movedUniform(tensor, 1e-5, seed);
			for (const [index, value] of data.entries()) {
				expect(Math.abs(value - (tensor.data[index] ?? 0))).toBeLessThanOrEqual(1.01e-5);
				expect(value >= 0 && value < 1).toBe(true);
			}
		}
	});

	it("knows how far a depth is rounded, in gaps between samples", () => {
		const near = presetConfig("ffhq512-64"); // 48 samples from 2.25 to 3.3
		expect(jitterRounding(near)).toBeCloseTo((2 ** -23 * 3.3 * 47) / 1.05, 12);
		const auto = { rendering: { ...near.rendering, rayStart: "auto", rayEnd: "auto" } as const };
		expect(jitterRounding(auto)).toBeGreaterThan(1e-6);
		expect(jitterRounding(auto)).toBeLessThan(1e-4);
	});
});

describe("conditionedTolerance", () => {
	it("grants a multiple of the farthest movement, never less than the fixed tolerance", () => {
		const movements = [
			{ relativeL2: 1e-6, peak: 3e-4 },
			{ relativeL2: 2e-6, peak: 5e-4 },
		];
		expect(conditionedTolerance(FIXED, movements)).toEqual({
			relativeL2: FIXED.relativeL2,
			peak: CONDITIONING_MULTIPLE * 5e-4,
		});
	});

	it("refuses one value off by 1 per cent however badly conditioned a tensor is", () => {
		const want = randomTensor([8, 16], 2);
		const largest = want.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		const got = float32Tensor(
			want.shape,
			want.data.map((value, index) => (index === 77 ? value + 0.01 * largest : value)),
		);
		const wild = conditionedTolerance(FIXED, [{ relativeL2: 1, peak: 1 }]);
		expect(judgedBy(compareTensors("x", got, want, FIXED), wild).passed).toBe(false);
		expect(judgedBy(compareTensors("x", want, want, FIXED), wild).passed).toBe(true);
	});

	it("grants nothing for movements that are no numbers", () => {
		expect(conditionedTolerance(FIXED, [{ relativeL2: Number.NaN, peak: Number.POSITIVE_INFINITY }])).toEqual(FIXED);
	});
});
