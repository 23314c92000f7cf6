/** Cut phases give what the whole graphs give (tiny networks), and what the published code gives (goldens). */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { cpuRuntime, trainingCheckpoint, trainingGolden } from "../../../test/golden/training-case.ts";
import { publishedOptions, tinyData, tinyGenerator, tinyNetworks } from "../../../test/support/tiny-training.ts";
import { kernelVsReference } from "../../../test/tolerances.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { nodeWorkerPool } from "../../platform/node/worker-pool.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { PIPELINES } from "../augment/pipeline.ts";
import { trainingNetworks } from "../networks/training-networks.ts";
import { phaseRecipe, stepPlan } from "../plan.ts";
import { compareGradients } from "../verify/golden-gradients.ts";
import { GRADIENT_TOLERANCE } from "../verify/gradient-comparison.ts";
import { runGolden } from "../verify/run-golden.ts";
import { discriminatorMainAtRenderer, generatorMainAtRenderer } from "./cut-at-renderer.ts";
import { feedsOf } from "./inputs.ts";
import { openPhaseRunner, type PhaseResult, PhaseRunner } from "./run-phase.ts";

/** The kernel's softplus and logistic function are approximations (2e-6). Seen: 1.3e-5 for tiny networks. */
const ROUNDING = 1e-4;

const augmentation = { probability: 0, augmentations: PIPELINES.bgc, resolution: 16 };

type Tensors = ReadonlyMap<string, Float32Tensor>;

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
		cut = await openPhaseRunner(runtime, { workers: nodeWorkerPool() });
		whole = new PhaseRunner(runtime, null);
	});
	afterAll(async () => {
		await cut.dispose();
		await whole.dispose();
	});

	it.each([
		["Gmain at the planes", "Gmain", "planes", { blurFadeKimg: 0 }, 4],
		["Gmain at the planes, without fine samples", "Gmain", "planes", { blurFadeKimg: 0 }, 0],
		["Gmain at the renderer", "Gmain", "renderer", { blurFadeKimg: 0 }, 12],
		["Gmain at the renderer, with blur and style mixing", "Gmain", "renderer", { styleMixingProb: 1 }, 12],
		["Dmain at the renderer", "Dmain", "renderer", { blurFadeKimg: 0 }, 12],
		["Dmain at the renderer, with blur and style mixing", "Dmain", "renderer", { styleMixingProb: 1 }, 12],
	] as const)("gives what the whole one gives: %s", async (_, phase, at, changes, fine) => {
		const { generator, discriminator } = tinyNetworks();
		const base = tinyGenerator();
		const config = { ...base, rendering: { ...base.rendering, depthResolutionImportance: fine } };
		const options = publishedOptions(4, 8, { blurInitSigma: 2, ...changes });
		const plan = stepPlan(options, { generator: { config }, discriminator }, 0);
		const recipe = phaseRecipe(phase, options, plan);
		const recipes = { ...recipe, key: `${recipe.key} fine=${fine}` };
		expect(recipe.cut()?.at).toBe(at);
		const weights = { generator: generator.weights, discriminator: discriminator.weights };
		const run = async (runner: PhaseRunner): Promise<PhaseResult> => {
			const inputs = await whole.inputs(recipes);
			const [random, data] = [new RandomState(2), tinyData(4)];
			return runner.run(recipes, weights, feedsOf(inputs, { ...options, ...plan, random, data, augmentation }));
		};
		const [parts, all] = [await run(cut), await run(whole)];
		expectSame(parts.reports, all.reports, ROUNDING);
		expectSame(parts.gradients, all.gradients, ROUNDING);
		expectSame(parts.buffers, all.buffers, ROUNDING);
	});

	it("agrees with the published code where it is cut at the renderer, which training would not do with so few rays", async () => {
		const networks = trainingNetworks(await trainingCheckpoint());
		const golden = await trainingGolden("Gmain", "Dmain");
		for (const run of golden.runs) {
			const atRenderer = run.phase === "Gmain" ? generatorMainAtRenderer : discriminatorMainAtRenderer;
			const again = (rounding: number): Promise<PhaseResult> =>
				runGolden({ golden, run, networks, runner: cut, cut: (setup) => atRenderer(setup, run.gain) }, rounding);
			const result = await again(0);
			const compared = await compareGradients(golden, run, result, again);
			expect(compared.length).toBeGreaterThan(50);
			expect(compared.filter(({ error }) => !(error <= GRADIENT_TOLERANCE))).toEqual([]);
			const loss = `Loss/${run.phase.slice(0, 1)}/loss`;
			const want = golden.tensors.get(`${run.name}.stat.${loss}`);
			expectClose(result.reports.get(loss) ?? [], want ?? [], kernelVsReference, loss);
		}
	}, 120_000);
});
