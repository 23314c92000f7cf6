/** One view through the renderer: rays of a camera, marched, as images. */

import { splitLabel } from "../rendering/label.ts";
import type { MarchControl, PreparedField } from "../rendering/march/contract.ts";
import { sampleNoise } from "../rendering/noise.ts";
import { cameraRays } from "../rendering/rays.ts";
import { type RenderedImages, toImages } from "../rendering/view.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import type { ResolvedRender } from "./render-options.ts";

export type RawView = RenderedImages;

/**
 * Renders the raw images of one camera.
 * @param camera  [1, 25] label
 */
export async function marchView(
	field: PreparedField,
	camera: HostTensor<"float32">,
	{ neuralRenderingResolution: nrr, march, jitter }: ResolvedRender,
	control: MarchControl,
): Promise<RawView> {
	const { cam2world, intrinsics } = splitLabel(camera);
	const rays = cameraRays(cam2world, intrinsics, nrr);
	const noise = sampleNoise(jitter, nrr * nrr, march.depthResolution, march.depthResolutionImportance);
	return toImages(await field.march(rays, march, noise, control), nrr, nrr);
}
