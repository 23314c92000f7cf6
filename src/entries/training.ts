/**
 * Training: new and loaded networks, settings, the loop and its state.
 *
 * @module triplane/training
 */

export { type FakeGrid, type FakeSheets, fakeGrid, generateFakes, realsSheet } from "../training/loop/fakes.ts";
export { estimateMemory, type MemoryEstimate } from "../training/loop/memory.ts";
export { networkSnapshot } from "../training/loop/network-snapshot.ts";
export { type NetworkSizes, newTraining, type TuningOptions, tunedTraining } from "../training/loop/new-networks.ts";
export { TrainingData } from "../training/loop/training-data.ts";
export {
	type LoopListener,
	type LoopOptions,
	runTraining,
	type TickReport,
	type TrainingRun,
} from "../training/loop/training-loop.ts";
export {
	describeTraining,
	type LoopProgress,
	readTraining,
	type SavedTraining,
} from "../training/loop/training-state.ts";
export { openPhaseRunner, type PhaseRunner, type PhaseRunnerOptions } from "../training/phases/run-phase.ts";
export type { SettingsBasis } from "../training/setting-kinds.ts";
export {
	gammaWarning,
	resolveSettings,
	type StepOptions,
	stepOptions,
	suggestedGamma,
	type TrainingSettings,
} from "../training/settings.ts";
export type { TrainingState } from "../training/step.ts";
