/** The view that web.test.ts takes in Node and in a page, in the same words. */

import type { Generator } from "../../src/generator/generator.ts";
import type { View } from "../../src/generator/views.ts";
import { cameraFromPose } from "../../src/rendering/cameras.ts";
import { fovToIntrinsics } from "../../src/rendering/intrinsics.ts";
import { cameraLabel } from "../../src/rendering/label.ts";
import { latentFromSeed } from "../../src/tensor/latent.ts";

/** Seed 4 seen from the side, 16² rays, super-resolved. */
export async function sideView(generator: Generator): Promise<View> {
	const { avgCameraRadius: radius, avgCameraPivot: pivot } = generator.config.rendering;
	const camera = cameraLabel({
		cam2world: cameraFromPose({ yaw: 0.3, pitch: -0.1 }, { pivot, radius }),
		intrinsics: fovToIntrinsics(18.837),
	});
	const ws = await generator.mapping(latentFromSeed(4, generator.config.mapping.zDim), camera);
	const planes = await generator.planes(ws);
	return generator.render(planes, ws, camera, { neuralRenderingResolution: 16 });
}
