/** What a network is measured against: a dataset in files, or synthetic people made on the fly, whose depth is known. */

import { type DepthTruth, headsTruth } from "../../analysis/metrics/depth/depth-truth.ts";
import { type Dataset, openDataset } from "../../data/dataset.ts";
import { headsDataset } from "../../heads/heads-dataset.ts";
import { nodeStudio } from "../../platform/node/heads-studio.ts";
import { nodeImageCodec } from "../../platform/node/image-codec.ts";
import { openFiles } from "../../platform/node/open-files.ts";
import type { DataRequest } from "../train/data-request.ts";

export interface MeasuredData extends AsyncDisposable {
	readonly dataset: Dataset;
	readonly depthTruth: DepthTruth | undefined;
}

/** @param resolution  of synthetic people, pixels; files have their own */
export async function openMeasuredData(
	data: DataRequest,
	resolution: number,
	threads: number | undefined,
): Promise<MeasuredData> {
	if (data.kind === "heads") {
		const { poses, gaze, seed, count } = data;
		const set = { seed, poses, gaze };
		const studio = nodeStudio(threads);
		return {
			dataset: headsDataset({ set, count, resolution }, studio),
			depthTruth: headsTruth(studio, set),
			[Symbol.asyncDispose]: () => studio.dispose(),
		};
	}
	const files = await openFiles(data.path);
	try {
		const dataset = await openDataset(files, nodeImageCodec);
		return { dataset, depthTruth: undefined, [Symbol.asyncDispose]: () => files[Symbol.asyncDispose]() };
	} catch (error) {
		await files[Symbol.asyncDispose]();
		throw error;
	}
}
