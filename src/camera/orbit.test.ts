import { beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { type Fixture, fixtureTensor, readFixture, readFixtureMetadata } from "../../test/fixtures.ts";
import { exact, f32Elementwise } from "../../test/tolerances.ts";
import { InputError } from "../tensor/errors.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import { cameraFromPose, lookAt, poseOrigin } from "./orbit.ts";

const FFHQ = { pivot: [0, 0, 0.2], radius: 2.7 } as const;

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

	it("refuses angles that are not finite and a pivot outside the orbit", () => {
		expect(() => cameraFromPose({ yaw: Number.NaN, pitch: 0 }, FFHQ)).toThrow(InputError);
		expect(() => cameraFromPose({ yaw: 0, pitch: 0 }, { pivot: [0, 0, 3], radius: 2.7 })).toThrow("does not enclose");
	});
});

describe("lookAt", () => {
	it("has x to the right, y down and z forward for a camera in front", () => {
		const wanted = [
			[1, 0, 0, 0],
			[0, -1, 0, 0],
			[0, 0, -1, 2],
			[0, 0, 0, 1],
		];
		expectClose(lookAt([0, 0, 2], [0, 0, 0]).data, wanted.flat(), exact, "cam2world");
	});

	it("keeps the horizon level wherever it stands", () => {
		const camera = lookAt([1, 2, 3], [-0.5, 0.25, 0]);
		expect(camera.data[4]).toBeCloseTo(0, 7);
	});

	it("turns with the up direction it is given", () => {
		const camera = lookAt([0, 0, 2], [0, 0, 0], [5, 0, 0]);
		const down = [1, 5, 9].map((i) => camera.data[i] ?? Number.NaN);
		expectClose(down, [-1, 0, 0], exact, "down");
	});

	it("refuses to look at its own position or along the up axis", () => {
		expect(() => lookAt([1, 1, 1], [1, 1, 1])).toThrow("same point");
		expect(() => lookAt([0, 2, 0], [0, 0, 0])).toThrow("parallel to up");
	});
});
