import { describe, expect, it } from "vitest";
import { viewCamera } from "../camera/view-camera.ts";
import { InputError } from "../tensor/errors.ts";
import { presetConfig } from "./presets.ts";
import { boxCoverage, rayLimitOptions } from "./ray-limits.ts";
import { trainingOrbit } from "./training-cameras.ts";

const { rendering } = presetConfig("ffhq512-128");

function at(radius: number, yaw = 0): ReturnType<typeof boxCoverage> {
	const orbit = { ...trainingOrbit(rendering), radius };
	return boxCoverage(viewCamera({ yaw, pitch: 0 }, orbit, 18.837).label, rendering);
}

describe("boxCoverage", () => {
	it("finds nearly all of the box within the published limits from where the training cameras stand", () => {
		for (const yaw of [0, 1, 3]) expect(at(2.7, yaw).outside).toBeCloseTo(0.05, 5);
	});

	it("finds all of it outside from radius 4 and 8, and says where it lies", () => {
		expect(at(4)).toEqual({ near: expect.closeTo(3.5, 5), far: expect.closeTo(4.5, 5), outside: 1 });
		expect(at(8).outside).toBe(1);
		expect(at(3).outside).toBeCloseTo(0.2, 5);
	});

	it("finds nothing outside where rays follow the box", () => {
		const orbit = { ...trainingOrbit(rendering), radius: 8 };
		const { label } = viewCamera({ yaw: 0, pitch: 0 }, orbit, 18.837);
		expect(boxCoverage(label, { ...rendering, rayStart: "auto", rayEnd: "auto" }).outside).toBe(0);
	});
});

describe("rayLimitOptions", () => {
	it("leaves the network's own limits, follows the box, or takes numbers", () => {
		expect(rayLimitOptions("published")).toEqual({});
		expect(rayLimitOptions("box")).toEqual({ rayStart: "auto", rayEnd: "auto" });
		expect(rayLimitOptions([3.4, 4.6])).toEqual({ rayStart: 3.4, rayEnd: 4.6 });
	});

	it.each([
		[3, 2],
		[2, 2],
		[-1, 2],
		[0, Number.NaN],
	])("refuses %f, %f", (near, far) => {
		expect(() => rayLimitOptions([near, far])).toThrow(InputError);
	});
});
