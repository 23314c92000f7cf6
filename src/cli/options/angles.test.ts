import { describe, expect, it } from "vitest";
import { radians } from "../../camera/angles.ts";
import { cameraFromTrueAngles, poseFromTrueAngles } from "../../camera/orbit.ts";
import { parseAngleRange, parsePitch, parseTruePitch, parseTrueYaw, parseYaw, TRUE_ANGLE_OPTIONS } from "./angles.ts";

describe("angles in radians", () => {
	it("are taken up to half a turn, and as 3.1416", () => {
		expect(["1.0472", "-3.1416", "0"].map((text) => parseYaw(text))).toEqual([1.0472, -3.1416, 0]);
		expect(["1.5708", "-0.2"].map((text) => parsePitch(text))).toEqual([1.5708, -0.2]);
	});

	it("that are degrees are refused with the number that was meant", () => {
		expect(() => parseYaw("90")).toThrow(
			/90 is out of range: this yaw is in radians, from -3.1416 to 3.1416; 90° is 1.5708\.$/,
		);
		expect(() => parseYaw("270")).toThrow(/270° is -1\.5708/);
		expect(() => parseYaw("-30", TRUE_ANGLE_OPTIONS)).toThrow(/-30° is -0\.5236, and --true-yaw -30 about the pivot/);
		expect(() => parsePitch("30", TRUE_ANGLE_OPTIONS)).toThrow(/30° is 0\.7854, and --true-pitch 30 about the pivot/);
		expect(() => parsePitch("20")).not.toThrow(/--true-pitch/);
	});

	it("that are meant: the published pitch of 30° about the origin", () => {
		const orbit = { radius: 2.7, pivot: [0, 0, 0] as const };
		expect(poseFromTrueAngles({ yawRadians: 0, pitchRadians: Math.PI / 6 }, orbit).pitch).toBeCloseTo(0.7854, 4);
	});

	it("are refused in ranges, too", () => {
		expect(parseAngleRange("-1,1", (part) => parseYaw(part))).toEqual([-1, 1]);
		expect(() => parseAngleRange("-60,60", (part) => parseYaw(part))).toThrow(/-60° is -1\.0472/);
		expect(() => parseAngleRange("1", (part) => parseYaw(part))).toThrow(/want two numbers/);
	});
});

describe("true angles", () => {
	it("are degrees of half a turn to each side", () => {
		expect(parseTrueYaw("-180")).toBe(-180);
		expect(() => parseTrueYaw("270")).toThrow(/270 is out of range: want degrees from -180 to 180; 270° is -90/);
	});

	it("stop where the published parametrisation stops, without advice that cannot be followed", () => {
		expect(parseTruePitch("89.7")).toBe(89.7);
		expect(() => parseTruePitch("90")).toThrow(
			/90 is out of range: want degrees from -89\.7 to 89\.7; .*which way is up/,
		);
		expect(() => parseTruePitch("90")).not.toThrow(/another up|--up/);
	});

	it("stand where they say right up to the limit", () => {
		const orbit = { radius: 2.7, pivot: [0, 0, 0.2] as const };
		for (const pitch of [89.7, -89.7]) {
			const angles = { yawRadians: 0.3, pitchRadians: radians(pitch) };
			expect(poseFromTrueAngles(angles, orbit).pitch).toBeGreaterThan(-Math.PI / 2 + 1e-5 - 1e-9);
			expect(poseFromTrueAngles(angles, orbit).pitch).toBeLessThan(Math.PI / 2);
			expect(() => cameraFromTrueAngles(angles, orbit)).not.toThrow();
		}
		expect(() => cameraFromTrueAngles({ yawRadians: 0, pitchRadians: Math.PI / 2 }, orbit)).toThrow(/which way is up/);
	});
});
