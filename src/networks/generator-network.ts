/**
 * The stages of a generator over its parameters, each with its part of them: the one place that says which parameters and
 * which piece of the configuration a stage has. Inference, export and training are composed of these.
 */

import type { Graph } from "../graph/graph.ts";
import { reshape, sliceAxis } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { SymbolicDecoder } from "../rendering/march/symbolic-field.ts";
import { type GeneratorConfig, type NoiseMode, planeNumbers } from "./config.ts";
import { symbolicDecoder } from "./decoder.ts";
import { mapping } from "./mapping.ts";
import type { Parameters } from "./parameters.ts";
import { type MarchedImages, type RawImages, rawImages } from "./raw-image.ts";
import { type SuperresolutionStyle, type SuperresolvedImages, superresolution } from "./superresolution.ts";
import { countWs, type SynthesisState, synthesis, synthesisStates } from "./synthesis.ts";
import type { GraphTarget } from "./target.ts";

export class GeneratorNetwork {
	readonly #parameters: Parameters;
	readonly #config: GeneratorConfig;

	/** @param parameters  the generator's, under their official names */
	constructor(parameters: Parameters, config: GeneratorConfig) {
		this.#parameters = parameters;
		this.#config = config;
	}

	/**
	 * @param z  [N, zDim], or `null` where zDim is 0
	 * @param c  [N, cDim] as the network is conditioned on it, or `null` where cDim is 0
	 * @returns  w [N, wDim], without truncation
	 */
	mapping(z: SymbolicTensor | null, c: SymbolicTensor | null): SymbolicTensor {
		return mapping(z, c, this.#mappingParameters, this.#config.mapping);
	}

	/** `w_avg` [wDim] */
	wAvg(): SymbolicTensor {
		return this.#mappingParameters.get("w_avg", [this.#config.mapping.wDim]);
	}

	/** ws [N, numWs, wDim] → planes [N, 3, C·G, H, W]. The backbone's channels are plane-major, then channels, then slices. */
	planes(ws: SymbolicTensor, noiseMode: NoiseMode, target: GraphTarget = "any"): SymbolicTensor {
		const { backbone, planeResolution: side } = this.#config;
		const image = synthesis(ws, this.#synthesisParameters, backbone, noiseMode, target);
		return reshape(image, [-1, 3, planeNumbers(this.#config), side, side]);
	}

	/** ws [N, numWs, wDim] → what stands behind each of the first `count` blocks of the backbone. */
	backboneStates(
		ws: SymbolicTensor,
		count: number,
		noiseMode: NoiseMode,
		target: GraphTarget = "any",
	): readonly SynthesisState[] {
		const { backbone } = this.#config;
		const part = { ...backbone, blocks: backbone.blocks.slice(0, count) };
		const own = sliceAxis(ws, 1, 0, countWs(part));
		return [...synthesisStates(own, this.#synthesisParameters, part, { noiseMode, target })];
	}

	decoder(): SymbolicDecoder {
		return symbolicDecoder(this.#parameters.scope("decoder"), this.#config.decoder);
	}

	/** featureImage [N, F, nrr, nrr] as it is marched, opacity, ws → featureImage and imageRaw as super-resolution takes them */
	rawImages(marched: MarchedImages, target: GraphTarget = "any"): RawImages {
		return rawImages(marched, this.#parameters, this.#config, target);
	}

	/** imageRaw [N, 3, nrr, nrr], featureImage [N, F, nrr, nrr], ws [N, numWs, wDim] → images [N, 3, R, R] */
	superresolution(
		imageRaw: SymbolicTensor,
		featureImage: SymbolicTensor,
		ws: SymbolicTensor,
		style: SuperresolutionStyle = {},
	): SuperresolvedImages {
		const parameters = this.#parameters.scope("superresolution");
		return superresolution({ imageRaw, featureImage, ws }, parameters, this.#config.superresolution, style);
	}

	get #mappingParameters(): Parameters {
		return this.#parameters.scope("backbone").scope("mapping");
	}

	get #synthesisParameters(): Parameters {
		return this.#parameters.scope("backbone").scope("synthesis");
	}
}

/** A generator's latents as inputs of a graph: z [1, zDim] and c [1, cDim], `null` where it takes none. */
export function latentInputs(
	graph: Graph,
	{ mapping: { zDim, cDim } }: GeneratorConfig,
): { readonly z: SymbolicTensor | null; readonly c: SymbolicTensor | null } {
	return {
		z: zDim > 0 ? graph.input("z", [1, zDim]) : null,
		c: cDim > 0 ? graph.input("c", [1, cDim]) : null,
	};
}
