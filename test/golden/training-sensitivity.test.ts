/** `verify` must not be lenient with training either: what is off by 1 per cent fails, whatever is rounded again. */

import { beforeAll, describe, expect, it } from "vitest";
import type { Checkpoint } from "../../src/checkpoint/description.ts";
import type { InferenceRuntime } from "../../src/host/inference-runtime.ts";
import { float32Tensor, type HostTensor, hostTensor } from "../../src/tensor/host-tensor.ts";
import type { TrainingGolden } from "../../src/training/verify/training-golden.ts";
import { type TrainingVerifyReport, verifyTrainingGolden } from "../../src/training/verify-training.ts";
import { cpuRuntime, trainingCheckpoint, trainingGolden } from "./training-case.ts";

/** A copy in which one value has moved by 1 % of the largest magnitude. */
function nudged(tensor: HostTensor | undefined, at: number): HostTensor {
	if (!tensor) throw new Error("no such tensor");
	const values = Array.from(tensor.data, Number);
	const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	values[at] = (values[at] ?? 0) + 0.01 * largest;
	return tensor.dtype === "float64"
		? hostTensor("float64", tensor.shape, Float64Array.from(values))
		: float32Tensor(tensor.shape, values);
}

describe("verify, of a training golden", () => {
	let checkpoint: Checkpoint;
	let golden: TrainingGolden;
	let runtime: InferenceRuntime;
	beforeAll(async () => {
		checkpoint = await trainingCheckpoint();
		golden = await trainingGolden("Dreg");
		runtime = await cpuRuntime();
	});

	async function withTensor(name: string, at: number): Promise<TrainingVerifyReport> {
		const tensors = new Map(golden.tensors).set(name, nudged(golden.tensors.get(name), at));
		return await verifyTrainingGolden(checkpoint, { ...golden, tensors }, runtime);
	}

	it.each([
		["a score", "Dreg.stat.Loss/scores/real", 1],
		["a sign", "Dreg.stat.Loss/signs/real", 0],
		["the penalty", "Dreg.stat.Loss/r1_penalty", 3],
		["w_avg", "Dreg.w_avg_after", 400],
		["a logit of the evaluation", "real_logits", 2],
		["a pixel of the real raw image", "real_image_raw", 1000],
		["a gradient's first entries", "Dreg.grad_head.b64.conv0.weight", 5],
		["a gradient's norm", "Dreg.grad_l2", 0],
		["a gradient's sum", "Dreg.grad_sum", 1],
	])("fails where %s is off by 1 per cent", async (_, name, at) => {
		expect((await withTensor(name, at)).passed).toBe(false);
	});

	it("fails where a weight of the discriminator is off by 1 per cent", async () => {
		const discriminator = checkpoint.networks.get("D");
		if (!discriminator) throw new Error("no D");
		const name = "b16.conv1.weight";
		const parameters = new Map(discriminator.parameters).set(name, nudged(discriminator.parameters.get(name), 700));
		const networks = new Map(checkpoint.networks).set("D", { ...discriminator, parameters });
		expect((await verifyTrainingGolden({ ...checkpoint, networks }, golden, runtime)).passed).toBe(false);
	});

	it("fails where R1 weighs 1 per cent more, and where the gain is another", async () => {
		const heavier = await verifyTrainingGolden(checkpoint, { ...golden, gamma: 1.01 * golden.gamma }, runtime);
		expect(heavier.gradients.filter(({ passed, norm }) => passed && norm > 0)).toHaveLength(0);
		const runs = golden.runs.map((run) => ({ ...run, gain: 1.01 * run.gain }));
		const louder = await verifyTrainingGolden(checkpoint, { ...golden, runs }, runtime);
		expect(louder.gradients.filter(({ passed, norm }) => passed && norm > 0)).toHaveLength(0);
	});

	it("fails where one side has a gradient that the other has not, and names it", async () => {
		const runs = golden.runs.map((run) => ({ ...run, gradientNames: run.gradientNames.with(0, "b128.fromrgb.other") }));
		const head = float32Tensor([1], [1]);
		const tensors = new Map(golden.tensors).set("Dreg.grad_head.b128.fromrgb.other", head);
		const report = await verifyTrainingGolden(checkpoint, { ...golden, runs, tensors }, runtime);
		const failed = report.gradients.filter(({ passed }) => !passed).map(({ name }) => name);
		expect(failed).toEqual(["b128.fromrgb.other", "b128.fromrgb.weight"]);
		expect(report.passed).toBe(false);
	});

	it("refuses a golden that lacks an input, norms, or random numbers of the right count", async () => {
		const without = (name: string): TrainingGolden => {
			const tensors = new Map(golden.tensors);
			tensors.delete(name);
			return { ...golden, tensors };
		};
		const verify = (changed: TrainingGolden): Promise<unknown> => verifyTrainingGolden(checkpoint, changed, runtime);
		await expect(verify(without("real_image"))).rejects.toThrow("golden: tensor 'real_image' is missing");
		await expect(verify(without("Dreg.grad_l2"))).rejects.toThrow("golden: 'Dreg.grad_l2' has no entries, want 50");
		const greg = await trainingGolden("Greg");
		const short = greg.runs.map((run) => ({ ...run, randoms: run.randoms.slice(0, 1) }));
		await expect(verify({ ...greg, runs: short })).rejects.toThrow(
			"golden: random 1 of Greg is missing, want [4, 1000, 3] for points",
		);
	});
});
