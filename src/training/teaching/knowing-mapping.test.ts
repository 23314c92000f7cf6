import { describe, expect, it } from "vitest";
import { presetConfig } from "../../generator/presets.ts";
import type { Conjunction } from "../../heads/latent/conjunctions.ts";
import type { Decision } from "../../heads/latent/decisions.ts";
import { PERSON_NUMBERS } from "../../heads/latent/layout.ts";
import { initializeGenerator } from "../../networks/initialize.ts";
import { InputError } from "../../tensor/errors.ts";
import { ownWeights, type TrainedWeights } from "../networks/training-networks.ts";
import { knowingMapping } from "./knowing-mapping.ts";

const SIZES = { channelBase: 256, channelMax: 4 } as const;
const config = presetConfig("heads128", { ...SIZES, mappingLayers: 4, mappingLrMultiplier: 0.1 });
const random = ownWeights(initializeGenerator(config, 0));
const DECISIONS: readonly Decision[] = [
	{ index: 3, kind: "choice", at: 0.7, people: 1 },
	{ index: 90, kind: "choice", at: -1.2, people: 0.5 },
	{ index: 8, kind: "place", at: 0.2, people: 1 },
];

const CONJUNCTIONS: readonly Conjunction[] = [
	{
		needs: [
			{ decision: 0, above: true },
			{ decision: 1, above: false },
		],
		people: 0.1,
	},
];

/** One layer of the mapping by hand. */
function layer(weights: TrainedWeights, number: number, x: readonly number[]): number[] {
	const weight = weights.get(`backbone.mapping.fc${number}.weight`)?.data ?? new Float32Array();
	const bias = weights.get(`backbone.mapping.fc${number}.bias`)?.data ?? new Float32Array();
	const inputs = weight.length / bias.length;
	return Array.from(bias, (offset, unit) => {
		let sum = offset * 0.1;
		for (const [input, value] of x.entries())
			sum += ((weight[unit * inputs + input] ?? 0) * 0.1 * value) / Math.sqrt(inputs);
		return Math.SQRT2 * Math.max(sum, 0.2 * sum);
	});
}

function latent(values: Readonly<Record<number, number>>): number[] {
	return Array.from({ length: 160 }, (_, index) => values[index] ?? 0.1);
}

describe("knowingMapping", () => {
	const weights = knowingMapping(random, config, DECISIONS, CONJUNCTIONS);
	const second = (values: Readonly<Record<number, number>>): number[] =>
		layer(weights, 1, layer(weights, 0, latent(values)));

	it("is off below a decision and on above it, within a twentieth", () => {
		const on = 1.5 * Math.SQRT2;
		for (const [value, wanted] of [
			[-3, 0],
			[0.6, 0],
			[0.67, 0],
			[0.7, on / 2],
			[0.73, on],
			[3, on],
		] as const) {
			expect(second({ 3: value })[0]).toBeCloseTo(wanted, 4);
		}
		expect(second({ 90: -1.3 })[1]).toBeCloseTo(0, 4);
		expect(second({ 90: -1.1 })[1]).toBeCloseTo(on, 4);
	});

	it("steps where a list of colours goes on, too", () => {
		expect(second({ 8: 0.15 })[2]).toBeCloseTo(0, 4);
		expect(second({ 8: 0.25 })[2]).toBeCloseTo(1.5 * Math.SQRT2, 4);
	});

	it("lets quantities through both layers", () => {
		// the fourth number without a step of its own is that after the third
		const quantity = (value: number): number => second({ 4: value })[3 + 4 - 1] ?? 0;
		for (const value of [-2, 0, 2]) expect(quantity(value)).toBeCloseTo(Math.SQRT2 * (0.7 * value + 1.5), 5);
		expect(second({ 4: 2 })[3 + 4]).toBe(second({ 4: -2 })[3 + 4]);
	});

	it("is on in the third layer where all decisions of a conjunction are right", () => {
		const third = (values: Readonly<Record<number, number>>): number =>
			layer(weights, 2, second(values))[3 + PERSON_NUMBERS - 3] ?? 0;
		const on = 1.5 * Math.SQRT2;
		expect(third({ 3: 1, 90: -1.5 })).toBeCloseTo(on, 4);
		expect(third({ 3: 0, 90: -1.5 })).toBeCloseTo(0, 4);
		expect(third({ 3: 1, 90: 0 })).toBeCloseTo(0, 4);
		expect(third({ 3: 0, 90: 0 })).toBeCloseTo(-0.2 * on, 4);
	});

	it("leaves the rest of the network to learning", () => {
		const changed = [...weights].filter(([name, tensor]) => tensor !== random.get(name)).map(([name]) => name);
		expect(changed.sort()).toEqual(
			[0, 1, 2].flatMap((fc) => ["bias", "weight"].map((part) => `backbone.mapping.fc${fc}.${part}`)),
		);
		const row = (of: TrainedWeights): Float32Array | undefined =>
			of.get("backbone.mapping.fc0.weight")?.data.slice((6 + PERSON_NUMBERS - 3) * (160 + 512));
		expect(row(weights)).toEqual(row(random));
	});

	it("refuses a mapping that is too small", () => {
		const shallow = presetConfig("heads128", { ...SIZES, mappingLayers: 3 });
		expect(() => knowingMapping(random, shallow, DECISIONS, [])).toThrow(InputError);
		const many = Array.from({ length: 300 }, () => DECISIONS[2] as Decision);
		const wanted = 600 + PERSON_NUMBERS - 1;
		expect(() => knowingMapping(random, config, many, [])).toThrow(
			`512 units, want 4 layers or more of at least ${wanted}`,
		);
	});
});
