/**
 * Inversion: the latents, and the camera, with which a generator shows a picture.
 *
 * @module triplane/inversion
 */

export {
	INVERSION_DEFAULTS,
	type InversionOptions,
	type InversionParts,
	type InversionStep,
	type Inverted,
	invert,
	type Pictured,
} from "../inversion/invert.ts";
export type { LatentSpace } from "../inversion/latent-space.ts";
export type { CameraMove } from "../inversion/moved-camera.ts";
export { type PrepareOptions, prepareInversion } from "../inversion/prepare.ts";
export { type FoundCamera, searchCamera } from "../inversion/search-camera.ts";
