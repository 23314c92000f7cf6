/**
 * Gradients of whole phases against differences of their objectives, in float64 on the host: what the goldens cannot
 * show – noise strengths, style mixing, the monotonic variants – is checked here too.
 */

import { describe, expect, it } from "vitest";
import { tinyData, tinyDiscriminator, tinyGenerator, tinyNetworks } from "../../../test/support/tiny-training.ts";
import { evaluate } from "../../graph/evaluate.ts";
import { gradients } from "../../graph/gradients.ts";
import { mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean, reduceSum } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { PIPELINES } from "../augment/pipeline.ts";
import type { DensityOptions } from "../losses/density.ts";
import { discriminatorMain, discriminatorRegularization } from "./discriminator-phases.ts";
import { generatorMain, generatorRegularization } from "./generator-phases.ts";
import { feedsOf } from "./inputs.ts";
import { type PhaseGraph, phaseInputs } from "./phase-graph.ts";
import { PHASE_DEFAULTS, type PhaseSetup } from "./phase-setup.ts";

const BATCH = 2;

/** Without importance sampling: fine samples move with the weights, and no gradient tells of that, as published. */
function setup(changes: Partial<PhaseSetup> = {}): PhaseSetup {
	const generator = tinyGenerator();
	return {
		...PHASE_DEFAULTS,
		generator: { ...generator, rendering: { ...generator.rendering, depthResolutionImportance: 0 } },
		discriminator: tinyDiscriminator(),
		batch: BATCH,
		neuralRenderingResolution: 4,
		...changes,
	};
}

function phaseFeeds(phase: PhaseGraph): Record<string, HostTensor> {
	const { generator, discriminator } = tinyNetworks();
	const feeds: Record<string, HostTensor> = {
		...feedsOf(phaseInputs(phase), {
			...{
				random: new RandomState(9),
				data: tinyData(BATCH),
				swapProbability: 0.5,
				styleMixingProb: 1,
				blurSigma: 1.5,
			},
			augmentation: { probability: 0.8, augmentations: PIPELINES.bgc, resolution: 16 },
		}),
	};
	const random = new RandomState(11);
	for (const [name, tensor] of generator.weights) feeds[`G.${name}`] = stirred(name, tensor, random);
	for (const [name, tensor] of discriminator.weights) feeds[`D.${name}`] = stirred(name, tensor, random);
	return feeds;
}

/** Biases and strengths that are not 0, so that nothing can be left out unnoticed. */
function stirred(name: string, { shape, data }: Float32Tensor, random: RandomState): HostTensor {
	if (!/(bias|noise_strength|w_avg)$/.test(name)) return float32Tensor(shape, data);
	const noise = random.randn(data.length);
	return float32Tensor(
		shape,
		data.map((value, index) => value + 0.1 * (noise[index] ?? 0)),
	);
}

/** How far to go, and how far the two may be apart: float64, smooth between the kinks of leaky ReLU. */
const STEP = 1e-6;
/** R1 jumps at the kinks themselves: so near that none lies between. */
const SHORT_STEP = 1e-7;
const TOLERANCE = 2e-5;

/** Compares Σ gradient · direction with the slope of the objective along a random direction of the parameters. */
function expectSlope(phase: PhaseGraph, prefix: string, objective: SymbolicTensor, only = /./, step = STEP): void {
	const feeds = phaseFeeds(phase);
	const names = [...phase.gradients.keys()].filter((name) => only.test(name));
	expect(names.length).toBeGreaterThan(0);
	const random = new RandomState(13);
	const directions = new Map(names.map((name) => [name, random.randn(feeds[prefix + name]?.data.length ?? 0)]));
	const nodes = names.flatMap((name) => phase.gradients.get(name) ?? []);
	const values = evaluate(nodes, feeds, { precision: "float64" });
	const slope = names.reduce((sum, name, index) => {
		const direction = directions.get(name) ?? new Float64Array();
		return sum + direction.reduce((part, along, i) => part + along * Number(values[index]?.data[i]), 0);
	}, 0);
	const at = (distance: number): number => {
		const moved = { ...feeds };
		for (const [name, direction] of directions) {
			const tensor = feeds[prefix + name];
			if (!tensor) throw new Error(`no ${name}`);
			const data = Float64Array.from(tensor.data as Float32Array, (value, i) => value + distance * (direction[i] ?? 0));
			moved[prefix + name] = hostTensor("float64", tensor.shape, data);
		}
		return Number(evaluate([objective], moved, { precision: "float64" })[0]?.data[0]);
	};
	const difference = (at(step) - at(-step)) / (2 * step);
	expect(Math.abs(slope - difference)).toBeLessThanOrEqual(TOLERANCE * Math.abs(difference));
}

function mean(tensor: SymbolicTensor | undefined): SymbolicTensor {
	if (!tensor) throw new Error("no such report");
	return reduceMean(tensor);
}

describe("the gradients of a phase are the slopes of its objective", { timeout: 60_000 }, () => {
	it.each<[string, Partial<PhaseSetup>]>([
		["as published, with random noise", {}],
		["with blur and style mixing", { blur: true, styleMixing: true, noiseMode: "none" }],
		["with augmentation", { augment: true }],
		["without swapping cameras, with label noise", { poseSwapping: false, discriminator: tinyDiscriminator(0.5) }],
	])("Gmain %s", (_, changes) => {
		const phase = generatorMain(setup(changes), 3);
		expectSlope(phase, "G.", mul(mean(phase.reports["Loss/G/loss"]), 3));
	});

	it("Gmain, of noise strengths alone", () => {
		const phase = generatorMain(setup());
		expectSlope(phase, "G.", mean(phase.reports["Loss/G/loss"]), /noise_strength$/);
	});

	it.each<[string, DensityOptions]>([
		["l1", { regType: "l1", densityReg: 0.25, densityRegPDist: 0.01 }],
		["monotonic-fixed", { regType: "monotonic-fixed", densityReg: 0.25, densityRegPDist: 0.01 }],
	])("Greg %s", (_, density) => {
		const phase = generatorRegularization(setup(), density, 4);
		expectSlope(phase, "G.", mul(mean(phase.reports["Loss/G/reg"]), 4));
	});

	it.each([false, true])("Dmain, augmentation: %s", (augment) => {
		const phase = discriminatorMain(setup({ blur: true, augment }));
		expectSlope(phase, "D.", mean(phase.reports["Loss/D/loss"]));
	});

	it.each([false, true])("Dreg, whose objective is a gradient itself, augmentation: %s", (augment) => {
		const phase = discriminatorRegularization(setup({ blur: true, augment }), 2, 16);
		expectSlope(phase, "D.", mul(mean(phase.reports["Loss/D/reg"]), 16), /./, SHORT_STEP);
	});
});

describe("Greg", () => {
	it("loses as much in both monotonic variants, but lets nothing flow to the front in monotonic-detach", () => {
		const of = (regType: DensityOptions["regType"]): { phase: PhaseGraph; loss: number; slope: number } => {
			const phase = generatorRegularization(setup(), { regType, densityReg: 0, densityRegPDist: 0.01 }, 1);
			const bias = phase.gradients.get("decoder.net.2.bias");
			const [loss, slope] = evaluate([mean(phase.reports["Loss/G/reg"]), ...(bias ? [bias] : [])], phaseFeeds(phase));
			return { phase, loss: Number(loss?.data[0]), slope: Number(slope?.data[0]) };
		};
		const [fixed, detached] = [of("monotonic-fixed"), of("monotonic-detach")];
		expect(fixed.loss).toBeGreaterThan(0);
		expect(detached.loss).toBe(fixed.loss);
		// A bias moves front and back alike: nothing changes. Where the front stands still, only the back goes with it.
		expect(fixed.slope).toBeCloseTo(0, 6);
		expect(detached.slope).toBeLessThan(-1);
	});

	it("has no gradients of super-resolution, and Dreg none of the last bias", () => {
		const density = { regType: "l1", densityReg: 0.25, densityRegPDist: 0.01 } as const;
		const names = [...generatorRegularization(setup(), density, 1).gradients.keys()];
		expect(names.some((name) => name.startsWith("superresolution"))).toBe(false);
		expect(names).toContain("backbone.mapping.embed.weight");
		const dreg = [...discriminatorRegularization(setup(), 1, 1).gradients.keys()];
		expect(dreg).not.toContain("b4.out.bias");
		expect(dreg).toContain("b4.out.weight");
	});
});

describe("Dmain", () => {
	it("moves w_avg by 1 - beta of the way to the batch's mean w", () => {
		const phase = discriminatorMain(setup({ wAvgBeta: 0.75 }));
		const feeds = phaseFeeds(phase);
		const after = phase.buffers.get("backbone.mapping.w_avg");
		const before = feeds["G.backbone.mapping.w_avg"];
		if (!after || !before) throw new Error("no w_avg");
		const still = discriminatorMain(setup({ wAvgBeta: 0 })).buffers.get("backbone.mapping.w_avg");
		if (!still) throw new Error("no w_avg");
		const [got] = evaluate([after], feeds);
		const [mapped] = evaluate([still], feeds);
		got?.data.forEach((value, index) => {
			expect(Number(value)).toBeCloseTo(0.75 * Number(before.data[index]) + 0.25 * Number(mapped?.data[index]), 5);
		});
	});

	it("lets nothing flow into the generator", () => {
		const phase = discriminatorMain(setup());
		expect([...phase.gradients.keys()].every((name) => /^(b\d+|mapping)\./.test(name))).toBe(true);
		const loss = reduceSum(phase.reports["Loss/D/loss"] ?? mean(undefined));
		expect(gradients(loss, [loss.graph.inputs.get("D.b4.out.bias") ?? loss])).toHaveLength(1);
	});
});
