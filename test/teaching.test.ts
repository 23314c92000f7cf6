/** A teaching as a whole: threads, tracing, lessons, the optimiser. On the built scripts of threads. */

import { afterEach, describe, expect, it } from "vitest";
import { presetConfig } from "../src/generator/presets.ts";
import type { RaySet } from "../src/heads/rays/person-rays.ts";
import { initializeGenerator } from "../src/networks/initialize.ts";
import { nodeWorkerPool } from "../src/platform/node/worker-pool.ts";
import { workerScript } from "../src/platform/node/worker-script.ts";
import { float32Tensor } from "../src/tensor/host-tensor.ts";
import { RandomState } from "../src/tensor/random-state.ts";
import { ownWeights } from "../src/training/networks/training-networks.ts";
import { gatherParameters, parameterPlaces, type SharedNumbers } from "../src/training/teaching/flat-parameters.ts";
import { scaleOfTraits, Teaching, type TeachingStep } from "../src/training/teaching/teaching.ts";
import { READER_PREFIX, readerShapes } from "../src/training/teaching/teaching-graphs.ts";
import type { TeachingPlan } from "../src/training/teaching/teaching-plan.ts";

const CONFIG = presetConfig("heads128", { channelBase: 128, channelMax: 8, mappingLayers: 4, mappingLrMultiplier: 1 });
const PEOPLE: RaySet = { seed: 5, poses: "rebalanced", gaze: "free", views: 2, viewsBehind: 1, raysPerView: 24 };
const PLAN: TeachingPlan = {
	lessons: "geometry",
	...{ batch: 4, part: 2, traitSteps: 20, traitPeople: 16, traitRate: 0.01 },
	...{ steps: 40, pointSteps: 2, rate: 0.04, marchedRays: 16, samples: { coarse: 6, fine: 4 }, seed: 1 },
	window: { people: 8, fresh: 0.5, ahead: 4 },
};
const SCALE = scaleOfTraits(CONFIG.mapping.zDim);

const open: Teaching[] = [];
afterEach(async () => {
	for (const teaching of open.splice(0)) await teaching.dispose();
});

const generator = ownWeights(initializeGenerator(CONFIG, 0));
const random = new RandomState(2);
const reader = new Map(
	[...readerShapes(CONFIG.mapping.wDim, SCALE.columns.length)].map(([name, shape]) => [
		name,
		float32Tensor(shape, random.randn(shape.reduce((product, size) => product * size, 1))),
	]),
);
const places = parameterPlaces(
	new Map([
		["G.", generator],
		[READER_PREFIX, reader],
	]),
);

async function teaching(
	step: number,
	threads: number,
	from: SharedNumbers | null = null,
	plan: TeachingPlan = PLAN,
): Promise<Teaching> {
	const made = await Teaching.open({
		...{ config: CONFIG, people: PEOPLE, plan, scale: SCALE, places, step, threads, tracers: 1 },
		...{ pool: nodeWorkerPool(), script: workerScript("teaching"), clock: () => performance.now() / 1000 },
	});
	open.push(made);
	const of = (name: string): Float32Array | undefined =>
		name.startsWith("G.") ? generator.get(name.slice(2))?.data : reader.get(name.slice(READER_PREFIX.length))?.data;
	for (const run of ["values", "average"] as const) gatherParameters(places, of, made.numbers[run]);
	if (from) for (const run of ["values", "mean", "square", "average"] as const) made.numbers[run].set(from[run]);
	return made;
}

async function steps(of: Teaching, count: number): Promise<TeachingStep[]> {
	const made: TeachingStep[] = [];
	for (let step = 0; step < count; step++) made.push(await of.next());
	return made;
}

/** Copies, which a later step does not change. */
function kept({ numbers }: Teaching): SharedNumbers {
	const { values, mean, square, average } = numbers;
	return {
		values: values.slice(),
		mean: mean.slice(),
		square: square.slice(),
		average: average.slice(),
		gradients: [],
	};
}

describe("a teaching", { timeout: 300_000 }, () => {
	it("goes from traits to points to rays, and gets better at what it teaches", async () => {
		const one = await teaching(0, 2);
		const made = await steps(one, 100);
		expect(made.slice(18, 24).map(({ lesson }) => lesson)).toEqual([
			"traits",
			"traits",
			"points",
			"points",
			"rays",
			"rays",
		]);
		const mean = (name: string, from: readonly TeachingStep[]): number => {
			const values = from.flatMap(({ reports }) => reports[name] ?? []);
			return values.reduce((sum, value) => sum + value, 0) / values.length;
		};
		expect(mean("Teach/traits", made.slice(14, 20))).toBeLessThan(0.98 * mean("Teach/traits", made.slice(0, 6)));
		for (const name of ["Teach/points/colour", "Teach/points/opacity", "Teach/rays/colour"]) {
			expect(mean(name, made.slice(-32)), name).toBeLessThan(0.98 * mean(name, made.slice(20, 36)));
		}
	});

	it("learns from the colours of rays alone", async () => {
		const one = await teaching(20, 2, null, { ...PLAN, lessons: "pictures" });
		const made = await steps(one, 40);
		expect(new Set(made.map(({ lesson }) => lesson))).toEqual(new Set(["pictures"]));
		expect(Object.keys(made[0]?.reports ?? {})).toEqual(["Teach/rays/colour"]);
		const [early, late] = [made.slice(0, 8), made.slice(-8)].map((some) =>
			some.reduce((sum, { reports }) => sum + (reports["Teach/rays/colour"] ?? Number.NaN) / some.length, 0),
		) as [number, number];
		expect(late).toBeLessThan(0.95 * early);
	});

	it("moves the later layers of the mapping with traits, and all but the mapping with pictures", async () => {
		const one = await teaching(18, 2);
		const before = kept(one).values;
		const movedSince = (from: Float32Array): string[] =>
			places
				.filter(({ first, count }) =>
					one.numbers.values.subarray(first, first + count).some((value, at) => value !== from[first + at]),
				)
				.map(({ name }) => name);
		await steps(one, 2);
		const byTraits = movedSince(before);
		expect(byTraits.filter((name) => !name.startsWith("reader."))).toEqual([
			"G.backbone.mapping.fc3.weight",
			"G.backbone.mapping.fc3.bias",
		]);
		expect(byTraits).toHaveLength(4);
		const between = kept(one).values;
		await steps(one, 3);
		const byPictures = movedSince(between);
		expect(byPictures.filter((name) => /mapping|reader/.test(name))).toEqual([]);
		expect(byPictures).toContain("G.backbone.synthesis.b4.conv1.affine.weight");
	});

	it("is the same to the bit with one thread and with two, and when it goes on from where it stopped", async () => {
		const whole = await teaching(17, 2);
		await steps(whole, 5);
		const middle = kept(whole);
		await steps(whole, 4);
		const alone = await teaching(17, 1);
		await steps(alone, 9);
		const resumed = await teaching(22, 2, middle);
		await steps(resumed, 4);
		for (const run of ["values", "mean", "square", "average"] as const) {
			expect(alone.numbers[run]).toEqual(whole.numbers[run]);
			expect(resumed.numbers[run]).toEqual(whole.numbers[run]);
		}
	});
});
