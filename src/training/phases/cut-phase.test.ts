/** Phases cut at the planes give what the whole graphs give: tiny networks, then the networks of the goldens. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpuRuntime, trainingCheckpoint, trainingGolden } from "../../../test/golden/training-case.ts";
import { tinyGenerator, tinyLabels, tinyNetworks } from "../../../test/support/tiny-training.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { drawInputs } from "../draws.ts";
import { trainingNetworks } from "../networks/training-networks.ts";
import { publishedStepOptions } from "../options.ts";
import { blurMatrix } from "../passes/blur.ts";
import { phaseRecipe, stepPlan } from "../plan.ts";
import { runGolden } from "../verify/run-golden.ts";
import { openPhaseRunner } from "./open-phase-runner.ts";
import { type PhaseResult, PhaseRunner } from "./run-phase.ts";

/** A cut graph adds up in another order. Seen: 4e-7 for tiny networks, 3e-5 for those of the goldens. */
const ROUNDING = { tiny: 1e-5, golden: 3e-4 } as const;

type Tensors = ReadonlyMap<string, HostTensor<"float32">>;

/** Relative to the larger of a tensor's own norm and a thousandth of the largest one. */
function expectSame(got: Tensors, want: Tensors, bound: number): void {
	expect([...got.keys()].toSorted()).toEqual([...want.keys()].toSorted());
	const floor = 1e-3 * Math.max(...[...want.values()].map(({ data }) => norm(data)));
	for (const [name, { data }] of want) {
		const difference = norm(data.map((value, index) => value - (got.get(name)?.data[index] ?? Number.NaN)));
		expect(difference / Math.max(norm(data), floor), name).toBeLessThanOrEqual(bound);
	}
}

function norm(values: Float32Array): number {
	return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

describe("a cut phase", () => {
	let runtime: InferenceRuntime;
	let cut: PhaseRunner;
	let whole: PhaseRunner;
	beforeAll(async () => {
		runtime = await cpuRuntime();
		cut = await openPhaseRunner(runtime);
		whole = new PhaseRunner(runtime, null);
	});
	afterAll(async () => {
		await cut.dispose();
		await whole.dispose();
	});

	it.each([
		["as published", { blurFadeKimg: 0 }, 4],
		["with blur and style mixing", { styleMixingProbability: 1 }, 4],
		["without fine samples", { blurFadeKimg: 0 }, 0],
	] as const)("gives what the whole one gives, %s", async (_, changes, fine) => {
		const { generator, discriminator } = tinyNetworks();
		const base = tinyGenerator();
		const config = { ...base, rendering: { ...base.rendering, depthResolutionImportance: fine } };
		const options = { ...publishedStepOptions(4, 8), blurInitSigma: 2, ...changes };
		const plan = stepPlan(options, config, discriminator.config, 0);
		const recipe = phaseRecipe("Gmain", options, plan);
		const recipes = { ...recipe, key: `${recipe.key} fine=${fine}` };
		const weights = { generator: generator.weights, discriminator: discriminator.weights };
		const run = async (runner: PhaseRunner): Promise<PhaseResult> => {
			const inputs = await whole.inputs(recipes);
			const drawn = drawInputs(new RandomState(2), inputs, { ...plan, ...options });
			const blurs = { blur: blurMatrix(16, 2), blur_raw: blurMatrix(8, 2) };
			return runner.run(recipes, weights, { ...drawn, ...blurs, gen_c: tinyLabels(4) });
		};
		const [parts, all] = [await run(cut), await run(whole)];
		expectSame(parts.reports, all.reports, ROUNDING.tiny);
		expectSame(parts.gradients, all.gradients, ROUNDING.tiny);
	});

	it("gives what the whole one gives, for the networks and numbers of the goldens", async () => {
		const networks = trainingNetworks(await trainingCheckpoint());
		const golden = await trainingGolden("Gmain");
		for (const run of golden.runs.filter(({ name }) => name === "Gmain")) {
			const [parts, all] = [await runGolden(golden, run, networks, cut), await runGolden(golden, run, networks, whole)];
			expectSame(parts.reports, all.reports, ROUNDING.golden);
			expectSame(parts.gradients, all.gradients, ROUNDING.golden);
		}
	});
});
