import { describe, expect, it } from "vitest";
import { responseMap, strongestDiscs } from "./dark-discs.ts";
import { locateIris } from "./iris.ts";

const SIDE = 80;

/** White with a disc, a pupil in it, and lids above and below. */
function eye(x: number, y: number, radius: number, iris: number): Float32Array {
	return Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
		const [px, py] = [(pixel % SIDE) + 0.5, Math.floor(pixel / SIDE) + 0.5];
		if (Math.abs(py - y) > 0.9 * radius) return 0.55;
		const away = Math.hypot(px - x, py - y);
		if (away > radius + 0.5) return 0.85;
		if (away < 0.4 * radius) return 0.02;
		return away < radius - 0.5 ? iris : (iris + 0.85) / 2;
	});
}

const query = { x: 40, y: 40, radius: [6, 12], reachX: 12, reachY: 8 } as const;

describe("locateIris", () => {
	it.each([
		["dark", 0.15],
		["light, with a dark pupil", 0.5],
	])("finds the place and size of a %s iris to half a pixel", (_, luma) => {
		const found = locateIris(eye(43.3, 41, 9, luma), SIDE, query);
		expect(Math.abs((found?.x ?? 0) - 43.3)).toBeLessThan(0.5);
		expect(Math.abs((found?.radius ?? 0) - 9)).toBeLessThan(1);
	});

	it("is not misled by a highlight", () => {
		const luma = eye(40, 40, 9, 0.2);
		for (const [dx, dy] of [
			[3, -3],
			[4, -3],
			[3, -2],
			[4, -2],
		] as const) {
			luma[(40 + dy) * SIDE + 40 + dx] = 1;
		}
		expect(Math.abs((locateIris(luma, SIDE, query)?.x ?? 0) - 40)).toBeLessThan(0.6);
	});

	it("finds nothing in plain skin", () => {
		expect(locateIris(new Float32Array(SIDE * SIDE).fill(0.6), SIDE, query)).toBeNull();
	});
});

describe("dark discs", () => {
	it("are hardly seen in a dark bar, upright or level, beside what an iris is", () => {
		const bar = (along: (pixel: number) => number): Float32Array =>
			Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => (Math.abs(along(pixel) - 40) < 4 ? 0.1 : 0.8));
		const window = { left: 15, top: 15, right: 65, bottom: 65 };
		const strongest = (luma: Float32Array): number =>
			strongestDiscs(responseMap(luma, SIDE, [4, 5], window), 1, 0)[0]?.response ?? 0;
		const iris = strongest(eye(40, 40, 5, 0.1));
		expect(iris).toBeGreaterThan(0.4);
		expect(strongest(bar((pixel) => pixel % SIDE))).toBeLessThan(0.4 * iris);
		expect(strongest(bar((pixel) => Math.floor(pixel / SIDE)))).toBeLessThan(0.4 * iris);
	});
});
