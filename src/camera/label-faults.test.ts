import { describe, expect, it } from "vitest";
import { cameraNumbers } from "../../test/support/dataset-files.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { checkLabels } from "./label.ts";
import { labelFaults } from "./label-faults.ts";

/** A good label with some numbers replaced. */
function altered(changes: Readonly<Record<number, number>>): number[] {
	return cameraNumbers(0.3, 0.1).map((value, index) => changes[index] ?? value);
}

function withColumns(factors: readonly number[]): number[] {
	return cameraNumbers(0.3, 0.1).map((value, index) => (index < 12 ? value * (factors[index % 4] ?? 1) : value));
}

/** What a picture can be taken with, though nobody does. */
const PLAUSIBLE = ["label-looks-away", "label-field-of-view"];

const CASES: [string, number[], string[], RegExp][] = [
	["24 numbers", cameraNumbers().slice(1), ["label-length"], /24 numbers/],
	["no numbers", [], ["label-length"], /0 numbers/],
	["NaN", altered({ 5: Number.NaN }), ["label-not-finite"], /number 5 is NaN/],
	["infinity", altered({ 20: Number.POSITIVE_INFINITY }), ["label-not-finite"], /number 20 is Infinity/],
	["a number beyond float32", altered({ 3: 1e39 }), ["label-not-finite"], /number 3 is 1e\+39/],
	["a scaled rotation", withColumns([1.1, 1.1, 1.1, 1]), ["label-no-rotation"], /off by 0\.\d+/],
	["a mirrored rotation", withColumns([-1, 1, 1, 1]), ["label-no-rotation"], /determinant negative/],
	["OpenGL's axes", withColumns([1, -1, -1, 1]), ["label-looks-away"], /forward \[/],
	["a matrix by columns", altered({ 12: 0.5 }), ["label-last-row"], /\[0\.5, 0, 0, 1\]/],
	["intrinsics in pixels", altered({ 16: 2183, 18: 256, 20: 2183, 21: 256 }), ["label-intrinsics"], /centre 256, 256/],
	["a negative focal length", altered({ 16: -4 }), ["label-intrinsics"], /focal lengths -4/],
	["intrinsics that end in 0", altered({ 24: 0 }), ["label-intrinsics"], /below the diagonal 0, 0, 0, and 0/],
	[
		"a focal length in pixels",
		altered({ 16: 2183.5, 20: 2183.5 }),
		["label-field-of-view"],
		/2183\.5: 0\.026° × 0\.026°/,
	],
	["a focal length divided twice", altered({ 16: 0.008, 20: 0.008 }), ["label-field-of-view"], /0\.008: 1\.8e\+2°/],
	["zeros", new Array<number>(25).fill(0), ["label-no-rotation", "label-last-row", "label-intrinsics"], /off by/],
];

describe("a camera label", () => {
	it.each([0, 0.5, -1.2, 3])("of a published camera at yaw %f has no faults", (yaw) => {
		expect(labelFaults(cameraNumbers(yaw, 0.4))).toEqual([]);
	});

	it.each(CASES)("with %s is told so", (_, label, kinds, detail) => {
		const faults = labelFaults(label);
		expect(faults.map(({ kind }) => kind)).toEqual(kinds);
		expect(faults[0]?.detail).toMatch(detail);
	});

	it("is refused here where the renderer refuses it", () => {
		for (const [name, label, kinds] of CASES) {
			if (label.length !== 25 || kinds.some((kind) => PLAUSIBLE.includes(kind))) continue;
			expect(() => checkLabels(name, float32Tensor([1, 25], label)), name).toThrow();
		}
	});
});
