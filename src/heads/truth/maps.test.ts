import { describe, expect, it } from "vitest";
import { at, directionsOf, pointsOf, vectorAt } from "../../../test/support/portraits.ts";
import { frameOf } from "../../camera/cam2world.ts";
import { projectPoint } from "../../camera/projection.ts";
import { dotVec3, lengthVec3, normalizeVec3, subtractVec3, type Vec3 } from "../../tensor/vec3.ts";
import { type PortraitSet, portrait } from "../portrait.ts";
import { portraitCamera } from "../poses.ts";
import { meetRay, newMeeting } from "../render/meeting.ts";
import { PART } from "../shape/head.ts";
import { truthMaps } from "./maps.ts";

const WIDE: PortraitSet = { seed: 3, poses: "rebalanced", gaze: "free" };
const SIZE = 72;
const AREA = SIZE * SIZE;

describe("maps of truth", () => {
	it("agree between two views: what one sees is where the other sees it, or hidden by something nearer", () => {
		const from = portraitCamera({ yawRadians: -0.25, pitchRadians: 0.1 });
		const to = portraitCamera({ yawRadians: 0.35, pitchRadians: -0.15 });
		const { position: origin } = frameOf(to.cam2world.data);
		const meeting = newMeeting();
		for (let index = 0; index < 5; index++) {
			const { scene } = portrait(WIDE, index);
			const maps = truthMaps(scene, from, SIZE);
			let [same, seen, passed] = [0, 0, 0];
			for (const [pixel, point] of pointsOf(from, maps).entries()) {
				if (maps.parts.data[pixel] === PART.backdrop) continue;
				const { depth } = projectPoint(to, point);
				meetRay(meeting, scene, origin, normalizeVec3(subtractVec3(point, origin)));
				seen++;
				if (Math.abs(meeting.depth - depth) < 0.005) same++;
				else if (meeting.depth > depth) passed++;
			}
			expect(same).toBeGreaterThan(0.6 * seen);
			// Past what the first camera sees only at edges, which rays meet a little early.
			expect(passed).toBeLessThan(0.002 * seen);
		}
	});

	it("show eyeballs as balls: every visible point is one radius from the centre, so they bulge", () => {
		let [pixels, alongRadius] = [0, 0];
		for (let index = 0; index < 8; index++) {
			const { scene, camera } = portrait({ ...WIDE, poses: "frontal" }, index);
			const maps = truthMaps(scene, camera, SIZE);
			const { centre, radius } = scene.shape.eye;
			for (const [pixel, point] of pointsOf(camera, maps).entries()) {
				if (maps.parts.data[pixel] !== PART.eye) continue;
				const outwards = subtractVec3(point, [Math.sign(point[0]) * centre[0], centre[1], centre[2]]);
				expect(Math.abs(lengthVec3(outwards) - radius)).toBeLessThan(0.001);
				pixels++;
				// Next to the lids the normal is measured across the edge.
				if (dotVec3(vectorAt(maps.normals.data, pixel, AREA), normalizeVec3(outwards)) > 0.98) alongRadius++;
			}
		}
		expect(pixels).toBeGreaterThan(150);
		expect(alongRadius).toBeGreaterThan(0.85 * pixels);
	});

	it("keep everything in the box of side 1 and within the published ends of rays, from every pose", () => {
		for (let index = 0; index < 12; index++) {
			const { scene, camera } = portrait(WIDE, index);
			const maps = truthMaps(scene, camera, SIZE);
			for (const point of pointsOf(camera, maps)) {
				expect(Math.max(...point.map(Math.abs))).toBeLessThan(0.5001);
			}
			const depths = Array.from(maps.depth.data);
			expect(Math.min(...depths)).toBeGreaterThan(2.15);
			expect(Math.max(...depths)).toBeLessThan(3.31);
		}
	});

	it("have unit normals that face the camera on people, and none on the backdrop", () => {
		const { scene, camera } = portrait(WIDE, 1);
		const maps = truthMaps(scene, camera, SIZE);
		let away = 0;
		for (const [pixel, direction] of directionsOf(camera, SIZE).entries()) {
			const normal = vectorAt(maps.normals.data, pixel, AREA);
			const onPerson = maps.parts.data[pixel] !== PART.backdrop;
			expect(lengthVec3(normal)).toBeCloseTo(onPerson ? 1 : 0, 5);
			if (onPerson && dotVec3(normal, direction) > 0.1) away++;
		}
		expect(away).toBeLessThan(0.002 * AREA);
	});

	it("mark the eyes' region around both eyes, smaller than the face", () => {
		const { scene } = portrait({ ...WIDE, poses: "frontal" }, 2);
		const camera = portraitCamera({ yawRadians: 0, pitchRadians: 0 });
		const maps = truthMaps(scene, camera, SIZE);
		const count = (values: Uint8Array, wanted: number): number => values.filter((one) => one === wanted).length;
		const marked = count(maps.eyes.data, 1);
		expect(marked).toBeGreaterThan(2 * count(maps.parts.data, PART.eye));
		expect(marked).toBeLessThan(0.4 * count(maps.parts.data, PART.skin));
		const [x, y, z]: Vec3 = scene.shape.eye.centre;
		for (const side of [-1, 1]) {
			const { u, v } = projectPoint(camera, [side * x, y, z]);
			expect(at(maps.eyes.data, Math.floor(v * SIZE) * SIZE + Math.floor(u * SIZE))).toBe(1);
		}
	});
});
