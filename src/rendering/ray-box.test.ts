import { beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { BASE_OPTIONS, raysPastTheBox } from "../../test/contract/march-cases.ts";
import { type Fixture, fixtureData, readFixture } from "../../test/fixtures.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import type { Rays } from "./march/contract.ts";
import { intersectBox, rayLimits } from "./ray-box.ts";

const AUTO = { ...BASE_OPTIONS, rayStart: "auto", rayEnd: "auto" } as const;

let fixture: Fixture;
beforeAll(async () => {
	fixture = await readFixture("ops.safetensors");
});

/** The 40 rays of the fixture. */
function fixtureRays(): Rays {
	return {
		origins: float32Tensor([40, 3], fixtureData(fixture, "box.origins")),
		directions: float32Tensor([40, 3], fixtureData(fixture, "box.directions")),
	};
}

describe("intersectBox", () => {
	it("gives the published entry and exit, and −1 and −2 for rays that miss", () => {
		const { origins, directions } = fixtureRays();
		const ranges = Array.from({ length: 40 }, (_, ray) =>
			intersectBox(origins.data.subarray(3 * ray), directions.data.subarray(3 * ray), 1),
		);
		const near = ranges.map((range) => range.near);
		expectClose(near, fixtureData(fixture, "box.near"), f32Elementwise, "near");
		expectClose(
			ranges.map((range) => range.far),
			fixtureData(fixture, "box.far"),
			f32Elementwise,
			"far",
		);
		expect(near.filter((depth) => depth === -1)).toHaveLength(20);
	});

	it("is exact for rays parallel to faces, on either side of them", () => {
		expect(intersectBox([0, 0, 3], [0, 0, -1], 2)).toEqual({ near: 2, far: 4 });
		expect(intersectBox([0.999, 1, 3], [0, 0, -1], 2)).toEqual({ near: 2, far: 4 });
		expect(intersectBox([1.001, 0, 3], [0, 0, -1], 2)).toEqual({ near: -1, far: -2 });
	});

	it("begins behind a camera that stands in the box", () => {
		expect(intersectBox([0, 0, 0], [1, 0, 0], 2)).toEqual({ near: -1, far: 1 });
	});
});

describe("rayLimits", () => {
	it("are the same for all rays where they are given", () => {
		expect(rayLimits(raysPastTheBox(), BASE_OPTIONS, 1)).toEqual({
			near: Float64Array.of(2.25, 2.25),
			far: Float64Array.of(3.3, 3.3),
		});
	});

	it("of rays that miss run from the nearest to the farthest entry of those that hit", () => {
		const { near, far } = rayLimits(fixtureRays(), AUTO, 1);
		const fixtureNear = [...fixtureData(fixture, "box.near")];
		const hits = fixtureNear.filter((depth) => depth > 0);
		const missed = fixtureNear.indexOf(-1);
		expect(near[missed]).toBeCloseTo(Math.min(...hits), 6);
		expect(far[missed]).toBeCloseTo(Math.max(...hits), 6);
		const hit = fixtureNear.findIndex((depth) => depth > 0);
		expect(far[hit]).toBeCloseTo(fixtureData(fixture, "box.far")[hit] ?? Number.NaN, 6);
	});

	it("are 0 for all where no ray hits", () => {
		expect(rayLimits(raysPastTheBox(), AUTO, 1)).toEqual({ near: new Float64Array(2), far: new Float64Array(2) });
	});

	it("are refused where samples spaced in disparity reach infinity or stand behind the camera", () => {
		const disparity = { ...BASE_OPTIONS, disparitySpaceSampling: true };
		expect(() => rayLimits(raysPastTheBox(), { ...disparity, rayStart: 0.1, rayEnd: 3 }, 1)).toThrow(InputError);
		expect(() => rayLimits(raysPastTheBox(), { ...disparity, rayStart: -1, rayEnd: 3 }, 1)).toThrow(
			"behind the camera",
		);
		expect(() => rayLimits(raysPastTheBox(), { ...disparity, rayStart: 1, rayEnd: 3 }, 1)).not.toThrow();
	});
});
