/**
 * Alignment: faces of photographs, their landmarks and poses, and crops as training pictures have them.
 *
 * @module triplane/alignment
 */

export { type AlignedFace, alignFace } from "../alignment/align-face.ts";
export {
	alignPhotograph,
	croppedPixels,
	NO_FACE,
	NO_LANDMARKS,
	type PhotographedFace,
} from "../alignment/align-photograph.ts";
export { canonicalFaceFrom, type FaceFileReader, faceModelsFrom } from "../alignment/face-files.ts";
export { FaceFinder, type FaceLandmarks, type FaceModels, type FoundFace } from "../alignment/face-finder.ts";
export { type CanonicalFace, type FacePose, facePose } from "../alignment/face-pose.ts";
export { FRAMINGS, type Framing, type FramingName } from "../alignment/framings.ts";
export { type Patch, samplePatch } from "../alignment/sample-patch.ts";
export { readTfjsModel, type TfjsModel } from "../alignment/tfjs-model.ts";
