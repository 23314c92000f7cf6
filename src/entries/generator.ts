/**
 * The generator and what changes its results: options, edits of w, walks and camera paths, limits of rays, stages that
 * stay on the GPU.
 *
 * @module triplane/generator
 */

export { type CameraPath, cameraOnPath, type PathCamera } from "../camera/path.ts";
export { type AnimationFrame, type AnimationOptions, animationFrames } from "../generator/animation/frames.ts";
export { LatentWalk } from "../generator/animation/latent-walk.ts";
export { applyEdits, type LatentEdit, type LayerRange, mixStyles } from "../generator/edits.ts";
export { isOnGpu, type Planes } from "../generator/field.ts";
export { Generator, type GeneratorParts } from "../generator/generator.ts";
export type { GpuStages, GpuView } from "../generator/gpu-stages.ts";
export { type AssembleOptions, assembleGenerator, DEFAULT_NETWORK, findNetwork } from "../generator/load-generator.ts";
export type { MappingOptions, PlanesOptions, VolumeOptions } from "../generator/options.ts";
export { type PointColours, pointColours } from "../generator/point-colours.ts";
export { type BoxCoverage, boxCoverage, type RayLimitChoice, rayLimitOptions } from "../generator/ray-limits.ts";
export type { Jitter, RenderOptions } from "../generator/render-options.ts";
export type { SceneChanges } from "../generator/scene-changes.ts";
export type { WeightDifferences } from "../generator/tuned-weights.ts";
export { type View, viewOf } from "../generator/views.ts";
export { type VolumeGridOptions, type VolumeRegion, volumeLines } from "../generator/volume.ts";
