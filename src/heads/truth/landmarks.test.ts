import { describe, expect, it } from "vitest";
import { imageRays, projectPoint } from "../../camera/projection.ts";
import type { Vec3 } from "../../tensor/vec3.ts";
import { Field } from "../field/field.ts";
import { add, sphere, unmirrored } from "../field/solids.ts";
import { type PortraitSet, portrait } from "../portrait.ts";
import { portraitCamera } from "../poses.ts";
import { meetRay, newMeeting } from "../render/meeting.ts";
import type { Scene } from "../scene.ts";
import { PART } from "../shape/head.ts";
import { LANDMARKS, landmarks } from "./landmarks.ts";
import { truthMaps } from "./maps.ts";

const WIDE: PortraitSet = { seed: 2, poses: "rebalanced", gaze: "camera" };
const SIZE = 128;

/** The scene with nothing in it but a small ball. */
function markerScene(scene: Scene, at: Vec3): Scene {
	const parts = [{ part: PART.glasses, steps: [unmirrored(add(0, sphere(at, 0.012)))] }];
	return { ...scene, shape: { ...scene.shape, parts, field: new Field(parts) } };
}

describe("landmarks", () => {
	it("are projected to within half a pixel of 64² of where a ball at their place is seen", () => {
		for (let index = 0; index < 6; index++) {
			const { scene, camera } = portrait(WIDE, index);
			for (const point of Object.values(landmarks(scene))) {
				const { u, v } = projectPoint(camera, point);
				// Balls at the border of the image are cut off.
				if (Math.min(u, v, 1 - u, 1 - v) < 0.05) continue;
				const seen = truthMaps(markerScene(scene, point), camera, SIZE).parts.data;
				let [count, sumU, sumV] = [0, 0, 0];
				for (const [pixel, part] of seen.entries()) {
					if (part !== PART.glasses) continue;
					count++;
					sumU += ((pixel % SIZE) + 0.5) / SIZE;
					sumV += (Math.floor(pixel / SIZE) + 0.5) / SIZE;
				}
				expect(count).toBeGreaterThan(10);
				expect(Math.hypot(sumU / count - u, sumV / count - v)).toBeLessThan(0.5 / 64);
			}
		}
	});

	it("lie on the surface that the pixel at their projection shows, where nothing is in front of them", () => {
		let visible = 0;
		for (let index = 0; index < 12; index++) {
			const { scene, camera } = portrait({ ...WIDE, poses: "frontal" }, index);
			const points = landmarks(scene);
			const rays = imageRays(camera);
			const meeting = newMeeting();
			for (const name of LANDMARKS) {
				if (name === "eyeLeft" || name === "eyeRight") continue;
				const { u, v, depth } = projectPoint(camera, points[name]);
				meetRay(meeting, scene, rays.origin, rays.through(u, v));
				expect(meeting.depth).toBeLessThan(depth + 0.004);
				if (depth - meeting.depth < 0.004) visible++;
			}
		}
		expect(visible).toBeGreaterThan(12 * 6 * 0.75);
	});

	it("frame the face as FFHQ's crops do: eyes at 0.45 to 0.5 of the height, chin inside, even in the middle", () => {
		for (let index = 0; index < 40; index++) {
			const { scene } = portrait(WIDE, index);
			const straight = portraitCamera({ yawRadians: 0, pitchRadians: 0 });
			const points = landmarks(scene);
			const [left, right] = [projectPoint(straight, points.eyeLeft), projectPoint(straight, points.eyeRight)];
			expect(left.v).toBeGreaterThan(0.45);
			expect(left.v).toBeLessThan(0.5);
			expect(left.u - right.u).toBeGreaterThan(0.16);
			expect(left.u + right.u).toBeCloseTo(1, 6);
			expect(projectPoint(straight, points.chin).v).toBeLessThan(0.9);
			expect(projectPoint(straight, points.chin).v).toBeGreaterThan(0.7);
		}
	});
});
