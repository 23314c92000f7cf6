/** Every phase of training against the published code: scores, losses, gradients, w_avg, with its random numbers. */

import { beforeAll, describe, expect, it } from "vitest";
import { type TrainingVerifyReport, verifyTrainingGolden } from "../../src/training/verify-training.ts";
import { cpuRuntime, trainingCheckpoint, trainingGolden } from "./training-case.ts";

/** What must be compared in each phase: reported values, and gradients (all but those of noise strengths). */
const PHASES = [
	{ phase: "Gmain", reports: ["scores/fake", "signs/fake", "G/loss"], gradients: 115, unknown: 13 },
	{ phase: "Greg", reports: [], gradients: 91, unknown: 13 },
	{
		phase: "Dmain",
		reports: ["scores/fake", "signs/fake", "scores/real", "signs/real", "D/loss"],
		gradients: 51,
		unknown: 0,
	},
	{ phase: "Dreg", reports: ["scores/real", "signs/real", "r1_penalty", "D/reg"], gradients: 50, unknown: 0 },
	{ phase: "Gmain_blur", reports: ["scores/fake", "signs/fake", "G/loss"], gradients: 115, unknown: 13 },
	{
		phase: "Dmain_blur",
		reports: ["scores/fake", "signs/fake", "scores/real", "signs/real", "D/loss"],
		gradients: 51,
		unknown: 0,
	},
] as const;

describe("training on the CPU", () => {
	let report: TrainingVerifyReport;
	beforeAll(async () => {
		report = await verifyTrainingGolden(await trainingCheckpoint(), await trainingGolden(), await cpuRuntime());
	}, 240_000);

	it("judges real images as the published discriminator does, after shrinking them as it does", () => {
		const compared = report.comparisons.filter(({ stage }) => stage === "evaluation");
		expect(compared.map(({ name }) => name)).toEqual(["real_image_raw", "real_logits"]);
		expect(compared.filter(({ passed }) => !passed)).toEqual([]);
	});

	it.each(PHASES)("agrees in the scores and losses of $phase, and in w_avg after it", ({ phase, reports }) => {
		const names = [...reports.map((name) => `${phase}.stat.Loss/${name}`), `${phase}.w_avg_after`];
		const compared = report.comparisons.filter(({ name }) => names.includes(name));
		expect(compared.map(({ name }) => name)).toEqual(names);
		for (const { name, relativeL2, passed } of compared) {
			expect(relativeL2, name).toBeLessThanOrEqual(1e-4);
			expect(passed, name).toBe(true);
		}
	});

	it.each(PHASES)("agrees in every gradient of $phase", ({ phase, gradients, unknown }) => {
		const compared = report.gradients.filter(({ stage }) => stage === phase);
		expect(compared.filter(({ error }) => !(error <= 1e-3))).toEqual([]);
		expect(compared).toHaveLength(gradients);
		const left = report.unknown.filter((name) => name.startsWith(`${phase}.`));
		expect(left).toHaveLength(unknown);
		expect(left.every((name) => name.endsWith("noise_strength"))).toBe(true);
	});

	it("passes as a whole", () => {
		expect(report.comparisons.filter(({ passed }) => !passed)).toEqual([]);
		expect(report.passed).toBe(true);
	});
});
