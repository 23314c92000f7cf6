/**
 * The generator's stages with everything between them left on the GPU: planes, features and images are buffers of the
 * device that ONNX Runtime and the renderer share. Nothing is read back unless `read` is called.
 */

import { LABEL_LENGTH, splitLabel } from "../camera/label.ts";
import { checkCamera } from "../camera/label-checks.ts";
import type { GpuDevice, GpuTensor } from "../host/gpu.ts";
import type { CompiledGraph, InferenceRuntime } from "../host/inference-runtime.ts";
import { type GeneratorConfig, planeNumbers } from "../networks/config.ts";
import { hasRawLayers } from "../networks/raw-image.ts";
import type { RayMarcher } from "../rendering/march/contract.ts";
import { isWgslMarcher, type WgslField, type WgslMarcher } from "../rendering/march/kernels/wgsl/wgsl-marcher.ts";
import { pixelRays } from "../rendering/rays.ts";
import { InputError, RuntimeFailureError, throwIfAborted } from "../tensor/errors.ts";
import type { Float32Tensor, HostTensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";
import type { NetworkGraphs } from "./network-graphs.ts";
import type { PlanesOptions } from "./options.ts";
import { type RenderOptions, type ResolvedRender, resolveRender, sampleNoise } from "./render-options.ts";

/** One rendered view on the GPU; dispose of it as a whole. */
export interface GpuView {
	/** [1, 3, R, R], about [-1, 1]; `null` when super-resolution was left out. */
	readonly image: GpuTensor | null;
	/** [1, 3, nrr, nrr], about [-1, 1]: the beginning of `featureImage`'s buffer, unless a layer makes it */
	readonly imageRaw: GpuTensor;
	/** [1, F, nrr, nrr] */
	readonly featureImage: GpuTensor;
	/** [1, 1, nrr, nrr] expected depth along the ray, world units */
	readonly imageDepth: GpuTensor;
	/** [1, 1, nrr, nrr] accumulated opacity, 0 to 1 */
	readonly opacity: GpuTensor;
	dispose(): void;
}

export interface GpuStagesParts {
	readonly config: GeneratorConfig;
	readonly graphs: NetworkGraphs;
	readonly marcher: WgslMarcher;
	/** Runs work on the prepared field of a person's planes. */
	readonly withField: <T>(planes: GpuTensor, work: (field: WgslField) => Promise<T>) => Promise<T>;
}

export class GpuStages {
	/** The device whose buffers all tensors are. */
	readonly device: GpuDevice;
	readonly #parts: GpuStagesParts;

	constructor(parts: GpuStagesParts) {
		this.#parts = parts;
		this.device = parts.marcher.device;
	}

	/**
	 * Generates one person's tri-planes. They may be given to `samplePoints` and `sampleVolume` of the generator too.
	 * @param ws  [1, numWs, wDim]
	 * @returns   planes [1, 3, C, H, W]; dispose of them when the person is no longer wanted
	 */
	async planes(ws: Float32Tensor, options: PlanesOptions = {}): Promise<GpuTensor> {
		const { config, graphs } = this.#parts;
		matchShape("ws", ws.shape, [1, config.mapping.numWs, config.mapping.wDim]);
		throwIfAborted(options.signal, "backbone");
		options.onProgress?.({ stage: "backbone", fraction: 0 });
		const { graph, noise } = await graphs.backbone(options);
		const planes = await outputOnGpu(graph, { ws, ...noise }, "planes");
		options.onProgress?.({ stage: "backbone", fraction: 1 });
		return planes;
	}

	/**
	 * Renders one view.
	 * @param planes  [1, 3, C, H, W] of `planes`
	 * @param ws      [1, numWs, wDim] of the same person
	 * @param camera  [1, 25] label of the rendering camera
	 */
	async render(
		planes: GpuTensor,
		ws: Float32Tensor,
		camera: Float32Tensor,
		options: RenderOptions = {},
	): Promise<GpuView> {
		const { config } = this.#parts;
		const { planeResolution: side } = config;
		matchShape("camera", camera.shape, [1, LABEL_LENGTH]);
		matchShape("planes", planes.shape, [1, 3, planeNumbers(config), side, side]);
		matchShape("ws", ws.shape, [1, config.mapping.numWs, config.mapping.wDim]);
		const resolved = resolveRender(options, config);
		if (resolved.publishedRaw) {
			throw new InputError("gpu.render: publishedRaw is computed by Generator.render only; leave it out here");
		}
		const raw = await this.#rawImages(await this.#march(planes, camera, resolved, options), ws);
		try {
			throwIfAborted(options.signal, "super-resolution");
			const image = resolved.superresolution ? await this.superresolution(raw, ws) : null;
			options.onProgress?.({ stage: "super-resolution", fraction: 1 });
			return viewOf(raw, image);
		} catch (error) {
			raw.dispose();
			throw error;
		}
	}

	/**
	 * Super-resolves one rendered view, for who wants to show something before.
	 * @param ws  [1, numWs, wDim] of the same person
	 * @returns   image [1, 3, R, R]
	 */
	async superresolution(
		{ imageRaw, featureImage }: Pick<GpuView, "imageRaw" | "featureImage">,
		ws: Float32Tensor,
	): Promise<GpuTensor> {
		const { graph, noise } = await this.#parts.graphs.superresolution(imageRaw.shape[3] ?? 0);
		return await outputOnGpu(graph, { image_raw: imageRaw, feature_image: featureImage, ws, ...noise }, "image");
	}

	/** Waits until everything asked for so far is computed; for measuring, and for pages that want one frame at a time. */
	done(): Promise<void> {
		return this.#parts.marcher.done();
	}

	/** Copies a tensor to the host. */
	read(tensor: GpuTensor): Promise<Float32Tensor> {
		return this.#parts.marcher.read(tensor);
	}

	/** With background and raw image, where the network has them. Takes over the marched view. */
	async #rawImages(marched: Omit<GpuView, "image">, ws: Float32Tensor): Promise<Omit<GpuView, "image">> {
		const { config, graphs } = this.#parts;
		if (!hasRawLayers(config)) return marched;
		try {
			const graph = await graphs.rawImages(marched.featureImage.shape[3] ?? 0);
			const feeds = { marched: marched.featureImage, opacity: marched.opacity, ws };
			const outputs = await graph.runOnGpu?.(feeds);
			const featureImage = onGpu(outputs, "feature_image");
			const imageRaw = onGpu(outputs, "image_raw");
			const dispose = (): void => {
				for (const tensor of [featureImage, imageRaw]) tensor.dispose();
				marched.dispose();
			};
			return { ...marched, featureImage, imageRaw, dispose };
		} catch (error) {
			marched.dispose();
			throw error;
		}
	}

	async #march(
		planes: GpuTensor,
		label: Float32Tensor,
		{ neuralRenderingResolution: side, march, jitter }: ResolvedRender,
		{ signal, onProgress }: RenderOptions,
	): Promise<Omit<GpuView, "image">> {
		const camera = splitLabel(label);
		checkCamera("render", camera);
		const noise = sampleNoise(jitter, { rayCount: side * side, ...march });
		const rays = pixelRays(camera, { width: side, height: side });
		const control = { signal, onProgress: (fraction: number) => onProgress?.({ stage: "render", fraction }) };
		const { features, depth, opacity } = await this.#parts.withField(planes, (field) =>
			field.marchOnGpu(rays, march, noise, control),
		);
		return {
			featureImage: { ...features, shape: [1, features.shape[0] ?? 0, side, side] },
			imageRaw: { ...features, shape: [1, 3, side, side] },
			imageDepth: { ...depth, shape: [1, 1, side, side] },
			opacity: { ...opacity, shape: [1, 1, side, side] },
			dispose: () => {
				for (const tensor of [features, depth, opacity]) tensor.dispose();
			},
		};
	}
}

/** Whether networks and renderer use buffers of one device. */
export function sharesGpu(runtime: InferenceRuntime, marcher: RayMarcher): marcher is WgslMarcher {
	return runtime.gpu !== undefined && isWgslMarcher(marcher) && marcher.device === runtime.gpu;
}

function viewOf(raw: Omit<GpuView, "image">, image: GpuTensor | null): GpuView {
	return {
		...raw,
		image,
		dispose: () => {
			raw.dispose();
			image?.dispose();
		},
	};
}

async function outputOnGpu(
	graph: CompiledGraph,
	feeds: Readonly<Record<string, HostTensor | GpuTensor>>,
	name: string,
): Promise<GpuTensor> {
	return onGpu(await graph.runOnGpu?.(feeds), name);
}

function onGpu(outputs: Readonly<Record<string, GpuTensor>> | undefined, name: string): GpuTensor {
	const output = outputs?.[name];
	if (output) return output;
	throw new RuntimeFailureError(`graph output '${name}': was not left on the GPU`);
}
