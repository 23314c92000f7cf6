import { beforeAll, describe, expect, it } from "vitest";
import { type Fixture, fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { InputError } from "./errors.ts";
import { RandomState } from "./random-state.ts";

const SEEDS = [0, 1, 2, 4, 66, 12345, 4294967295];

let fixture: Fixture;
beforeAll(async () => {
	fixture = await readFixture("numpy-randomstate.safetensors");
});

/** Draws in float32, as they enter a network. */
function numpyDraws(name: string): Float32Array {
	return Float32Array.from(fixtureTensor(fixture, name, "float64").data);
}

describe("RandomState", () => {
	it.each(SEEDS)("draws the 512 normal numbers that NumPy draws for seed %i", (seed) => {
		expect(Float32Array.from(new RandomState(seed).randn(512))).toEqual(numpyDraws(`seed${seed}.randn`));
	});

	it("draws normal numbers one by one as it draws them at once", () => {
		const state = new RandomState(7);
		const oneByOne = Float32Array.from({ length: 5 }, () => state.randn(1)[0] ?? Number.NaN);
		expect(oneByOne).toEqual(numpyDraws("seed7.randn_then_rand"));
	});

	it("keeps the second normal of a pair while uniform numbers are drawn in between", () => {
		const state = new RandomState(7);
		const draws = [...state.randn(5), ...state.rand(4), ...state.randn(3)];
		expect(Float32Array.from(draws)).toEqual(numpyDraws("seed7.randn5_rand4_randn3"));
	});

	it("draws uniform numbers equal to NumPy's to the last bit", () => {
		const state = new RandomState(7);
		state.randn(5);
		const wanted = fixtureTensor(fixture, "seed7.randn5_rand4_randn3", "float64").data.subarray(5, 9);
		expect(state.rand(4)).toEqual(wanted);
	});

	it("has NumPy's mean and standard deviation over 100000 normals of seed 123", () => {
		const draws = new RandomState(123).randn(100_000);
		const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
		const std = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length);
		const [wantedMean = Number.NaN, wantedStd = Number.NaN] = fixtureTensor(
			fixture,
			"seed3.w_avg_normal_100000_mean_std",
			"float64",
		).data;
		expect(mean).toBeCloseTo(wantedMean, 12);
		expect(std).toBeCloseTo(wantedStd, 12);
	});

	it("draws float32 numbers in [0, 1) with all 24 bits, from one word each", () => {
		const floats = new RandomState(5).uniformFloat32(20_000);
		expect(Math.min(...floats)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...floats)).toBeLessThan(1);
		expect(floats.some((x) => (x * 2 ** 24) % 2 === 1)).toBe(true);
		expect(floats.every((x) => Number.isInteger(x * 2 ** 24))).toBe(true);
		// A double takes two words, so the next double after two floats is the second of a fresh stream.
		const mixed = new RandomState(5);
		mixed.uniformFloat32(2);
		expect(mixed.rand(1)[0]).toBe(new RandomState(5).rand(2)[1]);
	});

	it("draws float32 numbers from the same words in pieces of any size", () => {
		const state = new RandomState(8);
		const pieces = [5, 1300, 0, 619, 7].flatMap((count) => [...state.uniformFloat32(count)]);
		const words = new RandomState(8).uint32(pieces.length);
		expect(pieces).toEqual(Array.from(words, (word) => (word >>> 8) / 2 ** 24));
	});

	it("continues from a snapshot, held-back normal included", () => {
		const state = new RandomState(66);
		state.randn(3);
		const snapshot = state.snapshot();
		const wanted = state.randn(1000);
		expect(snapshot.heldNormal).not.toBeNull();
		expect(RandomState.fromSnapshot(snapshot).randn(1000)).toEqual(wanted);
		expect(RandomState.fromSnapshot(snapshot).randn(1000)).toEqual(wanted);
	});

	it.each([-1, 0.5, 4294967296, Number.NaN, Number.POSITIVE_INFINITY])(
		"refuses seed %d and says what is allowed",
		(seed) => {
			expect(() => new RandomState(seed)).toThrow(InputError);
			expect(() => new RandomState(seed)).toThrow("whole number from 0 to 4294967295");
		},
	);

	it("refuses a damaged snapshot and a count that is none", () => {
		const snapshot = new RandomState(1).snapshot();
		expect(() => RandomState.fromSnapshot({ ...snapshot, key: new Uint32Array(3) })).toThrow("snapshot has 3 words");
		expect(() => RandomState.fromSnapshot({ ...snapshot, position: 625 })).toThrow(InputError);
		expect(() => RandomState.fromSnapshot({ ...snapshot, heldNormal: Number.NaN })).toThrow("holds back NaN");
		expect(() => new RandomState(1).randn(-1)).toThrow("RandomState.randn: -1");
	});
});
