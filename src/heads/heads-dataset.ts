/** Portraits as a dataset that training reads like any other, made when they are asked for. */

import { LABEL_LENGTH } from "../camera/label.ts";
import type { Dataset, DatasetItem } from "../data/dataset.ts";
import { planarImage } from "../data/image-tensors.ts";
import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { type PortraitSet, portraitLabel } from "./portrait.ts";
import { portraitPath } from "./portrait-files.ts";
import type { Studio } from "./studio/studio.ts";

export interface HeadsDatasetOptions {
	readonly set: PortraitSet;
	/** Portraits. */
	readonly count: number;
	/** Width and height, pixels. */
	readonly resolution: number;
}

/** The same items as those of `dataset heads` with the same options. `studio` stays the caller's. */
export function headsDataset({ set, count, resolution }: HeadsDatasetOptions, studio: Studio): Dataset {
	const name = `heads of seed ${set.seed}, ${set.poses}, gaze ${set.gaze}`;
	if (!(Number.isInteger(count) && count >= 1 && Number.isInteger(resolution) && resolution >= 1)) {
		throw new InputError(`${name}: ${count} portraits of ${resolution} pixels, want whole numbers from 1`);
	}
	const label = (index: number): Float32Tensor => {
		if (!(Number.isInteger(index) && index >= 0 && index < count)) {
			throw new InputError(`${name}: item ${index} is not there, want 0 to ${count - 1}`);
		}
		return float32Tensor([LABEL_LENGTH], portraitLabel(set, index).data);
	};
	const item = async (index: number): Promise<DatasetItem> => {
		const known = label(index);
		const image = await studio.take("image", { set, index, size: resolution });
		return {
			index,
			name: `${portraitPath(index)}.png`,
			mirrored: false,
			image: planarImage(image, false),
			label: known,
		};
	};
	return { name, length: count, imageCount: count, resolution, hasLabels: true, label, item };
}
