/** The view that tests of the browser take in Node and in a page, in the same words. */

import { fovToIntrinsics } from "../../src/camera/intrinsics.ts";
import { cameraLabel } from "../../src/camera/label.ts";
import { cameraFromPose } from "../../src/camera/orbit.ts";
import type { Generator } from "../../src/generator/generator.ts";
import type { View } from "../../src/generator/views.ts";
import type { HostTensor } from "../../src/tensor/host-tensor.ts";
import { latentFromSeed } from "../../src/tensor/latent.ts";

/** A label of a camera a little to the side. */
export function sideCamera({ config }: Generator): HostTensor<"float32"> {
	const { avgCameraRadius: radius, avgCameraPivot: pivot } = config.rendering;
	const cam2world = cameraFromPose({ yaw: 0.3, pitch: -0.1 }, { pivot, radius });
	return cameraLabel({ cam2world, intrinsics: fovToIntrinsics(18.837) });
}

/** Seed 4 seen from the side, 16² rays, super-resolved. */
export async function sideView(generator: Generator): Promise<View> {
	const camera = sideCamera(generator);
	const ws = await generator.mapping(latentFromSeed(4, generator.config.mapping.zDim), camera);
	const planes = await generator.planes(ws);
	return generator.render(planes, ws, camera, { neuralRenderingResolution: 16 });
}
