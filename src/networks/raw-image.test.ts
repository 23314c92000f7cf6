/** Gradients through background and raw image, beside differences; their numbers are in src/generator/panohead.test.ts. */

import { describe, expect, it } from "vitest";
import { RandomInputs } from "../../test/support/finite-differences.ts";
import { tinyGenerator } from "../../test/support/tiny-training.ts";
import { createGraph } from "../graph/create.ts";
import { add, mul } from "../graph/ops/arithmetic.ts";
import { reduceSum } from "../graph/ops/reductions.ts";
import { square } from "../graph/ops/unary.ts";
import type { GeneratorConfig } from "./config.ts";
import type { Parameters } from "./parameters.ts";
import { hasRawLayers, rawImages } from "./raw-image.ts";

const F = 3;
const W_DIM = 2;
const NRR = 6;

const CONFIG: GeneratorConfig = {
	...tinyGenerator(),
	background: {
		wDim: W_DIM,
		blocks: [
			{
				...{ name: "b4", isFirst: true, up: false, resolution: 4 },
				...{ inChannels: 2, outChannels: 2, imgChannels: F, convClamp: null },
			},
		],
	},
	rawImage: { convClamp: null },
};

function parametersOf(inputs: RandomInputs, prefix = ""): Parameters {
	return {
		graph: inputs.graph,
		get: (name, shape) => inputs.input(`${prefix}${name}`, shape, 0.7),
		scope: (next) => parametersOf(inputs, `${prefix}${next}.`),
	};
}

describe("rawImages", () => {
	it("has the gradients of differences, by everything", () => {
		const inputs = new RandomInputs(createGraph(), 9);
		const marched = {
			featureImage: inputs.input("featureImage", [1, F, NRR, NRR]),
			opacity: inputs.input("opacity", [1, 1, NRR, NRR]),
			ws: inputs.input("ws", [1, 4, W_DIM]),
		};
		const { featureImage, imageRaw } = rawImages(marched, parametersOf(inputs), CONFIG);
		inputs.expectGradients(add(reduceSum(square(featureImage)), reduceSum(mul(square(imageRaw), 0.5))));
	});

	it("needs the opacity where there is a background, and nothing where there is none", () => {
		const inputs = new RandomInputs(createGraph(), 9);
		const marched = {
			featureImage: inputs.input("featureImage", [1, F, NRR, NRR]),
			opacity: null,
			ws: inputs.input("ws", [1, 4, W_DIM]),
		};
		expect(() => rawImages(marched, parametersOf(inputs), CONFIG)).toThrow("wants the opacity of the volume");
		expect(rawImages(marched, parametersOf(inputs), tinyGenerator()).featureImage).toBe(marched.featureImage);
		expect([hasRawLayers(CONFIG), hasRawLayers(tinyGenerator())]).toEqual([true, false]);
	});
});
