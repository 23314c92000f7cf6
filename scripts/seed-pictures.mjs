/**
 * Pictures of seeds for scripts that count what is in them: the network's, at truncation 1, and the synthetic people of the
 * same latents, which a taught network should have learned. `npm run build` first.
 */

import { cameraFromTrueAngles } from "triplane/camera";
import { renderImage, sceneOf } from "triplane/heads";
import { cameraLabel, colourPixels, fovToIntrinsics, latentFromSeed, loadGenerator, trainingFov } from "triplane/node";

const DEGREE = Math.PI / 180;

/** @typedef {import("triplane").HostTensor<"float32">} Latent */

/** @param {string} network  name or path */
export async function openSeedPictures(network) {
	const generator = await loadGenerator(network, {});
	const { rendering, mapping, imgResolution } = generator.config;
	const orbit = { pivot: rendering.avgCameraPivot, radius: rendering.avgCameraRadius };
	const intrinsics = fovToIntrinsics(trainingFov(rendering).degrees);
	const camera = (/** @type {number} */ yaw) => ({
		cam2world: cameraFromTrueAngles({ yawRadians: yaw * DEGREE, pitchRadians: 0 }, orbit),
		intrinsics,
	});
	return {
		/** @param {number} seed */
		latent: (seed) => latentFromSeed(seed, mapping.zDim),
		/** The network's picture. @param {Latent} z @param {number} yaw  true degrees */
		async made(z, yaw) {
			const ws = await generator.mapping(z, cameraLabel(camera(0)));
			const { image, imageRaw } = await generator.render(await generator.planes(ws), ws, cameraLabel(camera(yaw)));
			return colourPixels(image ?? imageRaw);
		},
		/** The person that a latent says. @param {ArrayLike<number>} z @param {number} yaw  true degrees */
		true: (z, yaw, side = imgResolution) => renderImage(sceneOf(z), camera(yaw), side),
		dispose: () => generator.dispose(),
	};
}
