import { beforeAll, describe, expect, it } from "vitest";
import { headsFace } from "../heads-face.ts";
import { fitGazeReader, type GazeReader } from "./gaze-reader.ts";

const YAWS = [-30, 30];
const SIDE = 64;

describe("a gaze reader", () => {
	let reader: GazeReader;

	beforeAll(async () => {
		reader = await fitGazeReader({ heads: 120, yaws: YAWS, side: SIDE, seed: 7 });
	}, 120_000);

	async function meanSlope(gaze: "camera" | "free"): Promise<number> {
		let sum = 0;
		for (let head = 0; head < 10; head++) {
			const face = headsFace(8, head, gaze);
			const { slope } = await reader.read(async (camera) => face.look(camera, SIDE));
			sum += slope / 10;
		}
		return sum;
	}

	it("sees eyes that follow the camera turn, and eyes that do not stay", async () => {
		const [camera, free] = [await meanSlope("camera"), await meanSlope("free")];
		expect(camera).toBeGreaterThan(0.4);
		expect(Math.abs(free)).toBeLessThan(0.2);
	}, 60_000);
});
