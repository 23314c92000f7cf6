/**
 * People of a generator as a dataset would show them: person i has the latent of seed `seed + i` and a camera of the
 * dataset, which mapping and renderer both see, as when the published networks are measured. Without truncation unless told.
 */

import { LABEL_LENGTH } from "../../../camera/label.ts";
import { planarImage } from "../../../data/image-tensors.ts";
import type { Generator } from "../../../generator/generator.ts";
import { inTwoStages } from "../../../generator/in-two-stages.ts";
import type { View } from "../../../generator/views.ts";
import { InputError, throwIfAborted } from "../../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, type HostTensor } from "../../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../../tensor/latent.ts";
import { colourPixels } from "../../../tensor/pixels.ts";
import type { SetControl } from "./real-images.ts";

export interface GeneratedSet {
	/** Cameras [25], one per person. */
	readonly labels: readonly Float32Tensor[];
	/** Of the first person; the others follow. */
	readonly seed: number;
	readonly truncationPsi: number;
}

export interface GeneratedPerson {
	readonly index: number;
	/** [1, 25] */
	readonly label: Float32Tensor;
	readonly view: View;
	/** [3, R, R], 0 to 255: as 8-bit files hold it */
	readonly image: HostTensor<"uint8">;
}

const LARGEST_SEED = 2 ** 32;

export async function* generatedPeople(
	generator: Generator,
	{ labels, seed, truncationPsi }: GeneratedSet,
	{ signal, onProgress }: SetControl,
): AsyncGenerator<GeneratedPerson, void, undefined> {
	const { zDim } = generator.config.mapping;
	const generate = async (label: Float32Tensor, index: number) => {
		throwIfAborted(signal, "metrics");
		const c = float32Tensor([1, LABEL_LENGTH], label.data);
		const z = latentFromSeed((seed + index) % LARGEST_SEED, zDim);
		const ws = await generator.mapping(z, c, { truncationPsi, signal });
		return { c, ws, planes: await generator.planes(ws, { signal }) };
	};
	type Generated = Awaited<ReturnType<typeof generate>>;
	const finish = async ({ c, ws, planes }: Generated, index: number): Promise<GeneratedPerson> => {
		const view = await generator.render(planes, ws, c, { signal });
		if (!view.image) throw new InputError("metrics: the generator gave no super-resolved image");
		return { index, label: c, view, image: planarImage(colourPixels(view.image), false) };
	};
	for await (const person of inTwoStages(labels, generate, finish)) {
		onProgress?.({ stage: "generated images", fraction: person.index / labels.length });
		yield person;
	}
}
