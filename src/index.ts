/**
 * The root: what a program of a few lines needs to load a network, generate, look, and write images and meshes. It runs
 * everywhere. Files, devices and workers come from `triplane/node` or `triplane/web`; each other layer is an entry of its
 * own, such as `triplane/training`, which has all that the layer offers, these names included.
 *
 * @module triplane
 */

// Networks

export type { Checkpoint } from "./checkpoint/description.ts";
export { Generator } from "./generator/generator.ts";
export { type AssembleOptions, assembleGenerator } from "./generator/load-generator.ts";
export type { MappingOptions, PlanesOptions, VolumeOptions } from "./generator/options.ts";
export type { RenderOptions } from "./generator/render-options.ts";
export type { View } from "./generator/views.ts";
export type { Device, DeviceRequest } from "./host/inference-runtime.ts";
export type { Progress, ProgressListener } from "./host/progress.ts";
export type { GeneratorConfig } from "./networks/config.ts";
export type { RenderingConfig } from "./rendering/rendering-config.ts";

// Latents and people

export { NO_TRUNCATION, type Person, personOfSeed, type Truncation, wsOfSeed } from "./analysis/person.ts";
export { type FixedTensor, type Float32Tensor, float32Tensor, type HostTensor } from "./tensor/host-tensor.ts";
export { latentFromSeed } from "./tensor/latent.ts";

// Cameras

export { fovToIntrinsics } from "./camera/intrinsics.ts";
export { type Camera, cameraLabel, splitLabel } from "./camera/label.ts";
export { type CameraOrbit, cameraFromPose, type PoseParameters } from "./camera/orbit.ts";
export { type ViewCamera, viewCamera, viewCameraAt } from "./camera/view-camera.ts";
export { trainingFov, trainingOrbit } from "./generator/training-cameras.ts";
export type { Vec3 } from "./tensor/vec3.ts";

// Images

export type { ImageFormat } from "./host/image-codec.ts";
export { colourPixels, greyPixels, type PixelImage, sheetOf } from "./tensor/pixels.ts";

// Meshes

export { type PersonShape, personShape, type ShapeOptions } from "./analysis/shapes/person-shape.ts";
export type { Mesh } from "./mesh/mesh.ts";
export { joinChunks, MESH_FORMATS, type MeshFormatName } from "./mesh/write/mesh-formats.ts";

// Errors

export {
	AbortedError,
	type Allowance,
	CheckpointError,
	DivergedError,
	GraphError,
	InputError,
	OutputError,
	RuntimeFailureError,
	RuntimeUnavailableError,
	ShapeError,
	TriplaneError,
	type TriplaneErrorCode,
	UnsupportedOpError,
} from "./tensor/errors.ts";
