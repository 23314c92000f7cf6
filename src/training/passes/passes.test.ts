import { describe, expect, it } from "vitest";
import { TINY_RESOLUTION, tinyDiscriminator, tinyGenerator } from "../../../test/support/tiny-training.ts";
import { createGraph } from "../../graph/create.ts";
import { evaluate } from "../../graph/evaluate.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { initializeGenerator } from "../../networks/initialize.ts";
import { constantParameters } from "../../networks/parameters.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { PHASE_DEFAULTS } from "../phases/phase-setup.ts";
import { imagesOfFeatures } from "./generator-pass.ts";
import { mixFromCutoff, mixStyles, swapLabels } from "./swap-and-mix.ts";

const LABELS = float32Tensor(
	[3, 2],
	[
		[0, 1],
		[10, 11],
		[20, 21],
	].flat(),
);

describe("swapLabels", () => {
	const swapped = (swap: readonly number[]): number[] => {
		const graph = createGraph();
		const decisions = graph.constant(float32Tensor([swap.length, 1], swap));
		return Array.from(evaluate([swapLabels(graph.constant(LABELS), decisions)], {})[0]?.data ?? [], Number);
	};

	it("gives a swapped sample its predecessor's label, and the first one the last one's", () => {
		expect(swapped([1, 0, 1])).toEqual([20, 21, 10, 11, 10, 11]);
		expect(swapped([0, 0, 0])).toEqual([...LABELS.data]);
	});

	it("takes one decision for the whole batch", () => {
		expect(swapped([1])).toEqual([20, 21, 0, 1, 10, 11]);
		expect(swapped([0])).toEqual([...LABELS.data]);
	});

	it("leaves a batch of one alone, and refuses decisions for another batch", () => {
		const graph = createGraph();
		const one = graph.input("c", [1, 2]);
		expect(swapLabels(one, graph.input("swap", [1, 1]))).toBe(one);
		expect(() => swapLabels(graph.constant(LABELS), graph.input("two", [2, 1]))).toThrow("swap: shape [2, 1]");
	});
});

describe("imagesOfFeatures", () => {
	/** A super-resolution whose first block does not enlarge, as 2X and 4X have it. */
	function altering(rawInPlace: boolean): GeneratorConfig {
		const { superresolution, neuralRenderingResolution: side, ...others } = tinyGenerator();
		const [last] = superresolution.blocks;
		if (!last) throw new Error("no block");
		const first = { ...last, name: "block0", resolution: side, up: false };
		const blocks = [first, { ...last, name: "block1", resolution: TINY_RESOLUTION, inChannels: last.outChannels }];
		const module = { ...superresolution, blocks, rawInPlace };
		return { ...others, neuralRenderingResolution: side, superresolution: module };
	}

	function images(rawInPlace: boolean): {
		readonly image: number[];
		readonly raw: number[];
		readonly features: number[];
	} {
		const generator = altering(rawInPlace);
		const { neuralRenderingResolution: side, decoder, mapping } = generator;
		const random = new RandomState(4);
		const features = float32Tensor(
			[1, side ** 2, decoder.featureChannels],
			random.randn(side ** 2 * decoder.featureChannels),
		);
		const ws = float32Tensor([1, mapping.numWs, mapping.wDim], random.randn(mapping.numWs * mapping.wDim));
		const graph = createGraph();
		const parameters = constantParameters(graph, initializeGenerator(generator, 2));
		const discriminator = tinyDiscriminator();
		const setup = { ...PHASE_DEFAULTS, generator, discriminator, batch: 1, neuralRenderingResolution: side };
		const { image, imageRaw } = imagesOfFeatures(
			{ features: graph.constant(features), opacity: null },
			graph.constant(ws),
			parameters,
			setup,
		);
		const [shown, raw] = evaluate([image, imageRaw], {}).map(({ data }) => Array.from(data, Number));
		const firstThree = Array.from({ length: 3 * side ** 2 }, (_, at) => {
			const [channel, pixel] = [Math.floor(at / side ** 2), at % side ** 2];
			return features.data[pixel * decoder.featureChannels + channel] ?? 0;
		});
		return { image: shown ?? [], raw: raw ?? [], features: firstThree };
	}

	it("shows the discriminator the first three features, or what super-resolution leaves of them", () => {
		const [clean, published] = [images(false), images(true)];
		expect(clean.raw).toEqual(clean.features);
		expect(published.image).toEqual(clean.image);
		const moved = published.raw.map((value, at) => Math.abs(value - (clean.raw[at] ?? 0)));
		expect(Math.max(...moved)).toBeGreaterThan(0.1);
	});
});

describe("mixStyles", () => {
	it("takes the second latent from the cutoff on", () => {
		const graph = createGraph();
		const ws = graph.constant(float32Tensor([1, 3, 1], [1, 2, 3]));
		const other = graph.constant(float32Tensor([1, 3, 1], [7, 8, 9]));
		const mixed = (cutoff: number): number[] =>
			Array.from(evaluate([mixStyles(ws, other, graph.constant(mixFromCutoff(3, cutoff)))], {})[0]?.data ?? [], Number);
		expect(mixed(1)).toEqual([1, 8, 9]);
		expect(mixed(2)).toEqual([1, 2, 9]);
		expect(mixed(3)).toEqual([1, 2, 3]);
	});
});
