import { describe, expect, it } from "vitest";
import { inlineStudio } from "../../../heads/studio/studio.ts";
import { float32Tensor } from "../../../tensor/host-tensor.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { depthAccuracy } from "./depth-accuracy.ts";
import { DepthMaps } from "./depth-maps.ts";
import { headsTruth } from "./depth-truth.ts";

const SIDE = 6;

/** Cones of a depth about `middle`, each with noise of its own; the outermost pixels show no person. */
function cones(seed: number, count: number, middle: number, height: number, yaw = 0): DepthMaps {
	const maps = new DepthMaps(SIDE);
	for (let index = 0; index < count; index++) {
		const noise = new RandomState(seed + index).randn(SIDE * SIDE);
		const depth = noise.map((value, pixel) => {
			const away = Math.hypot((pixel % SIDE) - 2.5, Math.floor(pixel / SIDE) - 2.5);
			return middle + height * away + 0.01 * value + (isBorder(pixel) ? 5 * index : 0);
		});
		const person = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (isBorder(pixel) ? 0 : 1));
		maps.add({ yawDegrees: yaw, depth: float32Tensor([1, 1, SIDE, SIDE], Float32Array.from(depth)), person });
	}
	return maps;
}

function isBorder(pixel: number): boolean {
	const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
	return Math.min(x, y) === 0 || Math.max(x, y) === SIDE - 1;
}

describe("depthAccuracy", () => {
	const truth = cones(0, 40, 2.5, 0.1);

	it("finds no difference between two draws of the same people, whatever is behind them", () => {
		const same = depthAccuracy(cones(100, 40, 2.5, 0.1), truth);
		expect(same?.error.value).toBeLessThan(0.004); // noise of 0.01 over the root of 40, twice
		const [low, high] = same?.shift.interval ?? [1, 1];
		expect(low).toBeLessThan(0);
		expect(high).toBeGreaterThan(0);
		expect(Math.abs((same?.relief.value ?? 0) - 1)).toBeLessThan(0.02);
	});

	it("tells farther, flatter and hollow people apart", () => {
		const farther = depthAccuracy(cones(100, 40, 2.6, 0.1), truth);
		expect(farther?.shift.value).toBeCloseTo(0.1, 2);
		expect(farther?.error.value).toBeCloseTo(0.1, 2);
		expect(farther?.relief.value).toBeCloseTo(1, 1);
		expect(depthAccuracy(cones(100, 40, 2.5, 0.05), truth)?.relief.value).toBeCloseTo(0.5, 1);
		expect(depthAccuracy(cones(100, 40, 2.5, -0.1), truth)?.relief.value).toBeCloseTo(-1, 1);
	});

	it("compares people seen from the same side only", () => {
		expect(depthAccuracy(cones(100, 40, 2.5, 0.1, 10), truth)).toBeNull();
		expect(depthAccuracy(cones(100, 40, 2.5, 0.1, 4.9), truth)).not.toBeNull();
		expect(depthAccuracy(cones(100, 7, 2.5, 0.1), truth)).toBeNull();
	});
});

describe("headsTruth", () => {
	it("has people before walls", async () => {
		const truth = headsTruth(inlineStudio(), { seed: 1, poses: "frontal", gaze: "camera" });
		const { depth, person } = await truth.item(0, 16);
		expect(depth.shape).toEqual([1, 1, 16, 16]);
		const mean = (shown: number): number => {
			const values = [...depth.data].filter((_, pixel) => person[pixel] === shown);
			return values.reduce((sum, value) => sum + value, 0) / values.length;
		};
		expect(mean(1)).toBeLessThan(mean(0));
	});
});
