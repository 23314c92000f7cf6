/** Reprojection of scenes whose depth is exact: a painted wall, a ball before it. */

import { describe, expect, it } from "vitest";
import { radians } from "../../../camera/angles.ts";
import { fovToIntrinsics } from "../../../camera/intrinsics.ts";
import type { Camera } from "../../../camera/label.ts";
import { cameraFromTrueAngles } from "../../../camera/orbit.ts";
import { pixelRays } from "../../../rendering/rays.ts";
import { float32Tensor } from "../../../tensor/host-tensor.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { type PosedImage, type ReprojectionLimits, reproject } from "./reproject.ts";

const SIZE = 48;
const LIMITS: ReprojectionLimits = { depthTolerance: 0.01, edge: 0.04, leastOpacity: 0.9 };
const ORBIT = { pivot: [0, 0, 0], radius: 2.7 } as const;

function cameraAt(degrees: number): Camera {
	const angles = { yawRadians: radians(degrees), pitchRadians: 0.05 };
	return { cam2world: cameraFromTrueAngles(angles, ORBIT), intrinsics: fovToIntrinsics(18.837) };
}

/** A wall at z = −0.1 whose paint depends on the place, and a ball of this radius and another colour about the origin. */
function view(camera: Camera, ballRadius: number, size = SIZE): PosedImage {
	const { origins, directions } = pixelRays(camera, { width: size, height: size });
	const area = size * size;
	const image = new Float32Array(3 * area);
	const depth = new Float32Array(area);
	for (let pixel = 0; pixel < area; pixel++) {
		const [x = 0, y = 0, z = 0] = origins.data.subarray(pixel * 3, pixel * 3 + 3);
		const [dx = 0, dy = 0, dz = 0] = directions.data.subarray(pixel * 3, pixel * 3 + 3);
		const half = x * dx + y * dy + z * dz;
		const root = half * half - (x * x + y * y + z * z - ballRadius ** 2);
		const wall = (-0.1 - z) / dz;
		const away = root > 0 ? -half - Math.sqrt(root) : wall;
		depth[pixel] = away;
		const paint = Math.sin(9 * (x + away * dx)) * Math.cos(7 * (y + away * dy));
		for (let channel = 0; channel < 3; channel++)
			image[channel * area + pixel] = root > 0 ? 0.9 - channel / 5 : paint / (1 + channel);
	}
	return {
		camera,
		image: float32Tensor([1, 3, size, size], image),
		depth: float32Tensor([1, 1, size, size], depth),
		opacity: float32Tensor([1, 1, size, size], new Float32Array(area).fill(1)),
	};
}

function farther({ depth, ...rest }: PosedImage, factor: number): PosedImage {
	return {
		...rest,
		depth: float32Tensor(
			depth.shape,
			depth.data.map((value) => value * factor),
		),
	};
}

describe("reproject", () => {
	it("moves a view into itself without error, every pixel of it", () => {
		const one = view(cameraAt(10), 0.15);
		const { overlap, error, normalised } = reproject(one, one, { ...LIMITS, edge: 10 });
		expect(overlap).toBe(1);
		expect(error).toBeLessThan(1e-4);
		expect(normalised).toBeLessThan(1e-3);
	});

	it("finds the same paint on a wall from 30 degrees apart, as well as pixels can be interpolated", () => {
		const { overlap, error, normalised } = reproject(view(cameraAt(-15), 0), view(cameraAt(15), 0), LIMITS);
		expect(overlap).toBeGreaterThan(0.6);
		expect(error).toBeLessThan(2e-3);
		expect(normalised).toBeLessThan(0.01);
		const finer = reproject(view(cameraAt(-15), 0, 2 * SIZE), view(cameraAt(15), 0, 2 * SIZE), LIMITS);
		expect(finer.error).toBeLessThan(error / 3); // bilinear interpolation errs with the square of the pixel
	});

	it("leaves out what the ball hides from the other camera", () => {
		const [left, right] = [view(cameraAt(-20), 0.15), view(cameraAt(20), 0.15)];
		const careful = reproject(left, right, LIMITS);
		expect(careful.error).toBeLessThan(0.01);
		const careless = reproject(left, right, { ...LIMITS, depthTolerance: 10, edge: 10 });
		expect(careless.error).toBeGreaterThan(0.05);
		expect(careless.overlap).toBeGreaterThan(careful.overlap + 0.1);
	});

	it("tells a wrong depth by the colours", () => {
		const [left, right] = [view(cameraAt(-15), 0), view(cameraAt(15), 0)];
		const wrong = reproject(farther(left, 0.97), farther(right, 0.97), { ...LIMITS, depthTolerance: 0.1 });
		expect(wrong.normalised).toBeGreaterThan(0.1);
	});

	it("is normalised to 1 for unrelated images", () => {
		const random = new RandomState(1);
		const noise = (posed: PosedImage): PosedImage => ({
			...posed,
			image: float32Tensor(posed.image.shape, Float32Array.from(random.randn(3 * SIZE * SIZE))),
		});
		const posed = view(cameraAt(0), 0);
		const { normalised } = reproject(noise(posed), noise(posed), LIMITS);
		expect(normalised).toBeGreaterThan(0.97);
		expect(normalised).toBeLessThan(1.03);
	});

	it("sees nothing through fog, and takes an image finer than its depth", () => {
		const posed = view(cameraAt(0), 0);
		const fog = { ...posed, opacity: float32Tensor(posed.opacity.shape, new Float32Array(SIZE * SIZE).fill(0.5)) };
		expect(reproject(fog, posed, LIMITS).overlap).toBe(0);
		expect(reproject(fog, posed, LIMITS).error).toBeNaN();
		const fine = { ...view(cameraAt(-5), 0, 2 * SIZE), depth: view(cameraAt(-5), 0).depth, opacity: posed.opacity };
		expect(reproject(fine, view(cameraAt(5), 0), LIMITS).error).toBeLessThan(2e-3);
	});
});
