import { describe, expect, it } from "vitest";
import { radians } from "../../camera/angles.ts";
import { linearToSrgb } from "../colour.ts";
import { personOf, sceneOf } from "../latent/person.ts";
import { portraitLatent } from "../portrait.ts";
import { newSample, takeSample } from "../render/sample.ts";
import { makeScene } from "../scene.ts";
import { PART } from "../shape/head.ts";
import {
	camerasOf,
	personRayNumbers,
	RAY,
	RAY_NUMBERS,
	type RaySet,
	tracePersonRays,
	usualViews,
} from "./person-rays.ts";

const SET: RaySet = { seed: 4, poses: "rebalanced", gaze: "free", views: 4, viewsBehind: 2, raysPerView: 60 };
const CAMERAS = camerasOf(SET);

function traced(index: number): Float32Array {
	const into = new Float32Array(personRayNumbers(SET));
	tracePersonRays(SET, index, portraitLatent(SET, index), into);
	return into;
}

describe("rays of a person", () => {
	it("are the same every time, and others for every person", () => {
		expect(traced(2)).toEqual(traced(2));
		expect(traced(3)).not.toEqual(traced(2));
	});

	it("meet what the picture's rays meet", () => {
		const rays = traced(1);
		const scene = sceneOf(portraitLatent(SET, 1));
		const sample = newSample();
		for (let ray = 0; ray < CAMERAS * SET.raysPerView; ray++) {
			const view = Math.floor(ray / SET.raysPerView);
			const at = 3 * CAMERAS + ray * RAY_NUMBERS;
			const [ox = 0, oy = 0, oz = 0] = rays.subarray(3 * view, 3 * view + 3);
			const [dx = 0, dy = 0, dz = 0] = rays.subarray(at, at + 3);
			expect(Math.hypot(dx, dy, dz)).toBeCloseTo(1, 5);
			const part = takeSample(sample, scene, [ox, oy, oz], [dx, dy, dz]);
			const depth = rays[at + RAY.depth] ?? 0;
			expect(depth < 0).toBe(part === PART.backdrop);
			expect(Math.abs(depth)).toBeCloseTo(sample.meeting.depth, 3);
		}
	});

	it("are of eyes that look into each camera, or of eyes that look where they look", () => {
		const [person, camera] = [portraitLatent(SET, 1), new Float32Array(personRayNumbers(SET))];
		tracePersonRays({ ...SET, gaze: "camera" }, 1, person, camera);
		const free = traced(1);
		// the same cameras, which the gaze has no part in
		expect(camera.subarray(0, 3)).toEqual(free.subarray(0, 3));
		const { identity, setting } = personOf(person);
		const sample = newSample();
		for (let view = 0; view < SET.views; view++) {
			const [x = 0, y = 0, z = 0] = camera.subarray(3 * view, 3 * view + 3);
			const scene = makeScene(identity, setting, [x, y, z]);
			for (let ray = 0; ray < SET.raysPerView; ray++) {
				const at = 3 * CAMERAS + (view * SET.raysPerView + ray) * RAY_NUMBERS;
				const [dx = 0, dy = 0, dz = 0] = camera.subarray(at, at + 3);
				takeSample(sample, scene, [x, y, z], [dx, dy, dz]);
				expect(camera[at + RAY.colour]).toBeCloseTo(linearToSrgb(sample.red), 3);
			}
		}
	});

	it("come from where their poses are, half of them from near the front", () => {
		const [frontal, wide] = (["frontal", "rebalanced"] as const).map((poses) => usualViews({ ...SET, poses }));
		expect(Math.abs((frontal?.yaw[1] ?? 0) - 24)).toBeLessThanOrEqual(2);
		expect(Math.abs((wide?.yaw[1] ?? 0) - 60)).toBeLessThanOrEqual(3);
		expect(Math.abs((wide?.pitch[0] ?? 0) + 24)).toBeLessThanOrEqual(2);
	});

	it("meet the person alone from behind", () => {
		for (let index = 0; index < 4; index++) {
			const rays = traced(index);
			for (let view = SET.views; view < CAMERAS; view++) {
				// the pivot is at z = 0.2, the orbit's radius 2.7, and cameras stand within 75° of straight behind
				expect(rays[3 * view + 2]).toBeLessThan(0.2 - 2.7 * Math.cos(radians(75)) * Math.cos(Math.PI / 6) + 1e-5);
				for (let ray = view * SET.raysPerView; ray < (view + 1) * SET.raysPerView; ray++) {
					expect(rays[3 * CAMERAS + ray * RAY_NUMBERS + RAY.depth]).toBeGreaterThan(1.9);
				}
			}
		}
	});

	it("fall on faces more often than pixels do", () => {
		let inside = 0;
		let all = 0;
		for (let index = 0; index < 6; index++) {
			const rays = traced(index);
			for (let ray = 0; ray < SET.views * SET.raysPerView; ray++) {
				all++;
				if ((rays[3 * CAMERAS + ray * RAY_NUMBERS + RAY.depth] ?? 0) > 0) inside++;
			}
		}
		expect(inside / all).toBeGreaterThan(0.6);
	});
});
