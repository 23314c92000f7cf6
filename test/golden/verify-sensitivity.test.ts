/** `verify` must not be lenient: one value or one weight off by 1 % of its tensor's largest is a failure. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Golden } from "../../src/analysis/verify/golden.ts";
import { verifyGolden } from "../../src/analysis/verify/verify-golden.ts";
import type { Generator } from "../../src/generator/generator.ts";
import { symbolicMarcher } from "../../src/rendering/march/symbolic-marcher.ts";
import { float32Tensor, type HostTensor } from "../../src/tensor/host-tensor.ts";
import { generatorOf, goldenOf, type NetworkOfCase, networkOf, SMALLEST_CASE } from "./golden-cases.ts";

/** A copy in which one value has moved by 1 % of the largest magnitude. */
function nudged(tensor: HostTensor | undefined, at: number): HostTensor {
	if (tensor?.dtype !== "float32") throw new Error("want a float32 tensor");
	const data = Float32Array.from(tensor.data as Float32Array);
	const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	const index = at % data.length;
	data[index] = (data[index] ?? 0) + 0.01 * largest;
	return float32Tensor(tensor.shape, data);
}

describe("verify", () => {
	let network: NetworkOfCase;
	let golden: Golden;
	let generator: Generator;
	beforeAll(async () => {
		network = await networkOf(SMALLEST_CASE);
		golden = await goldenOf(SMALLEST_CASE);
		generator = await generatorOf(network, "cpu", symbolicMarcher);
	});
	afterAll(() => generator.dispose());

	const STAGE_OUTPUTS = [
		"z",
		"camera",
		"conditioning_camera",
		"ws",
		"ws_psi1",
		"planes_stride8",
		"points_sigma",
		"points_rgb",
		"ray_origins",
		"ray_directions",
		"sigma_coarse",
		"sigma_fine",
		"feature_image",
		"image_raw",
		"depth_raw",
		"image_depth",
		"weight_total",
		"image",
	];

	it.each(STAGE_OUTPUTS)("fails on a golden with one value of %s off by 1 per cent", async (name) => {
		const changed = new Map(golden.tensors).set(name, nudged(golden.tensors.get(name), 12_345));
		const report = await verifyGolden(generator, { ...golden, tensors: changed });
		expect(report.passed).toBe(false);
		expect(report.comparisons.find((comparison) => comparison.name === name)?.passed).toBe(false);
	});

	const WEIGHTS = [
		"backbone.mapping.fc0.weight",
		"backbone.mapping.w_avg",
		"backbone.synthesis.b4.const",
		"backbone.synthesis.b8.conv0.weight",
		"backbone.synthesis.b64.conv1.bias",
		"backbone.synthesis.b256.torgb.weight",
		"decoder.net.0.weight",
		"decoder.net.2.bias",
		"superresolution.block0.conv0.weight",
		"superresolution.block1.torgb.affine.weight",
	];

	it.each(WEIGHTS)("fails on a network with one weight of %s off by 1 per cent", async (name) => {
		const weights = new Map(network.weights).set(name, nudged(network.weights.get(name), 7919));
		await using changed = await generatorOf({ ...network, weights }, "cpu", symbolicMarcher);
		expect((await verifyGolden(changed, golden)).passed).toBe(false);
	});
});
