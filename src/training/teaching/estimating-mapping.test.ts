import { describe, expect, it } from "vitest";
import { mappingLayerByHand } from "../../../test/support/mapping-by-hand.ts";
import { presetConfig } from "../../generator/presets.ts";
import { InputError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { estimatingMapping } from "./estimating-mapping.ts";

const WIDTH = 12;
const COUNT = 400;
const preset = presetConfig("heads128", { mappingLayers: 5, mappingLrMultiplier: 0.1 });
const config = { ...preset, mapping: { ...preset.mapping, wDim: WIDTH } };
const random = new RandomState(4);
const tensor = (...shape: number[]): Float32Tensor =>
	float32Tensor(shape, random.randn(shape.reduce((product, size) => product * size, 1)));
const weights = new Map(
	[0, 1, 2, 3, 4].flatMap((fc) => [
		[`backbone.mapping.fc${fc}.weight`, tensor(WIDTH, WIDTH)],
		[`backbone.mapping.fc${fc}.bias`, tensor(WIDTH)],
	]),
);
const units = tensor(COUNT, WIDTH);
const unitsOf = (person: number): Float32Array => units.data.subarray(person * WIDTH, (person + 1) * WIDTH);
/** Two traits that are linear in the units. */
const traits = [
	Array.from({ length: COUNT }, (_, person) => 2 * (unitsOf(person)[3] ?? 0) - (unitsOf(person)[7] ?? 0) + 1),
	Array.from({ length: COUNT }, (_, person) => 0.5 * (unitsOf(person)[0] ?? 0) - 3),
];

describe("estimatingMapping", () => {
	it("hands linear estimates of traits on to w, raised by two deviations", () => {
		const made = estimatingMapping(weights, config, { units, traits });
		for (const [trait, deviation] of [Math.sqrt(5), 0.5].entries()) {
			let lost = 0;
			for (let person = 0; person < COUNT; person++) {
				const w = mappingLayerByHand(made, 4, mappingLayerByHand(made, 3, unitsOf(person)));
				const wanted = traits[trait]?.[person] ?? 0;
				const raised = (w[trait] ?? 0) - wanted;
				const mean = [1, -3][trait] ?? 0;
				if (wanted - mean < -1.8 * deviation) lost++;
				else expect(Math.abs(raised - (2 * deviation - mean)), `${person}`).toBeLessThan(0.2 * deviation);
			}
			expect(lost / COUNT).toBeLessThan(0.06);
		}
	});

	it("leaves all other units as they were", () => {
		const made = estimatingMapping(weights, config, { units, traits });
		for (const [name, { data }] of weights) {
			// two traits have a unit each in the later layers
			const ofTraits = name.endsWith("bias") ? 2 : 2 * WIDTH;
			const rest = /fc[34]/.test(name) ? ofTraits : 0;
			expect(made.get(name)?.data.slice(rest), name).toEqual(data.slice(rest));
		}
	});

	it("refuses more traits than a layer has units", () => {
		const many = Array.from({ length: WIDTH + 1 }, () => traits[0] ?? []);
		expect(() => estimatingMapping(weights, config, { units, traits: many })).toThrow(InputError);
	});
});
