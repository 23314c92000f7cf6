import { describe, expect, it } from "vitest";
import { type AugmentOptions, adaptProbability, augmentProbability, newAugmentState } from "./adaptive.ts";

const OPTIONS: AugmentOptions = {
	kind: "ada",
	pipeline: "bgc",
	probability: 0.2,
	target: 0.6,
	adaKimg: 500,
	interval: 4,
};

describe("adaptProbability", () => {
	it("moves by batch · interval / (1000 · kimg) every fourth step, towards the target", () => {
		const state = newAugmentState();
		const step = (number: number, signs: readonly number[]): number => {
			adaptProbability(state, OPTIONS, { signs, step: number, batch: 32 });
			return state.probability;
		};
		const amount = (32 * 4) / 500_000;
		expect(step(0, [1, 1, 1, 1])).toBeCloseTo(amount, 12); // r = 1 > 0.6
		expect(step(1, [1, 1, 1, 1])).toBeCloseTo(amount, 12); // not due
		step(2, [1, 1, 1, 1]);
		step(3, [1, 1, 1, -1]);
		expect(step(4, [1, 1, 1, 1])).toBeCloseTo(2 * amount, 12); // r = 14 / 16 since step 1
		expect(step(8, [1, 1, -1, -1])).toBeCloseTo(amount, 12); // r = 0 < 0.6
	});

	it("stays in [0, 1], and stands still at the target", () => {
		const state = newAugmentState();
		adaptProbability(state, OPTIONS, { signs: [-1], step: 0, batch: 32 });
		expect(state.probability).toBe(0);
		adaptProbability(state, { ...OPTIONS, target: 0 }, { signs: [1, -1], step: 4, batch: 32 });
		expect(state.probability).toBe(0);
		adaptProbability(state, { ...OPTIONS, adaKimg: 0.001 }, { signs: [1], step: 8, batch: 32 });
		expect(state.probability).toBe(1);
	});

	it("leaves a fixed probability alone", () => {
		const state = newAugmentState();
		const fixed: AugmentOptions = { ...OPTIONS, kind: "fixed" };
		adaptProbability(state, fixed, { signs: [1, 1], step: 0, batch: 32 });
		expect([augmentProbability(fixed, state), augmentProbability(OPTIONS, state)]).toEqual([0.2, 0]);
	});
});
