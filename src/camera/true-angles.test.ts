import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { InputError } from "../tensor/errors.ts";
import { cameraFromPose } from "./orbit.ts";
import { cameraFromTrueAngles, poseFromTrueAngles, trueAnglesOfOrigin, trueAnglesOfPose } from "./true-angles.ts";

const FFHQ = { pivot: [0, 0, 0.2], radius: 2.7 } as const;
const CENTRED = { pivot: [0, 0, 0], radius: 1.7 } as const;
const degrees = (radians: number): number => (radians * 180) / Math.PI;
const radians = (angle: number): number => (angle * Math.PI) / 180;

describe("true angles", () => {
	it("of a published yaw of 60° are 63.8° about the face", () => {
		expect(degrees(trueAnglesOfPose({ yaw: Math.PI / 3, pitch: 0 }, FFHQ).yawRadians)).toBeCloseTo(63.8, 1);
	});

	it("of a published pitch of π/3 are 41.8°", () => {
		expect(degrees(trueAnglesOfPose({ yaw: 0, pitch: Math.PI / 3 }, CENTRED).pitchRadians)).toBeCloseTo(41.81, 2);
	});

	it("tell the distance from the face, not from the origin", () => {
		expect(trueAnglesOfPose({ yaw: 0, pitch: 0 }, FFHQ).distance).toBeCloseTo(2.5, 12);
	});

	it.each([
		{ yaw: 0, pitch: 0 },
		{ yaw: 1.3, pitch: -0.7 },
		{ yaw: -2.8, pitch: 1.1 },
	])("lead back to the published parameters $yaw, $pitch", (pose) => {
		const back = poseFromTrueAngles(trueAnglesOfPose(pose, FFHQ), FFHQ);
		expect(back.yaw).toBeCloseTo(pose.yaw, 12);
		expect(back.pitch).toBeCloseTo(pose.pitch, 12);
	});
});

describe("cameraFromTrueAngles", () => {
	it("is the published camera of the same direction where no distance is given", () => {
		const pose = { yaw: 0.9, pitch: -0.4 };
		const camera = cameraFromTrueAngles(trueAnglesOfPose(pose, FFHQ), FFHQ);
		expectClose(camera, cameraFromPose(pose, FFHQ), f32Elementwise, "cam2world");
	});

	it("stands at the angles and the distance asked for", () => {
		const wanted = { yawRadians: radians(75), pitchRadians: radians(-20) };
		const { data } = cameraFromTrueAngles(wanted, FFHQ, 2.5);
		const stands = trueAnglesOfOrigin([data[3] ?? 0, data[7] ?? 0, data[11] ?? 0], FFHQ.pivot);
		expect(stands.yawRadians).toBeCloseTo(wanted.yawRadians, 6);
		expect(stands.pitchRadians).toBeCloseTo(wanted.pitchRadians, 6);
		expect(stands.distance).toBeCloseTo(2.5, 6);
	});

	it("refuses a pitch beyond straight up and a distance that is none", () => {
		expect(() => cameraFromTrueAngles({ yawRadians: 0, pitchRadians: 2 }, FFHQ)).toThrow(InputError);
		expect(() => cameraFromTrueAngles({ yawRadians: 0, pitchRadians: 0 }, FFHQ, -1)).toThrow("distance -1");
	});
});
