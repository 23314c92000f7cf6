import { describe, expect, it } from "vitest";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { cameraNumbers } from "../../test/support/dataset-files.ts";
import { InputError, ShapeError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { cameraOfNumbers, splitLabel } from "./label.ts";
import { checkCamera, checkLabel, labelFaults } from "./label-checks.ts";

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

	it("is refused by checkLabel unless a picture can be taken with it, and so is its camera", () => {
		for (const [name, label, kinds] of CASES) {
			const impossible = kinds.some((kind) => !PLAUSIBLE.includes(kind));
			const check = expect(() => checkLabel(name, label), name);
			if (!impossible) check.not.toThrow();
			else check.toThrow(InputError);
			if (label.length !== 25) continue;
			const camera = expect(() => checkCamera(name, cameraOfNumbers(label)), name);
			if (!impossible) camera.not.toThrow();
			else camera.toThrow(InputError);
		}
	});
});

describe("checkCamera", () => {
	it("takes the cameras of the goldens", async () => {
		for (const name of ["tiny-ffhq512-64.seed4-steep", "tiny-shapenet128-64.seed1", "tiny-afhq256-128.seed2"]) {
			const golden = await readFixture(`${name}.safetensors`);
			expect(() => checkCamera("camera", splitLabel(fixtureTensor(golden, "camera")))).not.toThrow();
		}
	});

	it("says whose camera it is, what is wrong and what is wanted", () => {
		const check = (changes: Readonly<Record<number, number>>) => () =>
			checkCamera("c", cameraOfNumbers(altered(changes)));
		expect(check({ 7: Number.NaN })).toThrow("c: has a number that is not finite: number 7 is NaN");
		expect(check({ 0: 1.5 })).toThrow("no rotation");
		expect(check({ 12: 1 })).toThrow("last row of cam2world is [1, 0, 0, 1]");
		expect(check({ 18: 256 })).toThrow("divide the first row by the image's width");
		expect(check({ 16: -4 })).toThrow("focal lengths -4");
		expect(check({ 24: 0 })).toThrow("below the diagonal");
		expect(() => checkCamera("c", cameraOfNumbers(withColumns([-1, 1, 1, 1])))).toThrow("determinant 1");
	});

	it("refuses matrices of another shape", () => {
		const { cam2world, intrinsics } = cameraOfNumbers(cameraNumbers());
		const flat = float32Tensor([16], cam2world.data);
		expect(() => checkCamera("c", { cam2world: flat, intrinsics })).toThrow(ShapeError);
		expect(() => checkCamera("c", { cam2world, intrinsics: cam2world })).toThrow(ShapeError);
	});
});
