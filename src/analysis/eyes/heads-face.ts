/** Synthetic heads as a source of pictures: the control of every eye measure, since their eyes are known. */

import { frameOf } from "../../camera/cam2world.ts";
import { FFHQ_FOV_DEGREES } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";
import { FFHQ_ORBIT } from "../../camera/orbit.ts";
import { imageFloats, planarImage } from "../../data/image-tensors.ts";
import type { GazeMode } from "../../heads/gaze.ts";
import { personOf } from "../../heads/latent/person.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { renderImage } from "../../heads/render/image.ts";
import { makeScene, type Scene } from "../../heads/scene.ts";
import { truthMaps } from "../../heads/truth/maps.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { FacePicture, FaceSource } from "./face-source.ts";

export interface HeadsFace extends FaceSource {
	/** The scene as a camera sees it: with gaze `camera` the eyes follow it. */
	scene(camera: Camera): Scene;
	/** The picture of `take` without its depth: [1, 3, side, side]. */
	look(camera: Camera, side: number): Float32Tensor;
}

/**
 * Person `index` of the synthetic heads of a seed, as `dataset heads` draws them.
 * @param gaze  `camera`: the eyes follow every camera; `free`: they look somewhere, whatever the camera does
 */
export function headsFace(seed: number, index: number, gaze: GazeMode): HeadsFace {
	const { identity, setting, target } = personOf(portraitLatent({ seed }, index));
	const fixed = makeScene(identity, setting, target);
	const scene = (camera: Camera): Scene =>
		gaze === "free" ? fixed : makeScene(identity, setting, frameOf(camera.cam2world.data).position);
	return {
		orbit: FFHQ_ORBIT,
		fovDegrees: FFHQ_FOV_DEGREES,
		levels: [null],
		scene,
		look: (camera, side) => imageOf(scene(camera), camera, side),
		take: async (camera, side) => picture(scene(camera), camera, side),
		surfaces: async (camera, side) => [truthMaps(scene(camera), camera, side).depth.data],
	};
}

function imageOf(scene: Scene, camera: Camera, side: number): Float32Tensor {
	const bytes = planarImage(renderImage(scene, camera, side), false);
	return imageFloats({ ...bytes, shape: [1, ...bytes.shape] });
}

function picture(scene: Scene, camera: Camera, side: number): FacePicture {
	const { depth } = truthMaps(scene, camera, side);
	return {
		...{ camera, side, image: imageOf(scene, camera, side) },
		depth: depth.data,
		opacity: new Float32Array(side * side).fill(1),
	};
}
