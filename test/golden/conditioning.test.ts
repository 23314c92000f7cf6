/**
 * A network whose volume is as rough as it gets: fine samples jump with every rounding of what places them. What another
 * implementation in float32 gives is then off by more than the fixed tolerances, and right all the same.
 */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jitterRounding, movedByRounding, movedUniform, SUM_ROUNDING } from "../../src/analysis/verify/conditioning.ts";
import { type Golden, goldenTensor } from "../../src/analysis/verify/golden.ts";
import { renderGolden, STAGES, type StageContext, type StageResults } from "../../src/analysis/verify/stages.ts";
import { CPU_TOLERANCES } from "../../src/analysis/verify/tolerances.ts";
import { type VerifyReport, verifyGolden } from "../../src/analysis/verify/verify-golden.ts";
import type { Generator } from "../../src/generator/generator.ts";
import { createWasmMarcher } from "../../src/rendering/march/kernels/wasm/wasm-marcher.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";
import { generatorOf, goldenOf, networkOf, SMALLEST_CASE } from "./golden-cases.ts";

/** How much faster the density changes along a ray than in the fixture. */
const ROUGHNESS = 5;

const stage = STAGES.find(({ name }) => name === "samples");

/** What another implementation gives: the same stage, with everything rounded otherwise. */
async function roundedOtherwise(generator: Generator, golden: Golden): Promise<StageResults> {
	const seed = 99;
	const uniform = (name: string, pattern: readonly (string | number)[], step: number): [string, Float32Tensor] => [
		name,
		movedUniform(goldenTensor(golden, name, pattern), step, seed),
	];
	const tensors = new Map([
		...golden.tensors,
		uniform("jitter_coarse", [1, "M", "S", 1], jitterRounding(generator.config)),
		uniform("u_importance", ["M", "K"], SUM_ROUNDING),
		["camera", movedByRounding(goldenTensor(golden, "camera", [1, 25]), seed)] as const,
	]);
	const generated = await generator.planes(goldenTensor(golden, "ws", [1, "numWs", "wDim"]));
	const planes = movedByRounding(generated, seed + 1);
	const moved = { generator, golden: { ...golden, tensors }, planes: async () => planes, signal: undefined };
	const context: StageContext = { ...moved, rendered: () => renderGolden(moved) };
	return (await stage?.run(context)) ?? {};
}

describe("a badly conditioned network", { timeout: 120_000 }, () => {
	let generator: Generator;
	let golden: Golden;
	let report: VerifyReport;
	beforeAll(async () => {
		const { config, weights } = await networkOf(SMALLEST_CASE);
		const name = "decoder.net.0.weight";
		const plain = weights.get(name) as Float32Tensor;
		const rough = float32Tensor(
			plain.shape,
			plain.data.map((value) => ROUGHNESS * value),
		);
		const network = { config, weights: new Map(weights).set(name, rough) };
		generator = await generatorOf(network, "cpu", () => createWasmMarcher({ workers: null }));
		const whole = await goldenOf(SMALLEST_CASE);
		const inputs = ["z", "ws", "camera", "conditioning_camera", "jitter_coarse", "u_importance"];
		golden = { ...whole, tensors: new Map([...whole.tensors].filter(([key]) => inputs.includes(key))) };
		const results = Object.entries(await roundedOtherwise(generator, golden));
		golden = { ...golden, seed: null, pose: null, tensors: new Map([...golden.tensors, ...results]) };
		report = await verifyGolden(generator, golden);
	}, 120_000);
	afterAll(() => generator.dispose());

	it("is right where it is off by no more than its inputs' rounding makes it, and says so", () => {
		const judged = report.comparisons.filter(({ conditioned }) => conditioned === true);
		expect(judged.map(({ name, passed }) => [name, passed])).toEqual([["sigma_fine", true]]);
		expect(report.passed).toBe(true);
		const [{ peak, tolerance } = { peak: 0, tolerance: { peak: 0 } }] = judged;
		expect(peak).toBeGreaterThan(CPU_TOLERANCES.sigma_fine?.peak ?? 1);
		expect(tolerance.peak).toBeLessThan(0.01);
	});

	it("is refused where a ray's samples are off by one per cent of the largest", async () => {
		const fine = goldenTensor(golden, "sigma_fine", ["M", "K"]);
		const largest = fine.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		const data = fine.data.map((value, index) => (index === 1000 ? value + 0.01 * largest : value));
		const tensors = new Map(golden.tensors).set("sigma_fine", float32Tensor(fine.shape, data));
		const changed = await verifyGolden(generator, { ...golden, tensors });
		expect(changed.comparisons.find(({ name }) => name === "sigma_fine")?.passed).toBe(false);
	});
});
