/** The viewer's picture made by the library in Node: what the page is compared with. */

import { viewCameraAt } from "../../src/camera/view-camera.ts";
import { trainingOrbit } from "../../src/generator/training-cameras.ts";
import { loadGenerator } from "../../src/node.ts";
import { latentFromSeed } from "../../src/tensor/latent.ts";
import { colourPixels } from "../../src/tensor/pixels.ts";

export interface PictureInNode {
	readonly seed: number;
	readonly psi: number;
	/** Degrees about the pivot. */
	readonly yaw: number;
	readonly pitch: number;
}

/**
 * Pixels [R · R · 3].
 * @param network  path or embedded name
 */
export async function pictureInNode(network: string, { seed, psi, yaw, pitch }: PictureInNode): Promise<Uint8Array> {
	await using generator = await loadGenerator(network, { device: "cpu" });
	const orbit = trainingOrbit(generator.config.rendering);
	const z = latentFromSeed(seed, generator.config.mapping.zDim);
	const ws = await generator.mapping(z, viewCameraAt({ yaw: 0, pitch: 0 }, orbit, 18.837).label, {
		truncationPsi: psi,
	});
	const { image } = await generator.render(
		await generator.planes(ws),
		ws,
		viewCameraAt({ yaw, pitch }, orbit, 18.837).label,
	);
	if (!image) throw new Error("nothing was shown");
	return colourPixels(image).data;
}
