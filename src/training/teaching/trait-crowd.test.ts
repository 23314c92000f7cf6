import { describe, expect, it } from "vitest";
import { traitScale, visibleTraits } from "../../heads/latent/visible-traits.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { TraitCrowd } from "./trait-crowd.ts";

const SCALE = traitScale(Array.from({ length: 50 }, (_, index) => portraitLatent({ seed: 0 }, index, 160)));

describe("a crowd of people", () => {
	it("gives latents with the traits that belong to them", () => {
		const { z, traits } = new TraitCrowd(SCALE, 160, 30).draw(12, new RandomState(3));
		const columns = SCALE.columns.length;
		for (let at = 0; at < 12; at++) {
			const own = visibleTraits(z.subarray(at * 160, (at + 1) * 160), SCALE);
			expect(traits.subarray(at * columns, (at + 1) * columns)).toEqual(own);
		}
		expect(new Set(Array.from({ length: 12 }, (_, at) => z[at * 160])).size).toBeGreaterThan(6);
	});

	it("is the same in every thread", () => {
		const drawn = (): Float32Array => new TraitCrowd(SCALE, 160, 20).draw(5, new RandomState(8)).z;
		expect(drawn()).toEqual(drawn());
	});
});
