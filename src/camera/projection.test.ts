import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { skewedCamera } from "../../test/support/skewed-camera.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { pixelRays } from "../rendering/rays.ts";
import { imageRays, pointAt, projectPoint } from "./projection.ts";

describe("projectPoint", () => {
	it("is the way back from the rays of the renderer and from those of any place", () => {
		const camera = skewedCamera();
		const { origin, through } = imageRays(camera);
		const { origins, directions } = pixelRays(camera, { width: 2, height: 2 });
		expectClose(
			[...origin, ...through(0.75, 0.25)],
			[3, 4, 5].flatMap((at) => [origins.data[at] ?? 0]).concat([...directions.data.subarray(3, 6)]),
			f32Elementwise,
			"ray",
		);
		const { u, v, depth } = projectPoint(camera, pointAt(camera, 0.2, 0.9, 3));
		expectClose([u, v, depth], [0.2, 0.9, 3], f32Elementwise, "place");
	});

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
