import { describe, expect, it } from "vitest";
import { type AugmentOptions, adaptProbability, augmentProbability, newAugmentState } from "./adaptive.ts";

const OPTIONS: AugmentOptions = { aug: "ada", p: 0.2, target: 0.6, adaKimg: 500 };

describe("adaptProbability", () => {
	it("moves by batch · interval / (1000 · kimg) at the end of every fourth step, towards the target", () => {
		const state = newAugmentState();
		const step = (number: number, signs: readonly number[]): number => {
			adaptProbability(state, OPTIONS, { signs, step: number, batch: 32 });
			return state.probability;
		};
		const amount = (32 * 4) / 500_000;
		expect([0, 1, 2].map((number) => step(number, [1, 1, 1, 1]))).toEqual([0, 0, 0]); // not due
		expect(step(3, [1, 1, 1, -1])).toBeCloseTo(amount, 12); // r = 14 / 16 > 0.6 over four steps
		expect([4, 5, 6].map((number) => step(number, [1, 1, 1, 1]))).toEqual([amount, amount, amount]);
		expect(step(7, [-1, -1, -1, -1])).toBeCloseTo(0, 12); // r = 8 / 16 < 0.6
	});

	it("stays in [0, 1], and stands still at the target", () => {
		const state = newAugmentState();
		adaptProbability(state, OPTIONS, { signs: [-1], step: 3, batch: 32 });
		expect(state.probability).toBe(0);
		adaptProbability(state, { ...OPTIONS, target: 0 }, { signs: [1, -1], step: 7, batch: 32 });
		expect(state.probability).toBe(0);
		adaptProbability(state, { ...OPTIONS, adaKimg: 0.001 }, { signs: [1], step: 11, batch: 32 });
		expect(state.probability).toBe(1);
	});

	it("leaves a fixed probability alone", () => {
		const state = newAugmentState();
		const fixed: AugmentOptions = { ...OPTIONS, aug: "fixed" };
		adaptProbability(state, fixed, { signs: [1, 1], step: 0, batch: 32 });
		expect([augmentProbability(fixed, state), augmentProbability(OPTIONS, state)]).toEqual([0.2, 0]);
	});
});
