/**
 * Networks as data: configurations, random and stored weights, what a file says and what was assumed, ONNX graphs.
 *
 * @module triplane/networks
 */

export { completeStateDicts, presetSource, type StateDictSource } from "../generator/complete-state-dict.ts";
export { describeGenerator } from "../generator/describe.ts";
export { type ExportSettings, rendererModel, viewModel } from "../generator/export-graphs.ts";
export type { FamilyMember } from "../generator/family-member.ts";
export { backboneModel, mappingModel, superresolutionModel } from "../generator/graphs.ts";
export type { SetAsidePart } from "../generator/parts-set-aside.ts";
export { type PresetChanges, presetConfig, presetNames } from "../generator/presets.ts";
export {
	type GeneratorReading,
	networkWeights,
	type ReadConfigOptions,
	readGenerator,
	readGeneratorConfig,
} from "../generator/read-config.ts";
export { type AssumedOption, noteLines, type ReadingNotes } from "../generator/reading-notes.ts";
export type { UnusedPart } from "../generator/unused-parts.ts";
export type { GeneratorConfig, NoiseMode } from "../networks/config.ts";
export { initializeGenerator } from "../networks/initialize.ts";
export type { Weights } from "../networks/parameters.ts";
