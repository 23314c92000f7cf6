import { describe, expect, it } from "vitest";
import { RandomState } from "../../tensor/random-state.ts";
import { type DrawnAugmentation, drawAugmentation, drawAugmentations } from "./draw-augmentation.ts";
import { type Augmentation, PIPELINES } from "./pipeline.ts";

/** Many draws of single transforms. */
function drawn(augmentations: readonly Augmentation[], probability = 1, count = 2000): DrawnAugmentation[] {
	const random = new RandomState(1);
	return Array.from({ length: count }, () => drawAugmentation(random, { probability, augmentations, resolution: 64 }));
}

function deviation(values: readonly number[]): number {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

const IDENTITY = { toSource: [1, 0, 0, 0, 1, 0], colour: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], mirrored: false };
/** Of an estimated deviation, from 2000 draws: 1/√4000; four times that. */
const SCATTER = 0.064;

describe("drawAugmentation", () => {
	it("is the identity with probability 0", () => {
		expect(drawn(PIPELINES.bgc, 0, 20)).toEqual(new Array(20).fill(IDENTITY));
	});

	it("mirrors every other image", () => {
		const flips = drawn(["xflip"]);
		expect(flips.every(({ mirrored, toSource }) => toSource[0] === (mirrored ? -1 : 1))).toBe(true);
		expect(Math.abs(flips.filter(({ mirrored }) => mirrored).length / 2000 - 0.5)).toBeLessThan(0.05);
	});

	it("turns by quarters, each as often", () => {
		const turns = drawn(["rotate90"]).map(({ toSource }) => toSource.map((value) => Math.round(value) + 0).join());
		for (const kind of new Set(turns)) {
			expect(Math.abs(turns.filter((one) => one === kind).length / 2000 - 0.25)).toBeLessThan(0.05);
		}
		expect(new Set(turns).size).toBe(4);
	});

	it("blits by whole pixels, up to an eighth of the image", () => {
		const shifts = drawn(["xint"]).flatMap(({ toSource }) => [(toSource[2] * 64) / 2, (toSource[5] * 64) / 2]);
		expect(shifts.every(Number.isInteger)).toBe(true);
		expect(Math.max(...shifts)).toBe(8);
		expect(Math.min(...shifts)).toBe(-8);
	});

	it("scales by exp(N(0, 0.2 ln 2)), alike or against each other", () => {
		const alike = drawn(["scale"]).map(({ toSource: [a, b, , d, e] }) => [a, b, d, e]);
		expect(alike.every(([a, b, d, e]) => a === e && b === 0 && d === 0)).toBe(true);
		expect(Math.abs(deviation(alike.map(([a = 1]) => Math.log(a))) / (0.2 * Math.LN2) - 1)).toBeLessThan(SCATTER);
		const against = drawn(["aniso"]).map(({ toSource: [a, , , , e] }) => [a, e]);
		expect(against.every(([a = 0, e = 0]) => Math.abs(a * e - 1) < 1e-12)).toBe(true);
		expect(Math.abs(deviation(against.map(([a = 1]) => Math.log(a))) / (0.2 * Math.LN2) - 1)).toBeLessThan(SCATTER);
	});

	it("rotates an image with the probability asked for, before and after stretching together", () => {
		const turned = drawn(["rotate"], 0.36).filter(({ toSource }) => toSource[0] !== 1);
		expect(Math.abs(turned.length / 2000 - 0.36)).toBeLessThan(0.045);
		for (const { toSource } of turned) expect(toSource[0] * toSource[4] - toSource[1] * toSource[3]).toBeCloseTo(1, 12);
		const quadrants = turned.map(({ toSource }) => `${toSource[0] > 0} ${toSource[1] > 0}`);
		expect(new Set(quadrants).size).toBe(4);
	});

	it("shifts by N(0, 1/8) of the side", () => {
		const shifts = drawn(["xfrac"]).map(({ toSource }) => toSource[2] / 2);
		expect(Math.abs(deviation(shifts) / 0.125 - 1)).toBeLessThan(SCATTER);
	});

	it("draws brightness N(0, 0.2), contrast exp(N(0, 0.5 ln 2)) and saturation exp(N(0, ln 2))", () => {
		const brightness = drawn(["brightness"]).map(({ colour }) => colour[3] ?? 0);
		expect(Math.abs(deviation(brightness) / 0.2 - 1)).toBeLessThan(SCATTER);
		const contrast = drawn(["contrast"]).map(({ colour }) => Math.log(colour[0] ?? 0));
		expect(Math.abs(deviation(contrast) / (0.5 * Math.LN2) - 1)).toBeLessThan(SCATTER);
		// Grey stays; a colour perpendicular to grey grows: (1, −1, 0) is such a one.
		for (const { colour } of drawn(["saturation"], 1, 20)) expect(rowSums(colour)).toEqual([1, 1, 1].map(close));
		const saturation = drawn(["saturation"]).map(({ colour }) => Math.log((colour[0] ?? 0) - (colour[1] ?? 0)));
		expect(Math.abs(deviation(saturation) / Math.LN2 - 1)).toBeLessThan(SCATTER);
	});

	it("flips luma by reflecting grey, and turns hue about it", () => {
		const flips = drawn(["lumaflip"]).filter(({ colour }) => colour[0] !== 1);
		expect(Math.abs(flips.length / 2000 - 0.5)).toBeLessThan(0.05);
		expect(flips[0]?.colour).toEqual(
			[1 / 3, -2 / 3, -2 / 3, 0, -2 / 3, 1 / 3, -2 / 3, 0, -2 / 3, -2 / 3, 1 / 3, 0].map(close),
		);
		for (const { colour } of drawn(["hue"], 1, 50)) {
			expect(rowSums(colour)).toEqual([1, 1, 1].map(close));
			const [a = 0, b = 0, c = 0] = colour;
			expect(a * a + b * b + c * c).toBeCloseTo(1, 12);
		}
	});

	it("draws as many random numbers whatever happens", () => {
		const [never, always] = [new RandomState(2), new RandomState(2)];
		for (const [random, probability] of [
			[never, 0],
			[always, 1],
		] as const) {
			drawAugmentations(random, 3, { probability, augmentations: PIPELINES.bgc, resolution: 64 });
		}
		expect(never.snapshot()).toEqual(always.snapshot());
	});
});

function rowSums(colour: readonly number[]): number[] {
	return [0, 4, 8].map((at) => (colour[at] ?? 0) + (colour[at + 1] ?? 0) + (colour[at + 2] ?? 0));
}

function close(value: number): number {
	return expect.closeTo(value, 10) as unknown as number;
}
