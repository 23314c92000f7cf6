/**
 * Inversion: the latents, and the camera, with which a generator shows a picture.
 *
 * @module triplane/inversion
 */

export type { FeatureNetwork } from "../inversion/discriminator-features.ts";
export {
	type EncodedPerson,
	Encoder,
	type EncoderFile,
	encoderChunks,
	readEncoder,
} from "../inversion/encoder/encoder.ts";
export type { KnownPictures } from "../inversion/encoder/encoder-pairs.ts";
export { ENCODER_TEACHING, type EncoderTeaching } from "../inversion/encoder/encoder-teaching.ts";
export { mappingFingerprint } from "../inversion/encoder/mapping-fingerprint.ts";
export {
	type EncoderParts,
	type EncoderStep,
	teachEncoder,
} from "../inversion/encoder/teach-encoder.ts";
export {
	type FindingParts,
	type FoundPerson,
	findPerson,
	type PersonSoFar,
	type PersonTask,
} from "../inversion/find-person.ts";
export {
	type InversionNetwork,
	type InversionParts,
	type InversionStep,
	type Inverted,
	invert,
} from "../inversion/invert.ts";
export type { Coordinates, LatentSpace } from "../inversion/latent-space.ts";
export type { CameraMove } from "../inversion/moved-camera.ts";
export { INVERSION_DEFAULTS, type InversionOptions, TUNING_DEFAULTS, type TuneOptions } from "../inversion/options.ts";
export { type PersonOfFile, personChunks, readPerson } from "../inversion/person-file.ts";
export { type Pictured, pictureOf } from "../inversion/picture.ts";
export { type PreparedInversion, type PrepareOptions, prepareInversion } from "../inversion/prepare.ts";
export { RECIPES, type Recipe, type RecipeName } from "../inversion/recipes.ts";
export { type FoundCamera, searchCamera } from "../inversion/search-camera.ts";
export {
	type Tuned,
	type TuningParts,
	type TuningStep,
	tune,
} from "../inversion/tune.ts";
