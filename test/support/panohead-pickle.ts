/** A tiny network of PanoHead's structure with random weights, as its published pickle is laid out. */

import type { GeneratorConfig } from "../../src/networks/config.ts";
import { initializeGenerator } from "../../src/networks/initialize.ts";
import { isBuffer, type Weights } from "../../src/networks/parameters.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";
import { elementCount, type Shape } from "../../src/tensor/shape.ts";
import { float, type PythonNode, type PythonValue, pickle } from "./pickler.ts";
import { easyDict, layer, type ModuleParts, parameter, persistentModule, record, tensor } from "./torch-files.ts";

/** What decoders are scaled by, and added to sigma, so that rays meet dense and empty places. */
const DECODER_SCALES: ReadonlyMap<string, number> = new Map([
	["decoder.net.0.weight", 2],
	["decoder.net.2.weight", 10],
]);
const SIGMA_BIAS = 3;

/** Every weight random and none zero, so that every layer is heard. */
export function loudWeights(config: GeneratorConfig, seed: number): ReadonlyMap<string, Float32Tensor> {
	const random = new RandomState(seed);
	return new Map(
		[...initializeGenerator(config, seed)].map(([name, { shape, data }]): [string, Float32Tensor] => {
			const scale = DECODER_SCALES.get(name) ?? 1;
			const noise = /bias|strength|w_avg/.test(name) ? 0.3 : 0;
			const more = random.randn(elementCount(shape));
			const loud = Float32Array.from(data as Float32Array, (value, i) => scale * value + noise * (more[i] ?? 0));
			if (name === "decoder.net.2.bias") loud[0] = SIGMA_BIAS;
			return [name, float32Tensor(shape, loud)];
		}),
	);
}

/** Tensors of the mapping of translations: two layers, the last of three numbers. */
export function translationMapping(zDim: number): Weights {
	const shapes: Readonly<Record<string, Shape>> = {
		"t_mapping.embed.weight": [3, 25],
		"t_mapping.embed.bias": [3],
		"t_mapping.fc0.weight": [3, zDim + 3],
		"t_mapping.fc0.bias": [3],
		"t_mapping.fc1.weight": [3, 3],
		"t_mapping.fc1.bias": [3],
		"t_mapping.w_avg": [3],
	};
	return new Map(
		Object.entries(shapes).map(([name, shape]) => [
			name,
			float32Tensor(shape, new Float32Array(elementCount(shape)).fill(0.5)),
		]),
	);
}

/** What of the file is not in its weights. */
export interface PicklePlan {
	readonly config: GeneratorConfig;
	readonly weights: Weights;
	/** Changes of rendering_kwargs; `null` leaves an entry out. */
	readonly rendering?: Readonly<Record<string, PythonValue>>;
}

/** The bytes of the file. */
export function panoheadPickle(plan: PicklePlan): Uint8Array {
	const generator = moduleTree("", plan);
	const D = persistentModule("MaskDualDiscriminatorV2", { parameters: { weight: parameter(tensor([2], [1, 2])) } });
	return pickle(record({ G: generator, D, G_ema: generator, augment_pipe: null, training_set_kwargs: null }));
}

/** Class of a module by the end of its path. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
	[/^$/, "TriPlaneGenerator"],
	[/^backbone$/, "Generator"],
	[/mapping$/, "MappingNetwork"],
	[/synthesis$/, "SynthesisNetwork"],
	[/^superresolution$/, "SuperresolutionHybrid8XDC"],
	[/^decoder$/, "OSGDecoder"],
	[/\.(b|block)\d+$/, "SynthesisBlock"],
	[/conv[01]$/, "SynthesisLayer"],
	[/torgb$/, "ToRGBLayer"],
	[/(affine|embed|fc\d+|net\.[02])$/, "FullyConnectedLayer"],
];

/** The module at a dotted path, "" for the network, with all that lies below it. */
function moduleTree(path: string, plan: PicklePlan): PythonNode {
	const start = path === "" ? "" : `${path}.`;
	const below = [...plan.weights].filter(([name]) => name.startsWith(start));
	const direct = below.filter(([name]) => !name.slice(start.length).includes("."));
	const children = new Set(
		below.flatMap(([name]) => {
			const [first = "", ...rest] = name.slice(start.length).split(".");
			return rest.length > 0 ? [first] : [];
		}),
	);
	const made = (entries: typeof direct, of: (node: PythonNode) => PythonNode): Record<string, PythonNode> =>
		Object.fromEntries(
			entries.map(([name, { shape, data }]) => [
				name.slice(start.length),
				of(tensor(shape, [...(data as Float32Array)])),
			]),
		);
	const parts: ModuleParts = {
		parameters: made(
			direct.filter(([name]) => !isBuffer(name)),
			parameter,
		),
		buffers: made(
			direct.filter(([name]) => isBuffer(name)),
			(node) => node,
		),
		modules: {
			...(path === "" ? { renderer: renderer() } : {}),
			...Object.fromEntries([...children].map((child) => [child, moduleTree(`${start}${child}`, plan)])),
			...(path === "decoder.net"
				? { "1": layer("torch.nn.modules.activation", "Softplus", { attributes: { beta: 1, threshold: 20 } }) }
				: {}),
		},
		attributes: attributesOf(path, plan),
	};
	if (path === "decoder.net") return layer("torch.nn.modules.container", "Sequential", parts);
	const found = CLASSES.find(([pattern]) => pattern.test(path));
	if (!found) throw new Error(`no class for '${path}'`);
	return persistentModule(found[1], parts);
}

/** Renderer and marcher carry their own source, too. */
function renderer(): PythonNode {
	// bases of (x, y), (x, z) and (y, z), a row for each axis
	const axes = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0];
	return persistentModule("ImportanceRenderer", {
		modules: { ray_marcher: persistentModule("MipRayMarcher2") },
		attributes: { plane_axes: tensor([3, 3, 3], axes) },
	});
}

function attributesOf(path: string, plan: PicklePlan): Readonly<Record<string, PythonValue>> {
	if (/(conv[01]|torgb)$/.test(path)) return { conv_clamp: path.startsWith("superresolution") ? 256 : null };
	if (/mapping\.fc\d+$/.test(path))
		return { activation: path === "t_mapping.fc1" ? "linear" : "lrelu", bias_gain: float(0.01) };
	if (path !== "") return {};
	const { mapping, rendering, decoder, planeResolution } = plan.config;
	const kwargs: Record<string, PythonValue> = {
		image_resolution: 512,
		disparity_space_sampling: false,
		clamp_mode: "softplus",
		superresolution_module: "training.superresolution.SuperresolutionHybrid8XDC",
		c_gen_conditioning_zero: false,
		gpc_reg_prob: float(0.8),
		c_scale: 1,
		superresolution_noise_mode: "none",
		density_reg: 0.25,
		density_reg_p_dist: 0.004,
		reg_type: "l1",
		decoder_lr_mul: decoder.lrMultiplier,
		sr_antialias: true,
		depth_resolution: rendering.depthResolution,
		depth_resolution_importance: rendering.depthResolutionImportance,
		ray_start: Number(rendering.rayStart),
		ray_end: Number(rendering.rayEnd),
		box_warp: rendering.boxWarp,
		avg_camera_radius: rendering.avgCameraRadius,
		avg_camera_pivot: [...rendering.avgCameraPivot],
		triplane_size: planeResolution,
		triplane_depth: rendering.triplaneDepth,
		use_torgb_raw: true,
		use_background: true,
		decoder_activation: "none",
		trans_reg: 0.001,
		...plan.rendering,
	};
	const shared = {
		z_dim: mapping.zDim,
		c_dim: mapping.cDim,
		w_dim: mapping.wDim,
		img_resolution: 512,
		img_channels: 3,
	};
	return {
		...shared,
		neural_rendering_resolution: plan.config.neuralRenderingResolution,
		rendering_kwargs: easyDict(Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null))),
		_last_planes: null,
		_init_kwargs: easyDict({
			...shared,
			mapping_kwargs: easyDict({ num_layers: mapping.numLayers }),
			sr_num_fp16_res: 4,
		}),
	};
}
