import { describe, expect, it } from "vitest";
import { CheckpointError } from "./errors.ts";
import { float32ToBfloat16, float32ToFloat16 } from "./half.ts";
import { float32Tensor, hostTensor } from "./host-tensor.ts";
import { isOtherFloat, toFloat32 } from "./to-float32.ts";

/** Exact in all three. */
const VALUES = [0, -0, 1, -1.5, 0.25, Number.POSITIVE_INFINITY];
const wanted = float32Tensor([2, 3], VALUES);

describe("toFloat32", () => {
	it.each([
		hostTensor("float16", [2, 3], float32ToFloat16(Float32Array.from(VALUES))),
		hostTensor("bfloat16", [2, 3], float32ToBfloat16(Float32Array.from(VALUES))),
		hostTensor("float64", [2, 3], Float64Array.from(VALUES)),
	])("gives the values of $dtype", (tensor) => {
		expect(isOtherFloat(tensor.dtype)).toBe(true);
		expect(toFloat32("w", tensor)).toEqual(wanted);
	});

	it("rounds float64 to the nearest float32", () => {
		expect(toFloat32("w", hostTensor("float64", [1], Float64Array.of(0.1))).data[0]).toBe(Math.fround(0.1));
	});

	it("refuses a float64 that would become infinite, and says where it is", () => {
		const tensor = hostTensor("float64", [3], Float64Array.of(1, -1e39, 2));
		expect(() => toFloat32("a.weight", tensor)).toThrow(CheckpointError);
		expect(() => toFloat32("a.weight", tensor)).toThrow("'a.weight' has the float64 -1e+39 at 1, want at most 3.4e38");
	});

	it("leaves what is float32 or no float at all", () => {
		const steps = hostTensor("int64", [1], BigInt64Array.of(7n));
		expect(toFloat32("w", wanted)).toBe(wanted);
		expect(toFloat32("n", steps)).toBe(steps);
	});
});
