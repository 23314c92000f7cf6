/** The viewer's picture made by the library in Node: what the page is compared with. */

import { cameraFromTrueAngles } from "../../src/entries/camera.ts";
import { cameraLabel, colourPixels, fovToIntrinsics, latentFromSeed, loadGenerator } from "../../src/node.ts";

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
	const { avgCameraPivot: pivot, avgCameraRadius: radius } = generator.config.rendering;
	const cameraAt = (yawDegrees: number, pitchDegrees: number): ReturnType<typeof cameraLabel> => {
		const angles = { yawRadians: (yawDegrees * Math.PI) / 180, pitchRadians: (pitchDegrees * Math.PI) / 180 };
		return cameraLabel({
			cam2world: cameraFromTrueAngles(angles, { pivot, radius }),
			intrinsics: fovToIntrinsics(18.837),
		});
	};
	const z = latentFromSeed(seed, generator.config.mapping.zDim);
	const ws = await generator.mapping(z, cameraAt(0, 0), { truncationPsi: psi });
	const { image } = await generator.render(await generator.planes(ws), ws, cameraAt(yaw, pitch));
	if (!image) throw new Error("nothing was shown");
	return colourPixels(image).data;
}
