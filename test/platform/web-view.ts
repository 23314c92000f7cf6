/** The view that tests of the browser take in Node and in a page, in the same words. */

import { viewCamera } from "../../src/camera/view-camera.ts";
import type { Generator } from "../../src/generator/generator.ts";
import { trainingOrbit } from "../../src/generator/training-cameras.ts";
import type { View } from "../../src/generator/views.ts";
import type { Float32Tensor } from "../../src/tensor/host-tensor.ts";
import { latentFromSeed } from "../../src/tensor/latent.ts";

/** A label of a camera a little to the side. */
export function sideCamera({ config }: Generator): Float32Tensor {
	return viewCamera({ yaw: 0.3, pitch: -0.1 }, trainingOrbit(config.rendering), 18.837).label;
}

/** Seed 4 seen from the side, 16² rays, super-resolved. */
export async function sideView(generator: Generator): Promise<View> {
	const camera = sideCamera(generator);
	const ws = await generator.mapping(latentFromSeed(4, generator.config.mapping.zDim), camera);
	const planes = await generator.planes(ws);
	return generator.render(planes, ws, camera, { neuralRenderingResolution: 16 });
}
