import { describe, expect, it } from "vitest";
import { at } from "../../test/support/portraits.ts";
import { degrees } from "../camera/angles.ts";
import { frameOf } from "../camera/cam2world.ts";
import { FFHQ_FOV_DEGREES, publishedFovDegrees } from "../camera/intrinsics.ts";
import { FFHQ_ORBIT, trueAnglesOfOrigin } from "../camera/orbit.ts";
import { lengthVec3 } from "../tensor/vec3.ts";
import { Draws, STREAM } from "./identity/draws.ts";
import { type PoseSet, portraitCamera, samplePose } from "./poses.ts";

function drawn(poses: PoseSet, angle: "yawRadians" | "pitchRadians"): number[] {
	return Array.from({ length: 3000 }, (_, index) => degrees(samplePose(poses, Draws.of(2, index, STREAM.pose))[angle]));
}

function deviation(values: readonly number[]): number {
	return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe("sets of poses", () => {
	it("are narrow about straight ahead when frontal", () => {
		expect(deviation(drawn("frontal", "yawRadians"))).toBeCloseTo(14.8, 0);
		expect(deviation(drawn("frontal", "pitchRadians"))).toBeCloseTo(7.4, 0);
	});

	it("are wide and even when rebalanced", () => {
		const yaws = drawn("rebalanced", "yawRadians");
		const counts = new Array<number>(10).fill(0);
		for (const yaw of yaws) counts[Math.floor((yaw + 75) / 15)] = at(counts, Math.floor((yaw + 75) / 15)) + 1;
		expect(Math.min(...counts)).toBeGreaterThan(240);
		expect(Math.max(...drawn("rebalanced", "pitchRadians").map(Math.abs))).toBeGreaterThan(29);
	});

	it("put the camera on FFHQ's orbit, at the true angles that were asked for, with FFHQ's field of view", () => {
		const angles = { yawRadians: 0.9, pitchRadians: -0.3 };
		const camera = portraitCamera(angles);
		const { position: origin } = frameOf(camera.cam2world.data);
		expect(lengthVec3(origin)).toBeCloseTo(2.7, 6);
		const { yawRadians, pitchRadians } = trueAnglesOfOrigin(origin, FFHQ_ORBIT.pivot);
		expect(yawRadians).toBeCloseTo(angles.yawRadians, 6);
		expect(pitchRadians).toBeCloseTo(angles.pitchRadians, 6);
		expect(publishedFovDegrees(camera.intrinsics)).toBeCloseTo(FFHQ_FOV_DEGREES, 4);
	});
});
