import { describe, expect, it } from "vitest";
import { PERSON_NUMBERS } from "../../heads/latent/layout.ts";
import { traitScale, visibleTraits } from "../../heads/latent/visible-traits.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { fittedReader, meanOfWs } from "./many-ws.ts";

describe("the w of many latents", () => {
	it("have a mean", () => {
		const z = float32Tensor([2, 1], [0, 0]);
		expect([...meanOfWs({ z, w: float32Tensor([2, 3], [1, 2, 3, 5, 6, 7]) }).data]).toEqual([3, 4, 5]);
	});

	it("give a reader that tells the traits which w says", () => {
		const people = Array.from({ length: 400 }, (_, index) => portraitLatent({ seed: 3 }, index));
		const scale = traitScale(people);
		const count = scale.columns.length;
		const traits = people.map((z) => visibleTraits(z, scale));
		// every trait stands in w, twice as large, three more, and in the order that is the reverse
		const w = Float32Array.from(traits.flatMap((of) => [...of].reverse().map((value) => 2 * value + 3)));
		const ws = {
			z: float32Tensor(
				[people.length, PERSON_NUMBERS],
				people.flatMap((z) => [...z]),
			),
			w: float32Tensor([people.length, count], w),
		};
		const lrMultiplier = 0.1;
		const reader = fittedReader(ws, scale, lrMultiplier);
		const { weight, bias } = { weight: reader.get("weight")?.data, bias: reader.get("bias")?.data };
		expect(reader.get("weight")?.shape).toEqual([count, count]);
		let squares = 0;
		for (const [person, wanted] of traits.slice(0, 50).entries()) {
			for (let trait = 0; trait < count; trait++) {
				let read = (bias?.[trait] ?? Number.NaN) * lrMultiplier;
				for (let index = 0; index < count; index++) {
					const value = w[person * count + index] ?? 0;
					read += ((weight?.[trait * count + index] ?? 0) * lrMultiplier * value) / Math.sqrt(count);
				}
				squares += (read - (wanted[trait] ?? 0)) ** 2;
			}
		}
		expect(squares / (50 * count)).toBeLessThan(0.01);
	});
});
