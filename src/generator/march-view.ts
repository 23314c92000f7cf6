/** One view through the renderer: the rays of a camera, marched, as images. */

import { splitLabel } from "../camera/label.ts";
import { checkCamera } from "../camera/label-checks.ts";
import type { MarchControl, PreparedField } from "../rendering/march/contract.ts";
import { pixelRays } from "../rendering/rays.ts";
import { type RenderedView, viewFromRays } from "../rendering/view.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { type ResolvedRender, sampleNoise } from "./render-options.ts";

/**
 * Renders the raw images of one camera.
 * @param label  [1, 25]; throws `InputError` unless it is a camera that a picture can be taken with
 */
export async function marchView(
	field: PreparedField,
	label: Float32Tensor,
	{ neuralRenderingResolution: side, march, jitter }: ResolvedRender,
	control: MarchControl,
): Promise<RenderedView> {
	const camera = splitLabel(label);
	checkCamera("render", camera);
	const size = { width: side, height: side };
	const noise = sampleNoise(jitter, { rayCount: side * side, ...march });
	return viewFromRays(await field.march(pixelRays(camera, size), march, noise, control), size);
}
