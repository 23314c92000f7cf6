/** A frame of type "image" where networks and renderer share a GPU: nothing is read back but its pixels. */

import type { GpuStages } from "triplane/generator";
import type { GpuTensor } from "triplane/host";
import { renderingLabel } from "./cameras.ts";
import type { OpenNetwork, PersonTimes } from "./open-network.ts";
import type { CallControl, Frame, FrameRequest } from "./protocol.ts";

export interface GpuPerson {
	readonly ws: Parameters<GpuStages["render"]>[1];
	readonly planes: GpuTensor;
}

export async function renderOnGpu(
	network: OpenNetwork,
	gpu: GpuStages,
	{ ws, planes }: GpuPerson,
	personTimes: PersonTimes,
	{ view: { camera, picture }, quality }: FrameRequest,
	{ signal }: CallControl,
): Promise<Frame> {
	const start = performance.now();
	const view = await gpu.render(planes, ws, renderingLabel(network.generator.config, camera), {
		neuralRenderingResolution: quality.nrr,
		march: { depthResolution: quality.coarse, depthResolutionImportance: quality.fine },
		superresolution: false,
		signal,
	});
	let image: GpuTensor | null = null;
	try {
		await gpu.done();
		const rendered = performance.now();
		if (quality.superresolution) {
			image = await gpu.superresolution(view, ws);
			await gpu.done();
		}
		const finished = performance.now();
		const shown = image ?? view.imageRaw;
		const side = shown.shape[2] ?? 0;
		return {
			width: side,
			height: side,
			pixels: await network.gpuPicture(gpu).pixels(shown),
			type: picture.type,
			quality,
			times: {
				...personTimes,
				render: rendered - start,
				superresolution: image ? finished - rendered : 0,
			},
			depthRange: null,
		};
	} finally {
		view.dispose();
		image?.dispose();
	}
}
