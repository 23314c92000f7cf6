import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { InputError, ShapeError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { radians } from "./angles.ts";
import { fieldOfView, fovToIntrinsics, intrinsicsFromTrueFov, publishedFovDegrees } from "./intrinsics.ts";

describe("fovToIntrinsics", () => {
	it("gives the published intrinsics for five fields of view", async () => {
		const fixture = await readFixture("cameras.safetensors");
		for (const fov of [7, 12, 18.837, 30, 45]) {
			const name = `intrinsics.fov${fov}`;
			expectClose(fovToIntrinsics(fov), fixtureTensor(fixture, name), f32Elementwise, name);
		}
	});

	it("is undone by publishedFovDegrees", () => {
		for (const fov of [0.5, 18.837, 120]) expect(publishedFovDegrees(fovToIntrinsics(fov))).toBeCloseTo(fov, 4);
	});

	it.each([0, 180, -5, Number.NaN])("refuses %d degrees", (fov) => {
		expect(() => fovToIntrinsics(fov)).toThrow(InputError);
	});
});

describe("fieldOfView", () => {
	it("of the published 18.837 is 13.4° across and 18.8° along the diagonal", () => {
		const { horizontalRadians, verticalRadians, diagonalRadians } = fieldOfView(fovToIntrinsics(18.837));
		expect(horizontalRadians).toBeCloseTo(radians(13.38), 4);
		expect(verticalRadians).toBeCloseTo(horizontalRadians, 12);
		expect(diagonalRadians).toBeCloseTo(radians(18.84), 3);
	});

	it("counts both sides of an off-centre principal point", () => {
		const shifted = float32Tensor([3, 3], [1, 0, 0, 0, 1, 0.5, 0, 0, 1]);
		expect(fieldOfView(shifted).horizontalRadians).toBeCloseTo(radians(45), 6);
	});

	it("lies along the skewed axes where pixels are skewed", () => {
		const skewed = float32Tensor([3, 3], [1, 1, 0.5, 0, 1, 0.5, 0, 0, 1]);
		// The top-left corner lies straight above the centre, the bottom-right straight below.
		expect(fieldOfView(skewed).diagonalRadians).toBeCloseTo(2 * Math.atan(0.5), 6);
	});

	it.each(["side", "diagonal"] as const)("is what intrinsicsFromTrueFov was asked for across the %s", (across) => {
		const seen = fieldOfView(intrinsicsFromTrueFov(across, 1.2));
		expect(across === "side" ? seen.verticalRadians : seen.diagonalRadians).toBeCloseTo(1.2, 6);
	});

	it("refuses a matrix that is not 3 × 3 and an angle of half a turn", () => {
		expect(() => fieldOfView(float32Tensor([9], new Float32Array(9)))).toThrow(ShapeError);
		expect(() => intrinsicsFromTrueFov("side", Math.PI)).toThrow(InputError);
	});
});
