/** Gradients that move by rounding are judged by how far; what does not move is not. */

import { describe, expect, it } from "vitest";
import { type Float32Tensor, float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import type { PhaseResult } from "../phases/run-phase.ts";
import { compareGradients } from "./golden-gradients.ts";
import { GRADIENT_TOLERANCE, movementTolerance } from "./gradient-comparison.ts";
import type { GoldenRun, TrainingGolden } from "./training-golden.ts";

const COUNT = 24;

/** A bias gradient whose entries nearly cancel: its sum is nothing beside its norm. */
function gradient(offset: number): Float32Tensor {
	const values = Array.from({ length: COUNT }, (_, index) => (index % 2 === 0 ? 1 : -1) + offset);
	return float32Tensor([COUNT], values);
}

function resultOf(tensor: Float32Tensor): PhaseResult {
	return { reports: new Map(), buffers: new Map(), handedOn: new Map(), gradients: new Map([["b.bias", tensor]]) };
}

function goldenOf({ data }: Float32Tensor): { golden: TrainingGolden; run: GoldenRun } {
	const run: GoldenRun = {
		...{ name: "Dreg", phase: "Dreg", gain: 1, neuralRenderingResolution: 16, blurSigma: 0 },
		...{ swapProbability: null, gradientNames: ["b.bias"], randoms: [] },
	};
	const norm = Math.hypot(...data);
	const sum = data.reduce((total, value) => total + value, 0);
	const tensors = new Map<string, HostTensor>([
		["Dreg.grad_l2", float32Tensor([1], [norm])],
		["Dreg.grad_sum", float32Tensor([1], [sum])],
		["Dreg.grad_head.b.bias", float32Tensor([COUNT], data)],
	]);
	return {
		golden: { batch: 1, regType: "l1", densityReg: 0, densityRegPDist: 0, gamma: 1, runs: [run], tensors },
		run,
	};
}

/** Our gradient is off by so much of its norm. */
const OFF = 1.06e-3;

describe("compareGradients", () => {
	it("lets pass what is off by no more than a few times its own movement", async () => {
		const { golden, run } = goldenOf(gradient(OFF));
		// Rounding moves ours by half as much, the other way, so that no run agrees.
		const again = async (): Promise<PhaseResult> => resultOf(gradient(-OFF / 2));
		const [compared] = await compareGradients(golden, run, resultOf(gradient(0)), again);
		expect(compared?.error).toBeGreaterThan(GRADIENT_TOLERANCE);
		expect(compared?.passed).toBe(true);
		expect(compared?.tolerance).toBeCloseTo(4 * (OFF / 2), 5);
	});

	it("refuses the same where rounding does not move it", async () => {
		const { golden, run } = goldenOf(gradient(OFF));
		const still = resultOf(gradient(0));
		const [compared] = await compareGradients(golden, run, still, async () => still);
		expect(compared?.passed).toBe(false);
	});

	it("refuses one per cent however far it moves", async () => {
		const { golden, run } = goldenOf(gradient(0.01));
		const again = async (): Promise<PhaseResult> => resultOf(gradient(-0.2));
		const [compared] = await compareGradients(golden, run, resultOf(gradient(0)), again);
		expect(compared?.passed).toBe(false);
		expect(movementTolerance([0.2])).toBeLessThan(0.01);
		expect(movementTolerance([Number.NaN])).toBe(GRADIENT_TOLERANCE);
	});
});
