/**
 * A golden: one case of a network run by the published PyTorch code, with its inputs, the random numbers it drew and
 * every stage's output. `test/fixtures/README.md` describes the layout.
 */

import type { PoseParameters } from "../../camera/orbit.ts";
import type { NoiseMode } from "../../networks/config.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { formatShape, matchShape } from "../../tensor/shape.ts";

export interface Golden {
	readonly tensors: ReadonlyMap<string, HostTensor>;
	readonly seed: number | null;
	/** Published parametrisation, radians. */
	readonly pose: PoseParameters | null;
	readonly fovDegrees: number | null;
	readonly truncationPsi: number;
	readonly truncationCutoff: number | null;
	readonly neuralRenderingResolution: number;
	readonly noiseMode: NoiseMode;
}

/** Reads a golden's metadata. Throws `CheckpointError` naming the entry that is missing or malformed. */
export function readGolden(tensors: ReadonlyMap<string, HostTensor>, metadata: ReadonlyMap<string, string>): Golden {
	const optional = (key: string): number | null => {
		const text = metadata.get(key);
		if (text === undefined || text === "null" || text === "None") return null;
		const value = Number(text);
		if (text.trim() !== "" && Number.isFinite(value)) return value;
		throw new CheckpointError(`golden: metadata '${key}' is '${text}', want a number`);
	};
	const [yaw, pitch] = [optional("yaw"), optional("pitch")];
	return {
		tensors,
		seed: optional("seed"),
		pose: yaw === null || pitch === null ? null : { yaw, pitch },
		fovDegrees: optional("fov_deg"),
		truncationPsi: optional("truncation_psi") ?? 1,
		truncationCutoff: optional("truncation_cutoff"),
		neuralRenderingResolution: optional("neural_rendering_resolution") ?? sideOf(tensors, "feature_image"),
		noiseMode: noiseMode(metadata.get("noise_mode")),
	};
}

function noiseMode(text: string | undefined): NoiseMode {
	if (text === undefined || text === "const") return "const";
	if (text === "none") return "none";
	throw new CheckpointError(`golden: noise_mode '${text}' cannot be repeated, want 'const' or 'none'`);
}

function sideOf(tensors: ReadonlyMap<string, HostTensor>, name: string): number {
	const tensor = tensors.get(name);
	if (!tensor) throw new CheckpointError(`golden: '${name}' is missing, and so is neural_rendering_resolution`);
	return matchShape(name, tensor.shape, ["N", "C", "H", "H"]).H;
}

/** A float32 tensor of the golden by name. Throws `CheckpointError` when it is missing or of another shape. */
export function goldenTensor({ tensors }: Golden, name: string, pattern: readonly (string | number)[]): Float32Tensor {
	const tensor = tensors.get(name);
	if (!tensor) throw new CheckpointError(`golden: tensor '${name}' is missing`);
	try {
		matchShape(name, tensor.shape, pattern);
	} catch (error) {
		throw new CheckpointError(`golden: '${name}' is ${formatShape(tensor.shape)}, want [${pattern.join(", ")}]`, {
			cause: error,
		});
	}
	return expectDType(name, tensor, "float32");
}

/** Every k-th row and column of [N, C, H, W], as `<name>_stride<k>` holds them. */
export function strided(tensor: Float32Tensor, stride: number): Float32Tensor {
	const { N, C, H, W } = matchShape("strided", tensor.shape, ["N", "C", "H", "W"]);
	const [h, w] = [Math.ceil(H / stride), Math.ceil(W / stride)];
	const data = new Float32Array(N * C * h * w);
	let to = 0;
	for (let map = 0; map < N * C; map++) {
		for (let row = 0; row < H; row += stride) {
			for (let column = 0; column < W; column += stride) data[to++] = tensor.data[(map * H + row) * W + column] ?? 0;
		}
	}
	return { dtype: "float32", shape: [N, C, h, w], data };
}

/** Splits `planes_stride8` into `planes` and 8; other names have stride 1. */
export function parseStride(name: string): { readonly stage: string; readonly stride: number } {
	const match = /^(.+)_stride([1-9]\d{0,3})$/.exec(name);
	return match ? { stage: match[1] ?? name, stride: Number(match[2]) } : { stage: name, stride: 1 };
}
