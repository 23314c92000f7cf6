/** A network's graphs, built and compiled when they are first needed, with the noise that they take as inputs. */

import type { CompiledGraph, InferenceRuntime } from "../host/inference-runtime.ts";
import type { GeneratorConfig, SynthesisConfig } from "../networks/config.ts";
import { NOISE_INPUT_PREFIX } from "../networks/noise.ts";
import type { Weights } from "../networks/parameters.ts";
import { type GraphTarget, graphTarget, type Precision, type Preference } from "../networks/target.ts";
import { type GraphGroup, SessionCache } from "../runtime/session-cache.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import {
	backboneModel,
	blockModel,
	mappingModel,
	publishedRawModel,
	rawImagesModel,
	superresolutionModel,
} from "./graphs.ts";
import type { PlanesOptions } from "./options.ts";

export interface NetworkGraphsParts {
	readonly config: GeneratorConfig;
	readonly weights: Weights;
	readonly runtime: InferenceRuntime;
	readonly prefer: Preference;
	readonly precision: Precision;
}

/** A graph and the inputs that are the same for every person. */
export interface GraphWithNoise {
	readonly graph: CompiledGraph;
	readonly noise: Readonly<Record<string, HostTensor>>;
}

/** Graphs for numbers of rays, up to 915 MB each for images of 512²: the one at work, and one to go back to. */
const BY_RAYS: GraphGroup = { name: "by rays", most: 2 };

export class NetworkGraphs {
	readonly #parts: NetworkGraphsParts;
	readonly #target: GraphTarget;
	readonly #sessions: SessionCache;

	constructor(parts: NetworkGraphsParts) {
		this.#parts = parts;
		this.#target = graphTarget(parts.runtime.device, parts.prefer);
		this.#sessions = new SessionCache(parts.runtime);
	}

	/** z, c, psi → ws */
	mapping(): Promise<CompiledGraph> {
		const { config, weights } = this.#parts;
		return this.#sessions.get("mapping", () => mappingModel(config, weights));
	}

	/** ws → planes */
	async backbone({ noiseMode = "const", noiseSeed = 0 }: PlanesOptions): Promise<GraphWithNoise> {
		const { config, weights } = this.#parts;
		const graph = await this.#sessions.get(`backbone noise=${noiseMode}`, () =>
			backboneModel(config, weights, noiseMode, this.#target),
		);
		return { graph, noise: noiseMode === "random" ? noiseFeeds(config.backbone, noiseSeed) : {} };
	}

	/** ws → features and image behind block `index` of the backbone */
	async block(index: number, { noiseMode = "const", noiseSeed = 0 }: PlanesOptions): Promise<GraphWithNoise> {
		const { config, weights } = this.#parts;
		const graph = await this.#sessions.get(`block ${index} noise=${noiseMode}`, () =>
			blockModel(config, weights, noiseMode, index, this.#target),
		);
		const blocks = config.backbone.blocks.slice(0, index + 1);
		return { graph, noise: noiseMode === "random" ? noiseFeeds({ ...config.backbone, blocks }, noiseSeed) : {} };
	}

	/** marched, opacity, ws → feature_image and image_raw, of so many rays per side */
	rawImages(nrr: number): Promise<CompiledGraph> {
		const { config, weights } = this.#parts;
		const build = (): Uint8Array => rawImagesModel(config, weights, nrr, this.#target);
		return this.#sessions.get(`raw images nrr=${nrr}`, build, BY_RAYS);
	}

	/** image_raw, feature_image, ws → image, from so many rays per side */
	async superresolution(nrr: number): Promise<GraphWithNoise> {
		const { config, weights, precision } = this.#parts;
		const graph = await this.#sessions.get(
			`superresolution nrr=${nrr}`,
			() => superresolutionModel(config, weights, nrr, this.#target, precision),
			BY_RAYS,
		);
		const { superresolution } = config;
		return { graph, noise: superresolution.noiseMode === "random" ? noiseFeeds(superresolution, 0) : {} };
	}

	/** image_raw, feature_image, ws → published_raw, where the published code alters image_raw */
	async publishedRaw(nrr: number): Promise<GraphWithNoise> {
		const { config, weights } = this.#parts;
		const graph = await this.#sessions.get(
			`published raw nrr=${nrr}`,
			() => publishedRawModel(config, weights, nrr, this.#target),
			BY_RAYS,
		);
		const { superresolution } = config;
		const first = { ...superresolution, blocks: superresolution.blocks.slice(0, 1) };
		return { graph, noise: superresolution.noiseMode === "random" ? noiseFeeds(first, 0) : {} };
	}

	dispose(): Promise<void> {
		return this.#sessions.dispose();
	}
}

/** One standard normal [1, 1, R, R] per convolution, in the order of the layers, from `RandomState(seed)`. */
function noiseFeeds(config: SynthesisConfig, seed: number): Record<string, HostTensor> {
	const random = new RandomState(seed);
	const layers = config.blocks.flatMap((block) =>
		(block.isFirst ? ["conv1"] : ["conv0", "conv1"]).map((conv) => ({ block, conv })),
	);
	return Object.fromEntries(
		layers.map(({ block: { name, resolution }, conv }) => [
			`${NOISE_INPUT_PREFIX}${name}.${conv}`,
			float32Tensor([1, 1, resolution, resolution], random.randn(resolution * resolution)),
		]),
	);
}
