import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import type { PortraitSet } from "./portrait.ts";
import { portrait } from "./portrait.ts";
import { portraitLatents } from "./portrait-latents.ts";

const SET: PortraitSet = { seed: 1, poses: "frontal", gaze: "camera" };
const COUNT = 600;
const Z_DIM = 128;

const column = (data: Float32Array, index: number): number[] =>
	Array.from({ length: COUNT }, (_, row) => data[row * Z_DIM + index] ?? Number.NaN);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function correlation(a: readonly number[], b: readonly number[]): number {
	const [meanA, meanB] = [mean(a), mean(b)];
	const product = (x: readonly number[], meanX: number, y: readonly number[], meanY: number): number =>
		mean(x.map((value, index) => (value - meanX) * ((y[index] ?? 0) - meanY)));
	return product(a, meanA, b, meanB) / Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB));
}

/** Share of a quantity's variance that is linear in the latents, where columns are uncorrelated. */
function explained(data: Float32Array, values: readonly number[]): number {
	const shares = Array.from({ length: Z_DIM }, (_, index) => correlation(column(data, index), values) ** 2);
	return shares.reduce((sum, share) => sum + share, 0);
}

describe("portraitLatents", () => {
	const z = portraitLatents(SET, COUNT, Z_DIM);

	it("are standard normal numbers that know nothing of each other", () => {
		expect(z.shape).toEqual([COUNT, Z_DIM]);
		const columns = Array.from({ length: Z_DIM }, (_, index) => column(z.data, index));
		for (const values of columns) {
			expect(Math.abs(mean(values))).toBeLessThan(0.15);
			expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 0);
		}
		const others = columns.slice(1).map((values, index) => Math.abs(correlation(values, columns[index] ?? [])));
		expect(mean(others)).toBeLessThan(0.06);
	});

	it("tell the person", () => {
		const people = Array.from({ length: COUNT }, (_, index) => portrait(SET, index).scene);
		expect(
			explained(
				z.data,
				people.map(({ identity }) => identity.skin.tone),
			),
		).toBeGreaterThan(0.8);
		expect(
			explained(
				z.data,
				people.map(({ identity }) => identity.hair.natural[0]),
			),
		).toBeGreaterThan(0.6);
		expect(
			explained(
				z.data,
				people.map(({ backdrop }) => backdrop.first[2]),
			),
		).toBeGreaterThan(0.7);
	});

	it("do not tell where the camera stands, or a gaze that follows it", () => {
		const yaws = Array.from({ length: COUNT }, (_, index) => portrait(SET, index).pose.yawRadians);
		// 128 columns of nothing explain 128 / 600 by chance
		expect(explained(z.data, yaws)).toBeLessThan(0.35);
		expect(portraitLatents({ ...SET, poses: "rebalanced" }, COUNT, Z_DIM).data).toEqual(z.data);
	});

	it("tell a gaze that is free", () => {
		const free: PortraitSet = { ...SET, gaze: "free" };
		const gazes = Array.from({ length: COUNT }, (_, index) => portrait(free, index).scene.gaze.yawRadians);
		expect(explained(portraitLatents(free, COUNT, Z_DIM).data, gazes)).toBeGreaterThan(0.8);
	});

	it("are the same every time, and others for another seed", () => {
		expect(portraitLatents(SET, COUNT, Z_DIM).data).toEqual(z.data);
		expect(portraitLatents({ ...SET, seed: 2 }, COUNT, Z_DIM).data).not.toEqual(z.data);
	});

	it("want room for all traits, and two portraits", () => {
		expect(() => portraitLatents(SET, COUNT, 16)).toThrow(InputError);
		expect(() => portraitLatents(SET, 1, Z_DIM)).toThrow(InputError);
	});
});
