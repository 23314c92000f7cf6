import { beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { type Fixture, fixtureTensor, readFixture, readFixtureMetadata } from "../../test/fixtures.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { InputError } from "../tensor/errors.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import { degrees, trueAngles } from "./angles.ts";
import { frameOf } from "./cam2world.ts";
import {
	cameraFromPose,
	cameraFromTrueAngles,
	poseFromTrueAngles,
	poseOfOrigin,
	poseOrigin,
	trueAnglesOfOrigin,
	trueAnglesOfPose,
} from "./orbit.ts";

const FFHQ = { pivot: [0, 0, 0.2], radius: 2.7 } as const;
const CENTRED = { pivot: [0, 0, 0], radius: 1.7 } as const;

interface PublishedCase {
	readonly index: number;
	readonly yaw: number;
	readonly pitch: number;
	readonly pivot: Vec3;
	readonly radius: number;
}

let fixture: Fixture;
let cases: readonly PublishedCase[];
beforeAll(async () => {
	fixture = await readFixture("cameras.safetensors");
	cases = JSON.parse((await readFixtureMetadata("cameras.safetensors")).cases ?? "[]");
});

describe("cameraFromPose", () => {
	it("gives the published cam2world for all 40 poses", () => {
		expect(cases).toHaveLength(40);
		for (const { index, yaw, pitch, pivot, radius } of cases) {
			const camera = cameraFromPose({ yaw, pitch }, { pivot, radius });
			expectClose(camera, fixtureTensor(fixture, `cam2world.${index}`), f32Elementwise, `cam2world.${index}`);
		}
	});

	it("moves the camera to +x for positive yaw and down for positive pitch", () => {
		expect(poseOrigin({ yaw: 0.3, pitch: 0 }, FFHQ)[0]).toBeGreaterThan(0);
		expect(poseOrigin({ yaw: 0, pitch: 0.3 }, FFHQ)[1]).toBeLessThan(0);
	});

	it("stops short of the poles however large the pitch", () => {
		expect(cameraFromPose({ yaw: 0, pitch: 9 }, FFHQ)).toEqual(cameraFromPose({ yaw: 0, pitch: Math.PI / 2 }, FFHQ));
		expect(poseOrigin({ yaw: 0, pitch: 9 }, FFHQ)[1]).toBeGreaterThan(-2.7);
	});

	it("is undone by the pose of where it stands", () => {
		const back = poseOfOrigin(poseOrigin({ yaw: -1.2, pitch: 0.6 }, FFHQ));
		expect(back.yaw).toBeCloseTo(-1.2, 12);
		expect(back.pitch).toBeCloseTo(0.6, 12);
		expect(poseOfOrigin([0, 0, 2.7])).toEqual({ yaw: 0, pitch: 0 });
	});

	it("refuses angles that are not finite and a pivot outside the orbit", () => {
		expect(() => cameraFromPose({ yaw: Number.NaN, pitch: 0 }, FFHQ)).toThrow(InputError);
		expect(() => cameraFromPose({ yaw: 0, pitch: 0 }, { pivot: [0, 0, 3], radius: 2.7 })).toThrow("does not enclose");
	});
});

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
		const wanted = trueAngles(75, -20);
		const { position } = frameOf(cameraFromTrueAngles(wanted, FFHQ, 2.5).data);
		const stands = trueAnglesOfOrigin(position, FFHQ.pivot);
		expect(stands.yawRadians).toBeCloseTo(wanted.yawRadians, 6);
		expect(stands.pitchRadians).toBeCloseTo(wanted.pitchRadians, 6);
		expect(stands.distance).toBeCloseTo(2.5, 6);
	});

	it("refuses a pitch beyond straight up and a distance that is none", () => {
		expect(() => cameraFromTrueAngles({ yawRadians: 0, pitchRadians: 2 }, FFHQ)).toThrow(InputError);
		expect(() => cameraFromTrueAngles({ yawRadians: 0, pitchRadians: 0 }, FFHQ, -1)).toThrow("distance -1");
	});
});
