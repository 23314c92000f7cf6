import { describe, expect, it } from "vitest";
import { skewedCamera } from "../../test/support/skewed-camera.ts";
import { pixelRays } from "../rendering/rays.ts";
import { projectPoint } from "./projection.ts";

describe("projectPoint", () => {
	it("finds the pixel whose ray goes through the point, for a camera that is nowhere special", () => {
		const camera = skewedCamera();
		const [width, height, distance] = [5, 4, 1.7];
		const { origins, directions } = pixelRays(camera, { width, height });
		for (let pixel = 0; pixel < width * height; pixel++) {
			const along = (axis: number): number =>
				(origins.data[pixel * 3 + axis] ?? 0) + distance * (directions.data[pixel * 3 + axis] ?? 0);
			const { u, v, depth } = projectPoint(camera, [along(0), along(1), along(2)]);
			expect(u).toBeCloseTo(((pixel % width) + 0.5) / width, 5);
			expect(v).toBeCloseTo((Math.floor(pixel / width) + 0.5) / height, 5);
			expect(depth).toBeCloseTo(distance, 5);
		}
	});
});
