/** Latents of the images that a run is trained on, from a file that `dataset latents` wrote. */

import { readSafetensors } from "../../checkpoint/safetensors/reader.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { formatShape } from "../../tensor/shape.ts";
import type { TrainingNetworks } from "../../training/networks/training-networks.ts";
import { LATENTS_TENSOR } from "../dataset/latents.ts";
import type { TrainingImages } from "./data.ts";

/** Rejects with `CheckpointError` when the file is damaged, `InputError` when it is not of these images and networks. */
export async function readLatents(
	path: string | undefined,
	{ dataset }: TrainingImages,
	{ generator }: TrainingNetworks,
): Promise<Float32Tensor | null> {
	if (path === undefined) return null;
	await using source = await openFile(path);
	const z = await (await readSafetensors(source)).tensor(LATENTS_TENSOR);
	const { zDim } = generator.config.mapping;
	const isOfThese =
		z.dtype === "float32" && z.shape.length === 2 && z.shape[0] === dataset.length && z.shape[1] === zDim;
	if (!isOfThese || zDim === 0) {
		throw new InputError(
			`latents '${path}': '${LATENTS_TENSOR}' is ${z.dtype} ${formatShape(z.shape)}, want float32 [${dataset.length}, ${zDim}]: one for each item of '${dataset.name}'`,
		);
	}
	return z as Float32Tensor;
}
