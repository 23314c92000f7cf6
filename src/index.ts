/**
 * `triplane`: the part that runs everywhere. Files, devices and workers come from `triplane/node` or `triplane/web`;
 * with `assembleGenerator` they can be handed in by hand.
 */

// Experiments
export { type AnglesStatistics, anglesDifference, anglesStatistics } from "./analysis/angles/angles-statistics.ts";
export { type AnglesRecord, anglesRecord } from "./analysis/angles/record.ts";
export { type SteepAngles, type SteepAnglesOptions, steepAngles } from "./analysis/angles/steep-angles.ts";
export {
	MEASURE_DEFAULTS,
	type MeasureOptions,
	measureView,
	type ViewMeasures,
} from "./analysis/angles/view-measures.ts";
// Where the cameras of a dataset stand
export { type PoseStatistics, type PoseStatisticsOptions, poseStatistics } from "./analysis/dataset/pose-statistics.ts";
export { flattenByRepetition, type Rebalanced, type RebalanceOptions } from "./analysis/dataset/rebalance.ts";
// Directions in w
export { type DirectionSet, directionOf, directionsChunks, readDirections } from "./analysis/edits/direction-set.ts";
// Shapes and eyes
export type { FacePicture, FaceSource } from "./analysis/eyes/face-source.ts";
export { type FoundEyes, findEyes, type NoEyes } from "./analysis/eyes/find-eyes.ts";
export { generatorFace } from "./analysis/eyes/generator-face.ts";
export { headsFace } from "./analysis/eyes/heads-face.ts";
export {
	type EyesSubject,
	type MeasuredEyes,
	type MeasureEyesOptions,
	measureEyes,
} from "./analysis/eyes/measure-eyes.ts";
export type { EyesRecord, EyesSummary, PersonEyesRecord } from "./analysis/eyes/record.ts";
export { choleskyInPlace, solveCholesky } from "./analysis/linear/cholesky.ts";
export { type SymmetricEigen, symmetricEigen } from "./analysis/linear/symmetric-eigen.ts";
// Metrics
export type { Measured } from "./analysis/metrics/compare-features.ts";
export type { Estimate } from "./analysis/metrics/estimate.ts";
export { type DetectorDescription, parseDetector } from "./analysis/metrics/features/detector-description.ts";
export { detectorExtractor } from "./analysis/metrics/features/detector-extractor.ts";
export type { FeatureExtractor } from "./analysis/metrics/features/extractor.ts";
export { randomExtractor } from "./analysis/metrics/features/random-extractor.ts";
export { DEFAULT_METRICS, METRICS, type MetricName, parseMetrics } from "./analysis/metrics/metric-names.ts";
export { MetricSuite, type SuiteOptions, type SuiteParts } from "./analysis/metrics/suite.ts";
export {
	DISTINCT_PEOPLE_DEFAULTS,
	type DistinctPeople,
	type DistinctPeopleOptions,
	distinctPeople,
} from "./analysis/people/distinct-people.ts";
export { NO_TRUNCATION, type Person, personOfSeed, type Truncation, wsOfSeed } from "./analysis/person.ts";
export { type AutomaticLevel, automaticLevel } from "./analysis/shapes/automatic-level.ts";
export { type DensityOptions, densityVolume } from "./analysis/shapes/density-volume.ts";
export { type ExtractedMesh, type ExtractOptions, extractMesh } from "./analysis/shapes/extract-mesh.ts";
export { type FigureView, figureViews } from "./analysis/shapes/figure-views.ts";
export { type PersonShape, personShape, type ShapeOptions, type ShapeRecord } from "./analysis/shapes/person-shape.ts";
export { type PersonVolume, personVolume } from "./analysis/shapes/person-volume.ts";
export { EYES_REGION, PERSON_REGION, REPORT_BORDER, WHOLE_REGION, withoutBorder } from "./analysis/shapes/regions.ts";
export { type TurntableOptions, turntable } from "./analysis/shapes/turntable.ts";
export { type BootstrapOptions, bootstrapDifference, bootstrapMean } from "./analysis/statistics/bootstrap.ts";
export { sampleW, type WDirection, type WDirections, wDirections } from "./analysis/sweep/directions.ts";
export { directionsRecord, type SweepRecord } from "./analysis/sweep/record.ts";
export { type Sweep, type SweepOptions, sweep, sweptPerson } from "./analysis/sweep/sweep.ts";
export {
	entryRow,
	latentRow,
	layerThirds,
	mixRow,
	type PlannedRow,
	type SweptPerson,
	wRow,
} from "./analysis/sweep/sweep-rows.ts";
// Checks against the published code
export { type Golden, readGolden } from "./analysis/verify/golden.ts";
export { type VerifyOptions, type VerifyReport, verifyGolden } from "./analysis/verify/verify-golden.ts";
export {
	type LookedInto,
	type LookOptions,
	lookIntoVolume,
} from "./analysis/volume/look-into-volume.ts";
export { type VolumeRecord, volumeRecord } from "./analysis/volume/record.ts";
// Checkpoints
export type { Checkpoint, NetworkDescription, PlainRecord, PlainValue } from "./checkpoint/description.ts";
export { type ReadCheckpointOptions, readCheckpoint } from "./checkpoint/read-checkpoint.ts";
export { readSafetensors, type SafetensorsFile } from "./checkpoint/safetensors/reader.ts";
export { safetensorsChunks } from "./checkpoint/safetensors/writer.ts";
export { checkpointToSafetensors } from "./checkpoint/safetensors-checkpoint.ts";
// Datasets
export { type Batch, BatchReader, type BatchReaderOptions } from "./data/batch-reader.ts";
export { cropLabel, mirrorLabel } from "./data/camera-label.ts";
export { type CheckOptions, checkDataset, type DatasetReport, requireSound } from "./data/check/check-dataset.ts";
export type { FindingKind } from "./data/check/finding-kinds.ts";
export type { Finding, FindingExample } from "./data/check/findings.ts";
export type { Scene } from "./data/check/sampled-box.ts";
export { type Dataset, type DatasetItem, type DatasetOptions, openDataset } from "./data/dataset.ts";
export { imageFloats } from "./data/image-tensors.ts";
export { InfiniteSampler, type SamplerSnapshot } from "./data/infinite-sampler.ts";
export { openZip } from "./data/zip-files.ts";
export { type Crc32, storedZip, type ZipContent } from "./data/zip-writer.ts";
// The generator
export { type CameraPath, cameraOnPath, type PathCamera } from "./generator/animation/camera-path.ts";
export { type AnimationFrame, type AnimationOptions, animationFrames } from "./generator/animation/frames.ts";
export { LatentWalk } from "./generator/animation/latent-walk.ts";
export { completeStateDicts, presetSource, type StateDictSource } from "./generator/complete-state-dict.ts";
export { describeGenerator } from "./generator/describe.ts";
export { applyEdits, type LatentEdit, type LayerRange, mixStyles } from "./generator/edits.ts";
// Graphs for other programs
export { type ExportSettings, rendererModel, viewModel } from "./generator/export-graphs.ts";
export type { Planes } from "./generator/field.ts";
export { Generator, type GeneratorParts } from "./generator/generator.ts";
export type { GpuStages, GpuView } from "./generator/gpu-stages.ts";
export { backboneModel, mappingModel, superresolutionModel } from "./generator/graphs.ts";
export { type AssembleOptions, assembleGenerator, DEFAULT_NETWORK, findNetwork } from "./generator/load-generator.ts";
export type { MappingOptions, PlanesOptions, VolumeOptions } from "./generator/options.ts";
export { type PresetChanges, presetConfig, presetNames } from "./generator/presets.ts";
export { type BoxCoverage, boxCoverage, type RayLimitChoice, rayLimitOptions } from "./generator/ray-limits.ts";
export {
	type GeneratorReading,
	networkWeights,
	type ReadConfigOptions,
	readGenerator,
	readGeneratorConfig,
} from "./generator/read-config.ts";
export { type AssumedOption, noteLines, type ReadingNotes } from "./generator/reading-notes.ts";
export type { Jitter, RenderOptions } from "./generator/render-options.ts";
export type { SceneChanges } from "./generator/scene-changes.ts";
export { trainingFov } from "./generator/training-fov.ts";
export type { UnusedPart } from "./generator/unused-parts.ts";
export {
	frontalConditioning,
	trainingOrbit,
	type ViewCamera,
	viewCamera,
	viewCameraAt,
	viewCameraOfLabel,
} from "./generator/view-cameras.ts";
export { type View, viewOf } from "./generator/views.ts";
export { type VolumeGridOptions, type VolumeRegion, volumeLines } from "./generator/volume.ts";
export { PERSON_NUMBERS } from "./heads/latent/layout.ts";
export { type LatentPerson, personOf, sceneOf } from "./heads/latent/person.ts";
export { portraitLatent } from "./heads/portrait.ts";
export { renderImage } from "./heads/render/image.ts";
// What a platform hands in
export { type ByteSource, bytesInMemory } from "./host/byte-source.ts";
export type { FileSet, RefusalReason, RefusedFile } from "./host/file-set.ts";
export type { GpuBuffer, GpuDevice, GpuTensor } from "./host/gpu.ts";
export type { ImageChange, ImageCodec, ImageDecoder, ImageFormat, ImageHeader } from "./host/image-codec.ts";
export type { CompiledGraph, Device, DeviceRequest, InferenceRuntime } from "./host/inference-runtime.ts";
export type { Progress, ProgressListener } from "./host/progress.ts";
export type { WorkerListener, WorkerPool, WorkerScript, WorkerThread } from "./host/worker-pool.ts";
// Meshes and volumes
export {
	type Components,
	componentsFrom,
	connectedComponents,
	dropUnusedVertices,
	keepTriangles,
	largestComponent,
} from "./mesh/components.ts";
export {
	type IsoSurfaceOptions,
	isoSurfaceOfSlabs,
	isoSurfaceOfVolume,
	slabsOf,
} from "./mesh/marching-cubes/iso-surface.ts";
export {
	MARCHING_CUBES_DEFAULTS,
	MarchingCubes,
	type MarchingCubesOptions,
} from "./mesh/marching-cubes/marching-cubes.ts";
export { boundsOf, type MeshMeasures, measureMesh } from "./mesh/measure.ts";
export { checkMesh, type Mesh, triangleCount, vertexCount } from "./mesh/mesh.ts";
export { normalsFromFaces } from "./mesh/normals/face-normals.ts";
export {
	type FieldNormalsOptions,
	type FieldSampler,
	normalsFromField,
	normalsFromGradient,
	normalsFromVolume,
} from "./mesh/normals/gradient-normals.ts";
export { PREVIEW_DEFAULTS, type PreviewOptions, previewMesh } from "./mesh/preview/preview.ts";
export { onBackground, type RgbaImage } from "./mesh/preview/rgba-image.ts";
export type { PreviewMaterial } from "./mesh/preview/shade.ts";
export type { PreviewCamera } from "./mesh/preview/view-space.ts";
export { SIMPLIFY_DEFAULTS, type SimplifiedMesh, type SimplifyOptions, simplifyMesh } from "./mesh/simplify.ts";
export { SMOOTH_DEFAULTS, type SmoothOptions, smoothMesh } from "./mesh/smooth.ts";
export {
	type Box,
	boxOfGrid,
	type CoordinateLines,
	cropGrid,
	gridOfBox,
	gridOfLines,
	slabPoints,
	type Volume,
	type VolumeGrid,
	voxelCentre,
} from "./mesh/volume-grid.ts";
export { GLB_DEFAULTS, type GlbOptions } from "./mesh/write/glb.ts";
export { joinChunks, MESH_FORMATS, type MeshFormat, type MeshFormatName } from "./mesh/write/mesh-formats.ts";
export { mrcChunks, mrcHeader, type VolumeStatistics, volumeStatistics } from "./mesh/write/mrc.ts";
export type { WriteOptions } from "./mesh/write/write-options.ts";
export type { GeneratorConfig, NoiseMode, RenderingConfig } from "./networks/config.ts";
export { initializeGenerator } from "./networks/initialize.ts";
export type { Weights } from "./networks/parameters.ts";
// Cameras
export {
	type CameraOrbit,
	cameraFromPose,
	lookAt,
	type PoseParameters,
	poseOrigin,
} from "./rendering/cameras.ts";
export {
	type FieldOfView,
	fieldOfView,
	fovToIntrinsics,
	intrinsicsFromTrueFov,
	publishedFovDegrees,
} from "./rendering/intrinsics.ts";
export { type Camera, cameraLabel, checkCamera, splitLabel } from "./rendering/label.ts";
// Renderers
export type {
	DecoderWeights,
	MarchOptions,
	PointSamples,
	PreparedField,
	RayMarcher,
	Rays,
	TriplaneField,
} from "./rendering/march/contract.ts";
export type { GridLines, GridSlab } from "./rendering/march/grid.ts";
export {
	createWasmMarcher,
	type WasmField,
	type WasmMarcher,
	type WasmMarcherOptions,
} from "./rendering/march/kernels/wasm/wasm-marcher.ts";
export { createWgslMarcher, type WgslMarcher } from "./rendering/march/kernels/wgsl/wgsl-marcher.ts";
export { referenceMarcher } from "./rendering/march/reference.ts";
export { symbolicMarcher } from "./rendering/march/symbolic-marcher.ts";
export type { PlaneAxes } from "./rendering/plane-axes.ts";
export { type RayLimits, rayLimits } from "./rendering/ray-box.ts";
export { type ImageSize, pixelRays } from "./rendering/rays.ts";
export {
	cameraFromTrueAngles,
	poseFromTrueAngles,
	type TrueAngles,
	type TruePosition,
	trueAnglesOfOrigin,
	trueAnglesOfPose,
} from "./rendering/true-angles.ts";
export {
	type ChosenRuntime,
	createRuntime,
	type DeviceFinding,
	findDevices,
	type RuntimeOptions,
} from "./runtime/create-runtime.ts";
export type { DeviceCandidate, OrtModule, OrtPlatform } from "./runtime/ort-module.ts";
// Tensors, random numbers, pictures, errors
export type { ArrayOf, DType } from "./tensor/dtype.ts";
export * from "./tensor/errors.ts";
export {
	type FixedTensor,
	float32Tensor,
	type HostTensor,
	hostTensor,
	type ReadonlyFloats,
} from "./tensor/host-tensor.ts";
export { latentFromSeed } from "./tensor/latent.ts";
export { colourPixels, greyPixels, type PixelImage, sheetOf } from "./tensor/pixels.ts";
export { RandomState } from "./tensor/random-state.ts";
export { matchShape, type Shape } from "./tensor/shape.ts";
export type { Vec3 } from "./tensor/vec3.ts";
// Training
export { type FakeGrid, type FakeSheets, fakeGrid, paintFakes, realsSheet } from "./training/loop/fakes.ts";
export { estimateMemory, type MemoryEstimate } from "./training/loop/memory.ts";
export { networkSnapshot } from "./training/loop/network-snapshot.ts";
export { type NetworkSizes, newTraining, type TuningOptions, tunedTraining } from "./training/loop/new-networks.ts";
export { TrainingData } from "./training/loop/training-data.ts";
export {
	type LoopListener,
	type LoopOptions,
	runTraining,
	type TickReport,
	type TrainingRun,
} from "./training/loop/training-loop.ts";
export {
	describeTraining,
	type LoopProgress,
	readTraining,
	type SavedTraining,
} from "./training/loop/training-state.ts";
export type { PhaseRunner } from "./training/phases/run-phase.ts";
export { openPhaseRunner, type PhaseRunnerOptions } from "./training/phases/run-phase.ts";
export type { StepOptions } from "./training/settings.ts";
export {
	gammaWarning,
	resolveSettings,
	type SettingsBasis,
	stepOptions,
	suggestedGamma,
	type TrainingSettings,
} from "./training/settings.ts";
export type { TrainingState } from "./training/step.ts";
