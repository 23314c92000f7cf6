/**
 * The generator: configuration, weights and a runtime put together. The only place where networks, renderer and
 * runtime meet; everything above works through it.
 *
 * It holds sessions, no results: `planes` and `ws` are returned values that the caller keeps, so that a second view of
 * a person costs neither mapping nor backbone.
 *
 * Size: one short method for each stage, with the shapes that it takes and gives.
 */

import { LABEL_LENGTH } from "../camera/label.ts";
import type { Device, InferenceRuntime } from "../host/inference-runtime.ts";
import type { ProgressListener } from "../host/progress.ts";
import { type GeneratorConfig, planeNumbers } from "../networks/config.ts";
import type { Weights } from "../networks/parameters.ts";
import { hasRawLayers } from "../networks/raw-image.ts";
import { altersImageRaw } from "../networks/superresolution.ts";
import type { Precision, Preference } from "../networks/target.ts";
import type { GridSlab, PointSamples, PreparedField, RayMarcher } from "../rendering/march/contract.ts";
import type { WgslField, WgslMarcher } from "../rendering/march/kernels/wgsl/wgsl-marcher.ts";
import type { RenderedView } from "../rendering/view.ts";
import { CheckpointError, InputError, RuntimeUnavailableError, throwIfAborted } from "../tensor/errors.ts";
import type { FixedTensor, Float32Tensor, HostTensor } from "../tensor/host-tensor.ts";
import { formatShape, matchShape } from "../tensor/shape.ts";
import { concatBatch, itemOf, itemsOf } from "./batch.ts";
import { isOnGpu, type Planes, placedField } from "./field.ts";
import { FieldCache } from "./field-cache.ts";
import { GpuStages, sharesGpu } from "./gpu-stages.ts";
import { inTwoStages } from "./in-two-stages.ts";
import { conditioned, psiPerLayer } from "./mapping-inputs.ts";
import { NetworkGraphs } from "./network-graphs.ts";
import type { MappingOptions, PlanesOptions, VolumeOptions } from "./options.ts";
import { type RenderOptions, resolveRender } from "./render-options.ts";
import { tunedWeights, type WeightDifferences } from "./tuned-weights.ts";
import { concatViews, marchView, type View } from "./views.ts";
import { volumeLines } from "./volume.ts";

/** What a generator is made of. */
export interface GeneratorParts {
	readonly config: GeneratorConfig;
	readonly weights: Weights;
	readonly runtime: InferenceRuntime;
	readonly marcher: RayMarcher;
	/**
	 * Default "speed". "memory" for work that generates planes once and then needs room, such as volumes: a backbone of the
	 * published size takes a fifth less memory to compile and a third more time to run.
	 */
	readonly prefer?: Preference | undefined;
	/** Numbers that super-resolution computes in; default "fp32". "fp16" wants a GPU. */
	readonly precision?: Precision | undefined;
	/** Whether the marcher ends with the generator. Default true. */
	readonly ownsMarcher?: boolean | undefined;
}

export class Generator implements AsyncDisposable {
	readonly config: GeneratorConfig;
	readonly weights: Weights;
	/** The device that really runs the networks. */
	readonly device: Device;
	/** Which version of the renderer runs. */
	readonly renderer: string;
	/** The same stages with nothing read back between them; `null` unless networks and renderer share a GPU. */
	readonly gpu: GpuStages | null;
	readonly #parts: GeneratorParts;
	readonly #graphs: NetworkGraphs;
	readonly #fields: FieldCache;

	/**
	 * Takes over runtime sessions and marcher: `dispose` ends them. Throws `RuntimeUnavailableError` for half floats on the
	 * CPU.
	 */
	constructor(parts: GeneratorParts) {
		const { config, weights, runtime, marcher, prefer = "speed", precision = "fp32" } = parts;
		if (precision === "fp16" && runtime.device === "cpu") {
			throw new RuntimeUnavailableError(
				"precision fp16: the CPU has no convolutions of half floats; use --device webgpu or cuda, or --precision fp32",
			);
		}
		this.config = config;
		this.weights = weights;
		this.device = runtime.device;
		this.renderer = marcher.name;
		this.#parts = parts;
		this.#graphs = new NetworkGraphs({ config, weights, runtime, prefer, precision });
		this.#fields = new FieldCache(marcher);
		this.gpu = sharesGpu(runtime, marcher) ? this.#gpuStages(marcher) : null;
	}

	/**
	 * The generator with something added to its weights, as tuning to a person gives it. It shares runtime and renderer with
	 * this one, and holds its own sessions and fields: dispose of it before this one.
	 * Throws `InputError` where the differences do not fit the weights.
	 */
	tunedTo(differences: WeightDifferences): Generator {
		return new Generator({ ...this.#parts, weights: tunedWeights(this.weights, differences), ownsMarcher: false });
	}

	/**
	 * Latents to intermediate latents.
	 * @param z  [N, zDim] standard normal; `latentFromSeed` makes the published tools' latent of a seed
	 * @param c  [N, 25] or [1, 25] conditioning camera label
	 * @returns  ws [N, numWs, wDim], truncated
	 */
	async mapping(z: Float32Tensor, c: Float32Tensor, options: MappingOptions = {}): Promise<Float32Tensor> {
		const { zDim, cDim } = this.config.mapping;
		const { N } = matchShape("z", z.shape, ["N", zDim]);
		matchShape("c", c.shape, [c.shape[0] === 1 ? 1 : N, cDim]);
		const psi = psiPerLayer(options, this.config.mapping.numWs);
		const graph = await this.#graphs.mapping();
		const results: Float32Tensor[] = [];
		for (const [index, latent] of itemsOf(z).entries()) {
			throwIfAborted(options.signal, "mapping");
			const label = conditioned(itemOf(c, c.shape[0] === 1 ? 0 : index), this.config.conditioning);
			const feeds = { ...(zDim > 0 ? { z: latent } : {}), ...(cDim > 0 ? { c: label } : {}), psi };
			results.push(result(await graph.run(feeds), "ws"));
		}
		return concatBatch(results);
	}

	/**
	 * Generates the tri-planes of people. Keep the result: every view of the person can be rendered from it.
	 * @param ws  [N, numWs, wDim]
	 * @returns   planes [N, 3, C, H, W], not to be changed: put changed numbers into a tensor of their own
	 */
	async planes(ws: Float32Tensor, options: PlanesOptions = {}): Promise<FixedTensor> {
		const { numWs, wDim } = this.config.mapping;
		matchShape("ws", ws.shape, ["N", numWs, wDim]);
		const { signal, onProgress } = options;
		const { graph, noise } = await this.#graphs.backbone(options);
		const results: Float32Tensor[] = [];
		for (const item of itemsOf(ws)) {
			throwIfAborted(signal, "backbone");
			onProgress?.({ stage: "backbone", fraction: results.length / (ws.shape[0] ?? 1) });
			results.push(result(await graph.run({ ws: item, ...noise }), "planes"));
		}
		onProgress?.({ stage: "backbone", fraction: 1 });
		return concatBatch(results);
	}

	/** Planes in host memory, wherever they lie: [N, 3, C, H, W]. Throws `InputError` where their GPU is not this one. */
	async hostPlanes(planes: Planes): Promise<FixedTensor> {
		if (!isOnGpu(planes)) return planes;
		if (this.gpu) return await this.gpu.read(planes);
		throw new InputError("planes: lie on a GPU that this generator does not use");
	}

	/**
	 * Looks into the backbone: what stands behind one of its blocks.
	 * @param ws     [1, numWs, wDim]
	 * @param index  which of `config.backbone.blocks`
	 * @returns      features [1, C, r, r], and the image [1, 3·C, r, r] made so far: the planes, plane by plane
	 */
	async block(
		ws: Float32Tensor,
		index: number,
		options: PlanesOptions = {},
	): Promise<{ readonly features: Float32Tensor; readonly image: Float32Tensor }> {
		const { numWs, wDim } = this.config.mapping;
		matchShape("ws", ws.shape, [1, numWs, wDim]);
		throwIfAborted(options.signal, "backbone");
		const { graph, noise } = await this.#graphs.block(index, options);
		const outputs = await graph.run({ ws, ...noise });
		return { features: result(outputs, "features"), image: result(outputs, "image") };
	}

	/**
	 * Renders views.
	 * @param planes   [1 or N, 3, C, H, W] of `planes`, or of `gpu.planes`; one person may be seen by many cameras. The
	 *                 renderer keeps what it makes of them, so that they must not be changed afterwards
	 * @param ws       [1 or N, numWs, wDim] of the same people: super-resolution needs them
	 * @param cameras  [N, 25] labels of the rendering cameras
	 */
	async render(planes: Planes, ws: Float32Tensor, cameras: Float32Tensor, options: RenderOptions = {}): Promise<View> {
		const { N } = matchShape("cameras", cameras.shape, ["N", LABEL_LENGTH]);
		const { planeResolution: side } = this.config;
		const people = planes.shape[0] === 1 ? 1 : N;
		matchShape("planes", planes.shape, [people, 3, planeNumbers(this.config), side, side]);
		matchShape("ws", ws.shape, [people, this.config.mapping.numWs, this.config.mapping.wDim]);
		const resolved = resolveRender(options, this.config);
		const report = forwardProgress(options.onProgress);
		const personOf = (index: number): number => (people === 1 ? 0 : index);
		const march = (camera: Float32Tensor, index: number): Promise<RenderedView> =>
			this.#withField(planes, personOf(index), (field) =>
				marchView(field, camera, resolved, {
					signal: options.signal,
					onProgress: (fraction) => report({ stage: "render", fraction: (index + fraction) / N }),
				}),
			);
		const superresolve = async (marched: RenderedView, index: number): Promise<View> => {
			throwIfAborted(options.signal, "super-resolution");
			const w = itemOf(ws, personOf(index));
			const raw = await this.rawImages(marched, w);
			const { imageRaw, featureImage } = raw;
			const image = resolved.superresolution ? await this.superresolution(imageRaw, featureImage, w) : null;
			const shown = resolved.publishedRaw ? await this.publishedRaw(imageRaw, featureImage, w) : imageRaw;
			report({ stage: "super-resolution", fraction: (index + 1) / N });
			return { image, ...raw, imageRaw: shown };
		};
		const views: View[] = [];
		for await (const view of inTwoStages(itemsOf(cameras), march, superresolve)) views.push(view);
		return concatViews(views);
	}

	/**
	 * sigma and rgb at points of one person's volume.
	 * @param planes  [1, 3, C, H, W], of `gpu` or not
	 * @param points  [P, 3] world units
	 */
	async samplePoints(
		planes: Planes,
		points: Float32Tensor,
		options: { readonly signal?: AbortSignal | undefined } = {},
	): Promise<PointSamples> {
		matchShape("points", points.shape, ["P", 3]);
		const { planeResolution: side } = this.config;
		matchShape("planes", planes.shape, [1, 3, planeNumbers(this.config), side, side]);
		return this.#withField(planes, 0, (field) => field.samplePoints(points, { signal: options.signal }));
	}

	/**
	 * Evaluates one person's volume on a grid of voxels, slab by slab along x, in order; memory does not grow with the
	 * grid. The next slabs are computed while `visit` is at work, and other calls have their turn; `visit` may render,
	 * sample points or another volume itself.
	 * @param planes  [1, 3, C, H, W], of `gpu` or not
	 * @param visit   gets sigma [Y, Z] of each slab, and rgb [Y, Z, F] where colours were asked for
	 */
	async sampleVolume(
		planes: Planes,
		options: VolumeOptions,
		visit: (slab: GridSlab) => void | Promise<void>,
	): Promise<void> {
		const { planeResolution: side, rendering } = this.config;
		matchShape("planes", planes.shape, [1, 3, planeNumbers(this.config), side, side]);
		const lines = volumeLines(rendering.boxWarp, options);
		const { colours = false, signal, onProgress } = options;
		const control = { signal, onProgress: (fraction: number) => onProgress?.({ stage: "volume", fraction }) };
		const held = await this.#fields.hold(planes, 0, () => placedField(this.config, this.weights, planes, 0));
		const slabs = held.field.sampleGrid(lines, { colours }, control);
		try {
			for (;;) {
				const next = await held.turn(() => slabs.next());
				if (next.done) return;
				await visit(next.value);
			}
		} finally {
			await slabs.return();
			await held.release();
		}
	}

	/**
	 * A marched view as super-resolution takes it: with the background behind it and the raw image that the network makes of
	 * its features. Of networks that have neither it is the view itself.
	 * @param ws  [1, numWs, wDim] of the same person
	 */
	async rawImages(marched: RenderedView, ws: Float32Tensor): Promise<RenderedView> {
		if (!hasRawLayers(this.config)) return marched;
		const { featureImage, opacity } = marched;
		const graph = await this.#graphs.rawImages(featureImage.shape[3] ?? 0);
		const outputs = await graph.run({ marched: featureImage, opacity, ws });
		return { ...marched, featureImage: result(outputs, "feature_image"), imageRaw: result(outputs, "image_raw") };
	}

	/**
	 * Super-resolves one rendered view.
	 * @param imageRaw      [1, 3, nrr, nrr]
	 * @param featureImage  [1, F, nrr, nrr]
	 * @param ws            [1, numWs, wDim]
	 * @returns             image [1, 3, R, R]
	 */
	async superresolution(
		imageRaw: Float32Tensor,
		featureImage: Float32Tensor,
		ws: Float32Tensor,
	): Promise<Float32Tensor> {
		const { nrr } = matchShape("imageRaw", imageRaw.shape, [1, 3, "nrr", "nrr"]);
		const { graph, noise } = await this.#graphs.superresolution(nrr);
		return result(await graph.run({ image_raw: imageRaw, feature_image: featureImage, ws, ...noise }), "image");
	}

	/**
	 * The raw image of one view as the published code leaves it: where `altersImageRaw` says so, with the RGB of
	 * super-resolution's first block added, else as it is.
	 * @param imageRaw      [1, 3, nrr, nrr]
	 * @param featureImage  [1, F, nrr, nrr]
	 * @param ws            [1, numWs, wDim]
	 * @returns             [1, 3, nrr, nrr]
	 */
	async publishedRaw(imageRaw: Float32Tensor, featureImage: Float32Tensor, ws: Float32Tensor): Promise<Float32Tensor> {
		const { nrr } = matchShape("imageRaw", imageRaw.shape, [1, 3, "nrr", "nrr"]);
		if (!altersImageRaw(this.config.superresolution, nrr)) return imageRaw;
		const { graph, noise } = await this.#graphs.publishedRaw(nrr);
		const inputs = { image_raw: imageRaw, feature_image: featureImage, ws, ...noise };
		return result(await graph.run(inputs), "published_raw");
	}

	/** Ends sessions, prepared fields and, where they are its own, the renderer's workers. */
	async dispose(): Promise<void> {
		const { marcher, ownsMarcher = true } = this.#parts;
		await this.#fields.dispose();
		if (ownsMarcher) await marcher.dispose();
		await this.#graphs.dispose();
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}

	/** Runs work on the field of one person of `planes`, prepared unless it was the last. */
	#withField<T>(planes: Planes, person: number, work: (field: PreparedField) => Promise<T>): Promise<T> {
		return this.#fields.use(planes, person, () => placedField(this.config, this.weights, planes, person), work);
	}

	#gpuStages(marcher: WgslMarcher): GpuStages {
		return new GpuStages({
			config: this.config,
			graphs: this.#graphs,
			marcher,
			// The cast holds since this marcher prepares no other fields.
			withField: (planes, work) => this.#withField(planes, 0, (field) => work(field as WgslField)),
		});
	}
}

/** An output of a graph of ours, which we know to be float32. */
function result(outputs: Readonly<Record<string, HostTensor>>, name: string): Float32Tensor {
	const tensor = outputs[name];
	if (tensor?.dtype !== "float32") {
		throw new CheckpointError(
			`graph output '${name}': missing or not float32 (${tensor ? formatShape(tensor.shape) : "none"})`,
		);
	}
	return tensor as Float32Tensor;
}

/** A listener that hears of no step back: stages of two views overlap. */
function forwardProgress(listener: ProgressListener | undefined): ProgressListener {
	let farthest = 0;
	return ({ stage, fraction }) => {
		farthest = Math.max(farthest, fraction);
		listener?.({ stage, fraction: farthest });
	};
}
