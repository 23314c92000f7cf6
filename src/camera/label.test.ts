import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { cameraNumbers } from "../../test/support/dataset-files.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { pixelRays } from "../rendering/rays.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { fovToIntrinsics } from "./intrinsics.ts";
import { cameraLabel, cameraOfNumbers, cropLabel, LABEL_LENGTH, MIRROR, mirrorLabel, splitLabel } from "./label.ts";
import { cameraFromPose } from "./orbit.ts";

const camera = {
	cam2world: cameraFromPose({ yaw: 0.4, pitch: -0.2 }, { pivot: [0, 0, 0.2], radius: 2.7 }),
	intrinsics: fovToIntrinsics(18.837),
};

/** A camera that is nowhere special: rolled, skewed, off centre, different along the two axes. */
function oddLabel(): number[] {
	const [a, b, c] = [0.4, -0.7, 0.3];
	const roll = [Math.cos(c), -Math.sin(c), 0, Math.sin(c), Math.cos(c), 0, 0, 0, 1];
	const yaw = [Math.cos(a), 0, Math.sin(a), 0, 1, 0, -Math.sin(a), 0, Math.cos(a)];
	const pitch = [1, 0, 0, 0, Math.cos(b), -Math.sin(b), 0, Math.sin(b), Math.cos(b)];
	const r = product(yaw, product(pitch, roll));
	const [x, y, z] = [r.slice(0, 3), r.slice(3, 6), r.slice(6)];
	return [...x, 0.5, ...y, -0.3, ...z, 2.6, 0, 0, 0, 1, ...[4.2, 0.1, 0.45, 0, 3.9, 0.56, 0, 0, 1]];
}

function product(a: readonly number[], b: readonly number[]): number[] {
	return Array.from({ length: 9 }, (_, i) =>
		[0, 1, 2].reduce((sum, k) => sum + (a[Math.floor(i / 3) * 3 + k] ?? 0) * (b[k * 3 + (i % 3)] ?? 0), 0),
	);
}

/** Where a world point appears in the image of a label, (u, v) in [0, 1] across it. */
function project(label: readonly number[], point: readonly number[]): [number, number] {
	const offset = point.map((value, axis) => value - (label[axis * 4 + 3] ?? 0));
	const [x = 0, y = 0, z = 1] = [0, 1, 2].map((column) =>
		offset.reduce((sum, value, axis) => sum + value * (label[axis * 4 + column] ?? 0), 0),
	);
	const [fx = 0, skew = 0, cx = 0, , fy = 0, cy = 0] = label.slice(16);
	return [(fx * x + skew * y) / z + cx, (fy * y) / z + cy];
}

const POINTS = Array.from({ length: 50 }, (_, i) =>
	[Math.sin(i), Math.sin(3 * i + 1), Math.sin(7 * i + 2)].map((x) => x / 2),
);

function raysOf(
	label: readonly number[],
	width: number,
	height: number,
): { origins: Float32Array; directions: Float32Array } {
	const { origins, directions } = pixelRays(cameraOfNumbers(label), { width, height });
	return { origins: origins.data, directions: directions.data };
}

describe("camera labels", () => {
	it("hold the two matrices row by row and give them back", () => {
		const label = cameraLabel(camera);
		expect(label.shape).toEqual([1, 25]);
		expect(label.data[3]).toBe(camera.cam2world.data[3]);
		expect(label.data[18]).toBe(0.5);
		expect(splitLabel(label)).toEqual(camera);
	});

	it("are read row by row from a batch", () => {
		const label = cameraLabel(camera).data;
		const batch = float32Tensor([2, 25], [...label.with(3, 7), ...label]);
		expect(splitLabel(batch, 0).cam2world.data[3]).toBe(7);
		expect(splitLabel(batch, 1)).toEqual(camera);
		expect(() => splitLabel(batch, 2)).toThrow(InputError);
	});

	it("are refused with another length", () => {
		expect(() => cameraOfNumbers([])).toThrow(/0 numbers, want 25/);
		expect(() => mirrorLabel([1, 2])).toThrow(InputError);
		const size = { width: 1, height: 1 };
		expect(() => cropLabel([], size, { left: 0, top: 0, ...size })).toThrow(/0 numbers, want 25/);
	});
});

describe("the label of a mirrored image", () => {
	it.each([
		["a published camera", cameraNumbers(0.7, -0.2)],
		["any camera", oddLabel()],
	])("shows the scene mirrored in x as the mirrored image shows the scene: %s", (_, label) => {
		const mirrored = mirrorLabel(label);
		for (const [x = 0, y = 0, z = 0] of POINTS) {
			const [u, v] = project(label, [x, y, z]);
			const [mirroredU, mirroredV] = project(mirrored, [-x, y, z]);
			expect(mirroredU).toBeCloseTo(1 - u, 9);
			expect(mirroredV).toBeCloseTo(v, 9);
		}
	});

	it("casts, through the mirrored pixel, the mirrored ray", () => {
		const [width, height] = [5, 4];
		const plain = raysOf(oddLabel(), width, height);
		const mirrored = raysOf(mirrorLabel(oddLabel()), width, height);
		const expected = new Float32Array(plain.directions.length);
		for (let pixel = 0; pixel < width * height; pixel++) {
			const column = pixel % width;
			const [x = 0, y = 0, z = 0] = plain.directions.subarray(pixel * 3, pixel * 3 + 3);
			expected.set([-x, y, z], (pixel - column + width - 1 - column) * 3);
		}
		expectClose(mirrored.directions, expected, f32Elementwise, "directions");
		expect([...mirrored.origins.subarray(0, 3)]).toEqual([...Float32Array.of(-0.5, -0.3, 2.6)]);
	});

	it("is the product of three matrices, F · cam2world · F", () => {
		const flip = (label: readonly number[]): number[] =>
			label.slice(0, 16).map((value, index) => value * (index < 4 ? -1 : 1) * (index % 4 === 0 ? -1 : 1));
		expectClose(mirrorLabel(oddLabel()).slice(0, 16), flip(oddLabel()), f32Elementwise, "cam2world");
		expect([MIRROR.factors.length, MIRROR.offsets.length]).toEqual([LABEL_LENGTH, LABEL_LENGTH]);
	});

	it("has the other yaw and the same pitch", () => {
		expectClose(mirrorLabel(cameraNumbers(0.4, 0.2)), cameraNumbers(-0.4, 0.2), f32Elementwise, "label");
	});

	it("comes back when it is mirrored again, without negative zeros", () => {
		expect(mirrorLabel(mirrorLabel(oddLabel())).map((value) => Number(value.toFixed(12)))).toEqual(
			oddLabel().map((value) => Number(value.toFixed(12))),
		);
		expect(mirrorLabel(cameraNumbers()).some((value) => Object.is(value, -0))).toBe(false);
	});
});

describe("the label of a part of an image", () => {
	it("casts the rays that the whole image casts there", () => {
		const [size, crop] = [
			{ width: 12, height: 8 },
			{ left: 3, top: 2, width: 5, height: 4 },
		];
		const whole = raysOf(oddLabel(), size.width, size.height).directions;
		const part = raysOf(cropLabel(oddLabel(), size, crop), crop.width, crop.height).directions;
		const expected = new Float32Array(part.length);
		for (let pixel = 0; pixel < crop.width * crop.height; pixel++) {
			const row = crop.top + Math.floor(pixel / crop.width);
			const at = (row * size.width + crop.left + (pixel % crop.width)) * 3;
			expected.set(whole.subarray(at, at + 3), pixel * 3);
		}
		expectClose(part, expected, f32Elementwise, "directions");
	});

	it("stays as it is where the part is the whole", () => {
		const size = { width: 6, height: 6 };
		expect(cropLabel(oddLabel(), size, { left: 0, top: 0, ...size })).toEqual(oddLabel());
	});
});
