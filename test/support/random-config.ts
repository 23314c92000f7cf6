/** Configurations of generators drawn at random: tiny, and irregular where published ones are all alike. */

import { OWN_SUPERRESOLUTION, publishedSuperresolution } from "../../src/generator/superresolution-modules.ts";
import type { GeneratorConfig, SuperresolutionConfig, SynthesisBlockConfig } from "../../src/networks/config.ts";
import { countWs } from "../../src/networks/synthesis.ts";
import { COLOUR_ACTIVATIONS, COLOUR_RANGES, type FieldRules } from "../../src/rendering/field-rules.ts";
import type { RenderingConfig } from "../../src/rendering/rendering-config.ts";
import { RandomState } from "../../src/tensor/random-state.ts";

const MODULES = ["8XDC", "8X", "4X", "2X", "Deepfp32"].map(
	(name) => `training.superresolution.SuperresolutionHybrid${name}`,
);

/** Draws of one configuration. */
class Draws {
	readonly #random: RandomState;

	constructor(seed: number) {
		this.#random = new RandomState(seed);
	}

	/** A number from `least` to `most`, of three digits, so that texts keep it. */
	number(least: number, most: number): number {
		const [share = 0] = this.#random.uniformFloat32(1);
		return Number((least + share * (most - least)).toFixed(3));
	}

	/** A whole number from `least` to `most`. */
	whole(least: number, most: number): number {
		const [share = 0] = this.#random.uniformFloat32(1);
		return Math.min(most, least + Math.floor(share * (most - least + 1)));
	}

	flip(): boolean {
		return this.whole(0, 1) === 1;
	}

	of<T>(choices: readonly [T, ...T[]]): T {
		return choices[this.whole(0, choices.length - 1)] ?? choices[0];
	}
}

/** The same configuration for the same seed. */
export function randomConfig(seed: number): GeneratorConfig {
	const draws = new Draws(seed);
	const wDim = draws.whole(2, 7);
	const planeChannels = draws.whole(1, 3);
	const triplaneDepth = draws.of([1, 1, 2, 3] as const);
	const featureChannels = draws.whole(3, 6);
	const backbone = { wDim, blocks: backboneBlocks(draws, 3 * planeChannels * triplaneDepth) };
	const superresolution = drawnSuperresolution(draws, wDim, featureChannels);
	const behind = backboneBlocks(draws, featureChannels).slice(0, backbone.blocks.length);
	return {
		mapping: {
			...{ zDim: draws.whole(1, 6), cDim: draws.of([0, 25]), wDim, numLayers: draws.whole(1, 4) },
			...{
				lrMultiplier: draws.of([0.01, 1, 0.5]),
				numWs: countWs(backbone),
				normalizeZ: draws.of([true, true, false]),
			},
		},
		conditioning: { scale: draws.of([0, 1, 0.25]), zero: draws.flip() },
		backbone,
		background: draws.flip() ? { wDim, blocks: behind } : null,
		rawImage: draws.flip() ? { convClamp: drawnClamp(draws) } : null,
		planeResolution: backbone.blocks.at(-1)?.resolution ?? 0,
		decoder: {
			planeChannels,
			hiddenDim: draws.whole(2, 9),
			featureChannels,
			lrMultiplier: draws.of([1, 0.1]),
		},
		superresolution,
		rendering: drawnRendering(draws, triplaneDepth),
		imgResolution: superresolution.blocks.at(-1)?.resolution ?? 0,
		neuralRenderingResolution: draws.whole(4, 128),
	};
}

function drawnClamp(draws: Draws): number | null {
	return draws.of([null, 256, 128, 0.5, 3.25]);
}

function backboneBlocks(draws: Draws, imgChannels: number): SynthesisBlockConfig[] {
	let inChannels = draws.whole(1, 5);
	return Array.from({ length: draws.whole(1, 3) }, (_, index) => {
		const resolution = 4 * 2 ** index;
		const outChannels = index === 0 ? inChannels : draws.whole(1, 5);
		const shape = { name: `b${resolution}`, isFirst: index === 0, up: index > 0, resolution };
		const block = { ...shape, inChannels, outChannels, imgChannels, convClamp: drawnClamp(draws) };
		inChannels = outChannels;
		return block;
	});
}

function drawnSuperresolution(draws: Draws, wDim: number, featureChannels: number): SuperresolutionConfig {
	const module = draws.of([OWN_SUPERRESOLUTION, ...MODULES]);
	const layout =
		module === OWN_SUPERRESOLUTION
			? { inputResolution: draws.whole(4, 32), resizeWhen: "different" as const, up: [draws.flip(), draws.flip()] }
			: publishedSuperresolution(module);
	let inChannels = featureChannels;
	let resolution = layout.inputResolution;
	const blocks = layout.up.map((up, index): SynthesisBlockConfig => {
		resolution *= up ? 2 : 1;
		const outChannels = draws.whole(1, 5);
		const shape = { name: `block${index}`, isFirst: false, up, resolution };
		const block = { ...shape, inChannels, outChannels, imgChannels: 3, convClamp: drawnClamp(draws) };
		inChannels = outChannels;
		return block;
	});
	const { inputResolution, resizeWhen } = layout;
	const fixed = "antialias" in layout ? layout.antialias : undefined;
	const noiseMode = draws.of(["none", "const", "random"] as const);
	const rawInPlace = draws.flip();
	return { module, wDim, blocks, inputResolution, resizeWhen, antialias: fixed ?? draws.flip(), noiseMode, rawInPlace };
}

function drawnRules(draws: Draws): FieldRules {
	return {
		densityMask: draws.flip() ? draws.number(0.1, 0.6) : null,
		colourActivation: draws.of(COLOUR_ACTIVATIONS),
		colourRange: draws.of(COLOUR_RANGES),
	};
}

function drawnRendering(draws: Draws, triplaneDepth: number): RenderingConfig {
	const auto = draws.flip();
	return {
		depthResolution: draws.whole(1, 64),
		depthResolutionImportance: draws.whole(0, 64),
		rayStart: auto ? "auto" : draws.number(0.1, 2),
		rayEnd: auto ? "auto" : draws.number(2.1, 4),
		boxWarp: draws.number(0.5, 3),
		disparitySpaceSampling: draws.flip(),
		whiteBack: draws.flip(),
		planeAxes: draws.of(["eg3d", "orthogonal", "panohead"] as const),
		triplaneDepth,
		rules: drawnRules(draws),
		avgCameraRadius: draws.number(1, 4),
		avgCameraPivot: [draws.number(-1, 1), draws.number(-1, 1), draws.number(-1, 1)],
	};
}
