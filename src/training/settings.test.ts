import { describe, expect, it } from "vitest";
import { withParts } from "../../test/support/changed-network.ts";
import { tinyNetworks } from "../../test/support/tiny-training.ts";
import { presetChannels, presetConfig } from "../generator/presets.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { estimateMemory } from "./loop/memory.ts";
import { networkSnapshot } from "./loop/network-snapshot.ts";
import { newTraining, tunedTraining } from "./loop/new-networks.ts";
import { gammaWarning, resolveSettings, type SettingsBasis, stepOptions, suggestedGamma } from "./settings.ts";
import { initialState } from "./step.ts";

const LARGE: SettingsBasis = { resolution: 512, neuralRenderingResolution: 64, resumed: false, resumeBlur: false };
const SMALL: SettingsBasis = { ...LARGE, resolution: 64, neuralRenderingResolution: 32 };

const TUNING = { labelNoise: 0, seed: 0 };

describe("resolveSettings", () => {
	it("takes published defaults for published sizes", () => {
		expect(resolveSettings({}, LARGE)).toMatchObject({
			...{ batch: 32, batchGpu: 32, gamma: 1.64, kimg: 25_000, tick: 4, snap: 50, glr: 0.0025, dlr: 0.002 },
			...{ gpcRegProb: 0.5, gpcRegFadeKimg: 1000, blurInitSigma: 10, blurFadeKimg: 200, emaKimg: 10, emaRampup: 0.05 },
			...{ densityReg: 0.25, densityRegEvery: 4, densityRegPDist: 0.004, regType: "l1", dRegInterval: 16 },
			...{ neuralRenderingResolutionInitial: 64, neuralRenderingResolutionFinal: null, styleMixingProb: 0 },
		});
	});

	it("measures the blur by the image and shortens the fades for small images", () => {
		const settings = resolveSettings({ batch: 16 }, SMALL);
		expect(settings).toMatchObject({ batch: 16, batchGpu: 16, blurInitSigma: 1.25, blurFadeKimg: 20, emaKimg: 5 });
		expect(settings.gamma).toBeCloseTo((0.0002 * 64 * 64) / 16, 4);
	});

	it("neither blurs nor fades when a network is trained further, unless told", () => {
		const resumed = { ...LARGE, resumed: true };
		expect(resolveSettings({}, resumed)).toMatchObject({ blurInitSigma: 0, gpcRegFadeKimg: 0, emaRampup: 0 });
		expect(resolveSettings({}, { ...resumed, resumeBlur: true }).blurInitSigma).toBe(10);
		expect(resolveSettings({ blurInitSigma: 3 }, resumed).blurInitSigma).toBe(3);
	});
});

describe("stepOptions", () => {
	const networks = tinyNetworks();
	const of = (given: Parameters<typeof resolveSettings>[0]) => stepOptions(resolveSettings(given, SMALL), networks);

	it("freezes layers", () => {
		expect([...of({ freezed: 1 }).frozen]).toEqual(["b16.fromrgb.weight", "b16.fromrgb.bias"]);
	});

	it("refuses batches that cannot be cut up, or whose parts the discriminator cannot compare", () => {
		expect(() => of({ batch: 8, batchGpu: 3 })).toThrow(InputError);
		expect(() => of({ batch: 12, batchGpu: 6 })).toThrow(/6 images in one run of a graph, want .* a multiple of it/);
		expect(of({ batch: 8, batchGpu: 2 }).batchGpu).toBe(2);
	});
});

describe("gammaWarning", () => {
	it("follows the rule of thumb, and lets published choices pass", () => {
		expect(suggestedGamma(512, 32)).toBeCloseTo(1.6384);
		for (const [gamma, side] of [
			[1, 512],
			[5, 512],
			[0.3, 128],
		] as const) {
			expect(gammaWarning(gamma, side, 32)).toBeNull();
		}
		expect(gammaWarning(0.01, 512, 32)).toMatch(/gives 1\.6; the discriminator may overpower/);
		expect(gammaWarning(50, 512, 32)).toMatch(/too smooth/);
	});
});

describe("networks of a run", () => {
	it("has a discriminator of the configuration's channels, and weights by the seed", () => {
		const sizes = { cfg: "small64", changes: {}, labelNoise: 0 };
		const { networks } = newTraining(sizes, 5);
		expect(networks.discriminator.config.imgResolution).toBe(presetConfig("small64").imgResolution);
		expect(networks.discriminator.config.blocks[0]?.inChannels).toBe(presetChannels("small64").channelBase / 64);
		const again = newTraining(sizes, 5).networks;
		expect(again.generator.weights).toEqual(networks.generator.weights);
		expect(newTraining(sizes, 6).networks.generator.weights).not.toEqual(networks.generator.weights);
	});

	it("leave parts of a checkpoint behind that are not computed, where that is allowed", () => {
		const checkpoint = networkSnapshot(initialState(tinyNetworks(), new RandomState(1)), 32, new Map());
		const networks = [...checkpoint.networks].map(([name, network]) => {
			const extra = float32Tensor([1], [1]);
			return [name, name === "D" ? network : withParts(network, { "shading.weight": extra })] as const;
		});
		const odd = { ...checkpoint, networks: new Map(networks) };
		expect(() => tunedTraining(odd, TUNING)).toThrow(/not computed here: shading/);
		const whole = tunedTraining(checkpoint, TUNING);
		const tuned = tunedTraining(odd, { ...TUNING, allowUnused: true });
		expect(tuned.networks.generator).toEqual(whole.networks.generator);
		expect(tuned.average).toEqual(whole.average);
	});

	it("are those of a checkpoint, with its moving average", () => {
		const start = initialState(tinyNetworks(), new RandomState(1));
		start.average.get("decoder.net.0.bias")?.data.fill(7);
		const checkpoint = networkSnapshot(start, 32, new Map());
		const tuned = tunedTraining(checkpoint, TUNING);
		expect(tuned.networks.generator.weights.get("decoder.net.0.bias")?.data[0]).toBe(0);
		expect(tuned.average.get("decoder.net.0.bias")?.data[0]).toBe(7);
		expect(tuned.networks.discriminator.config).toEqual(start.networks.discriminator.config);
		const average = checkpoint.networks.get("G_ema");
		const only = { ...checkpoint, networks: new Map(average ? [["G_ema", average]] : []) };
		const alone = tunedTraining(only, TUNING);
		expect(alone.networks.generator.weights.get("decoder.net.0.bias")?.data[0]).toBe(7);
		expect(alone.networks.discriminator.config.imgResolution).toBe(16);
		expect(alone.networks.discriminator.config.blocks[0]).toMatchObject({ inChannels: 4, outChannels: 4 });
	});
});

describe("networks without super-resolution", () => {
	const small = { ...TUNING, rays: 32 };

	it("become networks of pictures of another size, with a discriminator of their own", () => {
		const large = newTraining({ cfg: "heads128", changes: { channelBase: 256 }, labelNoise: 0 }, 1);
		const tuned = tunedTraining(networkSnapshot(large, 128, new Map()), small);
		const { generator, discriminator } = tuned.networks;
		expect(generator.config).toMatchObject({ imgResolution: 32, neuralRenderingResolution: 32 });
		expect(generator.weights).toEqual(large.networks.generator.weights);
		expect(discriminator.config.imgResolution).toBe(32);
		const settings = resolveSettings({}, { ...SMALL, resolution: 32 });
		expect(stepOptions(settings, tuned.networks).neuralRenderingResolutionInitial).toBe(32);
		const changing = { ...settings, neuralRenderingResolutionFinal: 64 };
		expect(() => stepOptions(changing, tuned.networks)).toThrow(/no super-resolution, want 32 from beginning to end/);
	});

	it("are the only ones whose pictures change with their rays", () => {
		const tuned = tunedTraining(
			networkSnapshot(initialState(tinyNetworks(), new RandomState(1)), 32, new Map()),
			small,
		);
		expect(tuned.networks.generator.config.imgResolution).toBe(16);
	});
});

describe("estimateMemory", () => {
	it("grows with the images of a graph's run, not with the batch", () => {
		const networks = tinyNetworks();
		const of = (batch: number, batchGpu: number): number => {
			const options = stepOptions(resolveSettings({ batch, batchGpu }, SMALL), networks);
			const { phases, weights, total } = estimateMemory(options, networks, true);
			expect(Object.keys(phases)).toEqual(["Gmain", "Greg", "Dmain", "Dreg"]);
			expect(total).toBeGreaterThan(weights);
			return Object.values(phases).reduce((sum, bytes) => sum + bytes, 0);
		};
		expect(of(8, 4)).toBe(of(4, 4));
		expect(of(4, 4) / of(2, 2)).toBeCloseTo(2, 0);
	});
});
