/**
 * Both measures where the truth is known: synthetic heads with balls for eyes, whose gaze follows the camera or does not.
 * A few heads and pictures, since tests have little time; docs/meshes-and-video.md has the figures of many.
 */

import { describe, expect, it } from "vitest";
import { projectPoint } from "../../camera/projection.ts";
import type { GazeMode } from "../../heads/gaze.ts";
import { PART } from "../../heads/shape/head.ts";
import { landmarks } from "../../heads/truth/landmarks.ts";
import { truthMaps } from "../../heads/truth/maps.ts";
import type { FaceSource } from "./face-source.ts";
import { findEyes, frontalCamera } from "./find-eyes.ts";
import { headsFace } from "./heads-face.ts";
import { measureEyes } from "./measure-eyes.ts";

const SEED = 1;
const YAWS = [-20, 0, 20];
/** Heads that look at the camera from behind no hair, and such that look elsewhere. */
const HEADS: Readonly<Record<GazeMode, readonly number[]>> = { camera: [3], free: [2] };

async function measured(gaze: GazeMode): Promise<Awaited<ReturnType<typeof measureEyes>>["record"]> {
	const subjects = HEADS[gaze].map((id) => ({ id, source: headsFace(SEED, id, gaze) }));
	return (await measureEyes(subjects, { subject: gaze, yaws: YAWS, levels: [null] })).record;
}

/** The same head with eyes pressed in: what is a ball in front of the eye's corners becomes as deep a hollow. */
function withHollowEyes(head: ReturnType<typeof headsFace>): FaceSource {
	return {
		...head,
		surfaces: async (camera, side) => {
			const scene = head.scene(camera);
			const { depth, parts } = truthMaps(scene, camera, side);
			const corner = 2.7 - scene.shape.eye.centre[2] - 0.5 * scene.shape.eye.radius;
			return [depth.data.map((away, pixel) => (parts.data[pixel] === PART.eye ? 2 * corner - away : away))];
		},
	};
}

describe("eyes of synthetic heads", { timeout: 120_000 }, () => {
	it("are found where they are", async () => {
		const head = headsFace(SEED, 3, "camera");
		const camera = frontalCamera(head);
		const found = await findEyes(head);
		const truth = landmarks(head.scene(camera));
		if (!found.found) throw new Error(found.reason);
		const { u, v } = projectPoint(camera, truth.irisLeft);
		expect(Math.hypot(found.left.u - u, found.left.v - v)).toBeLessThan(0.01);
		expect(found.distance).toBeCloseTo(2 * truth.irisLeft[0], 2);
		for (const axis of [0, 1, 2] as const) expect(found.right.world[axis]).toBeCloseTo(truth.irisRight[axis], 1);
	});

	it("that follow the camera are locked to it, slope about 1, and convex", async () => {
		const { summary } = await measured("camera");
		expect(summary.found).toBe(HEADS.camera.length);
		expect(Math.abs((summary.slope.mean ?? 9) - 1)).toBeLessThan(0.12);
		expect(summary.levels[0]?.ballDepth.mean).toBeGreaterThan(0.03);
		expect(summary.levels[0]?.concaveShare).toBe(0);
		expect(summary.usual[0]?.ballDepth.mean).toBeGreaterThan(0.02);
	});

	it("that look elsewhere are fixed in the head, slope about 0, and convex", async () => {
		const { summary } = await measured("free");
		expect(summary.found).toBe(HEADS.free.length);
		expect(Math.abs(summary.slope.mean ?? 9)).toBeLessThan(0.12);
		expect(summary.levels[0]?.ballDepth.mean).toBeGreaterThan(0.02);
	});

	it("have their depth measured where eyes usually are, too, when no iris is found", async () => {
		const head = headsFace(SEED, 3, "camera");
		const dark: FaceSource = {
			...head,
			take: async (camera, side) => {
				const picture = await head.take(camera, side);
				return { ...picture, image: { ...picture.image, data: picture.image.data.map(() => -1) } };
			},
		};
		const { record } = await measureEyes([{ id: 3, source: dark }], { subject: "dark", yaws: [0], levels: [null] });
		expect(record.summary).toMatchObject({ found: 0, levels: [{ ballDepth: { count: 0 } }] });
		expect(record.summary.usual[0]?.ballDepth.mean).toBeGreaterThan(0.02);
		expect(record.summary.usual[0]?.concaveShare).toBe(0);
	});

	it("are called hollow where they are pressed in", async () => {
		const subjects = [{ id: 3, source: withHollowEyes(headsFace(SEED, 3, "camera")) }];
		const { record } = await measureEyes(subjects, { subject: "hollow", yaws: [0], levels: [null] });
		const [level] = record.summary.levels;
		expect(level?.ballDepth.mean).toBeLessThan(-0.02);
		expect(level?.concaveShare).toBe(1);
		expect(record.summary.usual[0]).toMatchObject({ concaveShare: 1, ballDepth: { count: 1 } });
	});
});
