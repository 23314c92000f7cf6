/**
 * A checkpoint in the published layout with all of its structure and hardly any weights: a few kilobytes. G and G_ema
 * are one object, as in a checkpoint written at the start of training.
 */

import { float, instance, named, type PythonNode, type PythonValue, tuple } from "./pickler.ts";
import { easyDict, layer, parameter, persistentModule, record, tensor } from "./torch-files.ts";

/** Makes a float32 tensor; archives and streams put its storage elsewhere than a plain pickle does. */
export type MakeTensor = (shape: readonly number[], values: readonly number[]) => PythonNode;

export const MINIATURE_NAMES: readonly string[] = [
	"backbone.synthesis.b4.const",
	"backbone.synthesis.b4.conv1.weight",
	"backbone.synthesis.b4.conv1.noise_strength",
	"backbone.mapping.fc0.bias",
	"decoder.net.0.weight",
];

/** The dict at the top of the file. */
export function miniatureCheckpoint(make: MakeTensor = tensor): PythonValue {
	const generator = miniatureGenerator(make);
	return record({
		G: generator,
		D: persistentModule("DualDiscriminator", { parameters: { weight: parameter(make([2], [1, 2])) } }),
		G_ema: generator,
		augment_pipe: null,
		training_set_kwargs: easyDict({ class_name: "training.dataset.ImageFolderDataset", max_size: 7, xflip: false }),
	});
}

function miniatureGenerator(make: MakeTensor): PythonNode {
	return persistentModule("TriPlaneGenerator", {
		modules: {
			renderer: layer("training.volumetric_rendering.renderer", "ImportanceRenderer", {
				attributes: { plane_axes: make([1, 2], [0, 1]) },
			}),
			backbone: persistentModule("Generator", {
				modules: { synthesis: miniatureSynthesis(make), mapping: miniatureMapping(make) },
			}),
			decoder: layer("training.triplane", "OSGDecoder", {
				modules: {
					net: layer("torch.nn.modules.container", "Sequential", {
						modules: {
							"0": persistentModule("FullyConnectedLayer", { parameters: { weight: parameter(make([1, 2], [5, 6])) } }),
							"1": layer("torch.nn.modules.activation", "Softplus", { attributes: { beta: 1, threshold: 20 } }),
						},
					}),
				},
			}),
		},
		attributes: {
			z_dim: 4,
			neural_rendering_resolution: 64,
			rendering_kwargs: easyDict({ box_warp: 1, ray_start: float(2.25), avg_camera_pivot: [0, 0, float(0.2)] }),
			_last_planes: null,
			_init_args: tuple(4),
			_init_kwargs: easyDict({ c_dim: 25, mapping_kwargs: easyDict({ num_layers: 2 }) }),
		},
	});
}

function miniatureSynthesis(make: MakeTensor): PythonNode {
	const conv1 = persistentModule("SynthesisLayer", {
		parameters: {
			weight: parameter(make([2, 1, 1, 1], [-1, 1])),
			noise_strength: parameter(make([], [0.5])),
			bias: null,
		},
		buffers: { noise_const: make([2, 2], [1, 2, 3, 4]) },
		attributes: { conv_clamp: 256, up: 2, act_gain: numpyFloat(Math.SQRT2) },
	});
	const b4 = persistentModule("SynthesisBlock", {
		parameters: { const: parameter(make([1, 2, 2], [1, 2, 3, 4])) },
		modules: { conv1 },
	});
	return persistentModule("SynthesisNetwork", { modules: { b4 }, attributes: { block_resolutions: [4] } });
}

function miniatureMapping(make: MakeTensor): PythonNode {
	const fc0 = persistentModule("FullyConnectedLayer", { parameters: { bias: parameter(make([3], [7, 8, 9])) } });
	return persistentModule("MappingNetwork", { modules: { fc0 }, buffers: { w_avg: make([2], [0.25, -0.25]) } });
}

/** A float64 scalar of NumPy. */
function numpyFloat(value: number): PythonNode {
	const state = tuple(3, "<", null, null, null, -1, -1, 0);
	const dtype = { ...instance(named("numpy", "dtype"), state), opcode: "REDUCE" as const, args: ["f8", false, true] };
	const bytes = new Uint8Array(Float64Array.of(value).buffer);
	return { ...instance(named("numpy.core.multiarray", "scalar")), opcode: "REDUCE", args: [dtype, bytes] };
}
