/** Gaze as it is told against gaze as it is seen: the middle of the iris in rendered pictures. */

import { describe, expect, it } from "vitest";
import { at, directionsOf, pointsOf } from "../../../test/support/portraits.ts";
import { degrees } from "../../camera/angles.ts";
import { addVec3, dotVec3, normalizeVec3, scaleVec3, subtractVec3, type Vec3 } from "../../tensor/vec3.ts";
import { GAZE_MODES } from "../gaze.ts";
import { portrait } from "../portrait.ts";
import { portraitCamera } from "../poses.ts";
import { renderImage } from "../render/image.ts";
import { makeScene, type Scene } from "../scene.ts";
import { PART } from "../shape/head.ts";
import { describePortrait } from "./describe.ts";
import { truthMaps } from "./maps.ts";

const SIZE = 320;

/** A bald person whose eyes are wide open and whose irises are red. */
function redEyed(index: number, target: Vec3): Scene {
	const { scene } = portrait({ seed: 8, poses: "frontal", gaze: "free" }, index);
	const { identity, rig, backdrop } = scene;
	const eyes = { ...identity.eyes, opening: 1.9, irisColour: [0.9, 0, 0] as const, pupil: 0.05 };
	const bare = { ...identity, eyes, glasses: null, hair: { ...identity.hair, style: "bald" as const } };
	return makeScene(bare, { rig, backdrop }, target);
}

interface SeenGaze {
	readonly left: Vec3;
	readonly right: Vec3;
}

/** Directions from the eyeballs' centres to the middles of what is red on them. */
function gazeInPicture(scene: Scene): SeenGaze {
	const camera = portraitCamera({ yawRadians: 0.1, pitchRadians: 0 });
	const image = renderImage(scene, camera, SIZE).data;
	const maps = truthMaps(scene, camera, SIZE);
	const directions = directionsOf(camera, SIZE);
	const [x, y, z] = scene.shape.eye.centre;
	let [left, right]: Vec3[] = [
		[0, 0, 0],
		[0, 0, 0],
	];
	for (const [pixel, point] of pointsOf(camera, maps).entries()) {
		const [red = 0, green = 0, blue = 0] = image.subarray(pixel * 3, pixel * 3 + 3);
		if (maps.parts.data[pixel] !== PART.eye || red < 2 * Math.max(green, blue) + 20) continue;
		const outwards = normalizeVec3(subtractVec3(point, [Math.sign(point[0]) * x, y, z]));
		// A pixel that looks at the ball from the side covers more of it.
		const share = scaleVec3(outwards, -1 / dotVec3(outwards, directions[pixel] ?? outwards));
		if (point[0] > 0) left = addVec3(left ?? share, share);
		else right = addVec3(right ?? share, share);
	}
	return { left: normalizeVec3(left ?? [0, 0, 0]), right: normalizeVec3(right ?? [0, 0, 0]) };
}

describe("gaze", () => {
	it.each([
		["straight ahead", [0, 0, 2.7]],
		["to the left", [0.9, 0.2, 2.4]],
		["to the right and up", [-0.7, 0.35, 2.5]],
		["down", [0.3, -0.4, 2.6]],
	] as const)("as told is within three degrees of where the rendered irises are: %s", (_, target) => {
		const scene = redEyed(target[0] > 0 ? 1 : 2, target);
		const seen = gazeInPicture(scene);
		for (const side of ["left", "right"] as const) {
			expect(degrees(Math.acos(Math.min(dotVec3(seen[side], scene.gaze[side]), 1)))).toBeLessThan(3);
		}
	});

	it.each(GAZE_MODES)("is told alike in both frames: %s", (gaze) => {
		const described = describePortrait(portrait({ seed: 1, poses: "rebalanced", gaze }, 4));
		const { world, camera } = described.gaze.left;
		for (const row of [0, 1, 2]) {
			const axes = described.label.slice(row * 4, row * 4 + 3);
			const back = axes.reduce((sum, axis, column) => sum + axis * at(camera, column), 0);
			expect(back).toBeCloseTo(at(world, row), 6);
		}
	});

	it("into the camera points back along the optical axis, as far as eyes turn", () => {
		for (let index = 0; index < 20; index++) {
			const { gaze, pose } = describePortrait(portrait({ seed: 1, poses: "frontal", gaze: "camera" }, index));
			if (Math.hypot(pose.yawDegrees / 35, pose.pitchDegrees / 20) > 1) continue;
			for (const { camera } of [gaze.left, gaze.right]) expect(camera[2]).toBeLessThan(-0.997);
		}
	});
});
