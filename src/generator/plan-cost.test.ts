import { describe, expect, it } from "vitest";
import type { GeneratorConfig } from "../networks/config.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { planCost, refuseLarge } from "./plan-cost.ts";
import { presetConfig, presetNames } from "./presets.ts";

const config = presetConfig("heads64");

describe("planCost", () => {
	it("counts what the decoder and the convolutions multiply", () => {
		const { decoder, rendering, neuralRenderingResolution: nrr } = config;
		const more = { ...config, rendering: { ...rendering, depthResolution: rendering.depthResolution + 10 } };
		const each = decoder.planeChannels * decoder.hiddenDim + decoder.hiddenDim * (1 + decoder.featureChannels);
		expect(planCost(more).operations - planCost(config).operations).toBe(nrr ** 2 * 10 * each);
	});

	it("takes every configuration that there is, with room to spare", () => {
		for (const name of presetNames()) {
			const cost = planCost(presetConfig(name));
			expect(() => refuseLarge(presetConfig(name))).not.toThrow();
			expect(cost.bytes).toBeLessThan(1.3 * 2 ** 30);
			expect(cost.operations).toBeLessThan(5e11);
		}
	});
});

describe("refuseLarge", () => {
	const { rendering, superresolution } = config;
	it.each<[string, Partial<GeneratorConfig>, RegExp]>([
		["rays", { neuralRenderingResolution: 4096 }, /4096 rays per side/],
		[
			"samples",
			{ rendering: { ...rendering, depthResolution: 4096 }, neuralRenderingResolution: 1024 },
			/4096 \+ 12 samples/,
		],
		[
			"super-resolution",
			{ superresolution: { ...superresolution, inputResolution: 8192 } },
			/super-resolution of 8192²/,
		],
	])("refuses too many %s, with the numbers", (_, changes, message) => {
		expect(() => refuseLarge({ ...config, ...changes })).toThrow(CheckpointError);
		expect(() => refuseLarge({ ...config, ...changes })).toThrow(message);
		expect(() => refuseLarge({ ...config, ...changes })).toThrow(/GiB of memory .*--allow-large/);
	});
});
