import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { fixtureData, fixtureTensor, readFixture, readFixtureMetadata } from "../../test/fixtures.ts";
import { exact, f32Elementwise } from "../../test/tolerances.ts";
import { splitLabel } from "../camera/label.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { pixelRays } from "./rays.ts";

const GOLDENS = [
	"tiny-ffhq512-64.seed0-frontal",
	"tiny-ffhq512-64.seed4-steep",
	"tiny-shapenet128-64.seed1",
	"tiny-afhq256-128.seed2",
];

/** A camera at the origin that looks along +z. */
const PLAIN = {
	cam2world: float32Tensor([4, 4], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
	intrinsics: float32Tensor([3, 3], [1, 0, 0.5, 0, 1, 0.5, 0, 0, 1]),
};

describe("pixelRays", () => {
	it.each(GOLDENS)("gives the published rays of %s", async (name) => {
		const golden = await readFixture(`${name}.safetensors`);
		const side = Number((await readFixtureMetadata(`${name}.safetensors`)).neural_rendering_resolution);
		const rays = pixelRays(splitLabel(fixtureTensor(golden, "camera")), { width: side, height: side });
		expectClose(rays.origins.data, fixtureData(golden, "ray_origins"), exact, "origins");
		expectClose(rays.directions.data, fixtureData(golden, "ray_directions"), f32Elementwise, "directions");
	});

	it("goes row by row from the top left through pixel centres, also where the image is not square", () => {
		const { directions } = pixelRays(PLAIN, { width: 4, height: 2 });
		expect(directions.shape).toEqual([8, 3]);
		const [x = 0, y = 0, z = 1] = directions.data;
		expect([x / z, y / z]).toEqual([expect.closeTo(-0.375, 6), expect.closeTo(-0.25, 6)]);
		const [secondX = 0, , secondZ = 1] = directions.data.slice(3);
		expect(secondX / secondZ).toBeCloseTo(-0.125, 6);
		expect(directions.data.slice(15, 17)).toEqual(
			Float32Array.of(-(directions.data[18] ?? 0), directions.data[19] ?? 0),
		);
	});

	it("has directions of unit length", () => {
		const { data } = pixelRays(PLAIN, { width: 3, height: 3 }).directions;
		for (let i = 0; i < data.length; i += 3) expect(Math.hypot(...data.subarray(i, i + 3))).toBeCloseTo(1, 6);
	});

	it("leans with the skew of the intrinsics", () => {
		const skewed = { ...PLAIN, intrinsics: float32Tensor([3, 3], [2, 0.5, 0.5, 0, 1, 0.5, 0, 0, 1]) };
		const [x = 0, y = 0, z = 1] = pixelRays(skewed, { width: 2, height: 2 }).directions.data;
		// The inverse of the matrix, multiplied by (0.25, 0.25, 1).
		expect(y / z).toBeCloseTo(-0.25, 6);
		expect(x / z).toBeCloseTo((-0.25 - 0.5 * -0.25) / 2, 6);
	});

	it("refuses a size that is not whole and positive", () => {
		expect(() => pixelRays(PLAIN, { width: 0, height: 2 })).toThrow(InputError);
		expect(() => pixelRays(PLAIN, { width: 2, height: 1.5 })).toThrow("height 1.5");
	});
});
