import { describe, expect, it } from "vitest";
import { mappingLayerByHand } from "../../../test/support/mapping-by-hand.ts";
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
	{ index: 5, kind: "side", at: -0.3, people: 1 },
];
/** Numbers that decide and are no quantities. */
const STEPPED = 3;

const CONJUNCTIONS: readonly Conjunction[] = [
	{
		needs: [
			{ decision: 0, above: true },
			{ decision: 1, above: false },
		],
		people: 0.1,
	},
];

function latent(values: Readonly<Record<number, number>>): number[] {
	return Array.from({ length: 160 }, (_, index) => values[index] ?? 0.1);
}

describe("knowingMapping", () => {
	const weights = knowingMapping(random, config, DECISIONS, CONJUNCTIONS);
	const second = (values: Readonly<Record<number, number>>): number[] =>
		mappingLayerByHand(weights, 1, mappingLayerByHand(weights, 0, latent(values)));

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
		// after the steps come 0, 1, 2, 4, 5 …: 3 is a kind
		const quantity = (index: number, value: number): number =>
			second({ [index]: value })[DECISIONS.length + index - 1] ?? 0;
		for (const value of [-2, 0, 2]) {
			for (const index of [4, 5]) expect(quantity(index, value)).toBeCloseTo(Math.SQRT2 * (0.7 * value + 1.5), 5);
		}
		const next = DECISIONS.length + 4;
		expect(second({ 4: 2 })[next]).toBe(second({ 4: -2 })[next]);
	});

	it("is on in the third layer where all decisions of a conjunction are right", () => {
		const third = (values: Readonly<Record<number, number>>): number =>
			mappingLayerByHand(weights, 2, second(values))[DECISIONS.length + PERSON_NUMBERS - STEPPED] ?? 0;
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
			of
				.get("backbone.mapping.fc0.weight")
				?.data.slice((2 * DECISIONS.length + PERSON_NUMBERS - STEPPED) * (160 + 512));
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
