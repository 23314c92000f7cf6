/**
 * Experiments and measures: steep angles, eyes, shapes, sweeps of the latent space, volumes, metrics, statistics, and the
 * comparison with goldens. Functions of a generator that return numbers, images and plain records.
 *
 * @module triplane/analysis
 */

export { type AnglesStatistics, anglesDifference, anglesStatistics } from "../analysis/angles/angles-statistics.ts";
export { type AnglesRecord, anglesRecord } from "../analysis/angles/record.ts";
export { type SteepAngles, type SteepAnglesOptions, steepAngles } from "../analysis/angles/steep-angles.ts";
export {
	MEASURE_DEFAULTS,
	type MeasureOptions,
	measureView,
	type ViewMeasures,
} from "../analysis/angles/view-measures.ts";
export {
	type PoseStatistics,
	type PoseStatisticsOptions,
	poseStatistics,
} from "../analysis/dataset/pose-statistics.ts";
export { flattenByRepetition, type Rebalanced, type RebalanceOptions } from "../analysis/dataset/rebalance.ts";
export { type DirectionSet, directionOf, directionsChunks, readDirections } from "../analysis/edits/direction-set.ts";
export type { FacePicture, FaceSource } from "../analysis/eyes/face-source.ts";
export { type FoundEyes, findEyes, type NoEyes } from "../analysis/eyes/find-eyes.ts";
export { generatorFace } from "../analysis/eyes/generator-face.ts";
export { headsFace } from "../analysis/eyes/heads-face.ts";
export {
	type EyesSubject,
	type MeasuredEyes,
	type MeasureEyesOptions,
	measureEyes,
} from "../analysis/eyes/measure-eyes.ts";
export type { EyesRecord, EyesSummary, PersonEyesRecord } from "../analysis/eyes/record.ts";
export { choleskyInPlace, solveCholesky } from "../analysis/linear/cholesky.ts";
export { type SymmetricEigen, symmetricEigen } from "../analysis/linear/symmetric-eigen.ts";
export type { Measured } from "../analysis/metrics/compare-features.ts";
export type { MetricValue } from "../analysis/metrics/estimate.ts";
export { type DetectorDescription, parseDetector } from "../analysis/metrics/features/detector-description.ts";
export { detectorExtractor } from "../analysis/metrics/features/detector-extractor.ts";
export type { FeatureExtractor } from "../analysis/metrics/features/extractor.ts";
export { randomExtractor } from "../analysis/metrics/features/random-extractor.ts";
export { DEFAULT_METRICS, METRICS, type MetricName, parseMetrics } from "../analysis/metrics/metric-names.ts";
export { MetricSuite, type SuiteOptions, type SuiteParts } from "../analysis/metrics/suite.ts";
export {
	DISTINCT_PEOPLE_DEFAULTS,
	type DistinctPeople,
	type DistinctPeopleOptions,
	distinctPeople,
} from "../analysis/people/distinct-people.ts";
export { NO_TRUNCATION, type Person, personOfSeed, type Truncation, wsOfSeed } from "../analysis/person.ts";
export { type AutomaticLevel, automaticLevel } from "../analysis/shapes/automatic-level.ts";
export { type DensityOptions, densityVolume } from "../analysis/shapes/density-volume.ts";
export { type ExtractedMesh, type ExtractOptions, extractMesh } from "../analysis/shapes/extract-mesh.ts";
export { type FigureView, figureViews } from "../analysis/shapes/figure-views.ts";
export { type PersonShape, personShape, type ShapeOptions, type ShapeRecord } from "../analysis/shapes/person-shape.ts";
export { type PersonVolume, personVolume } from "../analysis/shapes/person-volume.ts";
export { EYES_REGION, PERSON_REGION, REPORT_BORDER, WHOLE_REGION, withoutBorder } from "../analysis/shapes/regions.ts";
export { type TurntableOptions, turntable } from "../analysis/shapes/turntable.ts";
export { type BootstrapOptions, bootstrapDifference, bootstrapMean } from "../analysis/statistics/bootstrap.ts";
export { sampleW, type WDirection, type WDirections, wDirections } from "../analysis/sweep/directions.ts";
export { directionsRecord, type SweepRecord } from "../analysis/sweep/record.ts";
export { type Sweep, type SweepOptions, sweep, sweptPerson } from "../analysis/sweep/sweep.ts";
export {
	entryRow,
	latentRow,
	layerThirds,
	mixRow,
	type PlannedRow,
	type SweptPerson,
	wRow,
} from "../analysis/sweep/sweep-rows.ts";
export { type Golden, readGolden } from "../analysis/verify/golden.ts";
export { type VerifyOptions, type VerifyReport, verifyGolden } from "../analysis/verify/verify-golden.ts";
export {
	type LookedInto,
	type LookOptions,
	lookIntoVolume,
} from "../analysis/volume/look-into-volume.ts";
export { type VolumeRecord, volumeRecord } from "../analysis/volume/record.ts";
