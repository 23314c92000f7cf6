/** Checks training against a golden of the published PyTorch code: scores, losses, gradients and buffers by phase. */

import { type Comparison, compareTensors } from "../analysis/verify/compare.ts";
import { CONDITIONING_DRAWS, conditionedTolerance, judgedBy } from "../analysis/verify/conditioning.ts";
import type { StageTolerance } from "../analysis/verify/tolerances.ts";
import type { VerifyReport } from "../analysis/verify/verify-golden.ts";
import type { Checkpoint } from "../checkpoint/description.ts";
import type { InferenceRuntime } from "../host/inference-runtime.ts";
import { throwIfAborted } from "../tensor/errors.ts";
import { type TrainingNetworks, trainingNetworks } from "./networks/training-networks.ts";
import { openPhaseRunner, type PhaseResult } from "./phases/run-phase.ts";
import { evaluateRealImages } from "./verify/evaluate-real-images.ts";
import { compareGradients, isRepeatable } from "./verify/golden-gradients.ts";
import { GRADIENT_TOLERANCE, type GradientComparison } from "./verify/gradient-comparison.ts";
import { runGolden } from "./verify/run-golden.ts";
import { type GoldenRun, type TrainingGolden, trainingTensor } from "./verify/training-golden.ts";

export interface TrainingVerifyReport extends VerifyReport {
	/** Every gradient that was compared; `comparisons` has the worst of each phase. */
	readonly gradients: readonly (GradientComparison & { readonly stage: string })[];
}

export interface VerifyTrainingOptions {
	readonly signal?: AbortSignal | undefined;
	readonly onStage?: ((stage: string) => void) | undefined;
}

/** Scores and losses, relative to the batch's norm. Seen on the CPU: 3e-6. */
const REPORTS: StageTolerance = { relativeL2: 1e-4, peak: 1e-4 };
/** Sums of few products, rounded once or twice. Seen: 1e-7. */
const ROUNDING: StageTolerance = { relativeL2: 2e-6, peak: 5e-6 };

const W_AVG = "backbone.mapping.w_avg";
/**
 * Runs every phase of the golden on the checkpoint's G and D and compares.
 * Throws `CheckpointError` when the golden lacks an input or is malformed, and `ShapeError` when networks and golden do
 * not belong together.
 */
export async function verifyTrainingGolden(
	checkpoint: Checkpoint,
	golden: TrainingGolden,
	runtime: InferenceRuntime,
	{ signal, onStage }: VerifyTrainingOptions = {},
): Promise<TrainingVerifyReport> {
	const networks = trainingNetworks(checkpoint);
	const comparisons: (Comparison & { stage: string })[] = [];
	const gradients: (GradientComparison & { stage: string })[] = [];
	onStage?.("evaluation");
	comparisons.push(...(await compareEvaluation(golden, networks, runtime)));
	for (const run of golden.runs) {
		throwIfAborted(signal, "verify");
		onStage?.(run.name);
		await using runner = await openPhaseRunner(runtime);
		const phase = { golden, run, networks, runner };
		const result = await runGolden(phase);
		const again = (rounding: number): Promise<PhaseResult> => runGolden(phase, rounding);
		const ofRun = await compareGradients(golden, run, result, again);
		gradients.push(...ofRun.map((comparison) => ({ stage: run.name, ...comparison })));
		const reports = await judgedReports(compareReports(golden, run, result, networks), run, result, again);
		const all = [...reports, ...summaries(run, ofRun)];
		comparisons.push(...all.map((comparison) => ({ stage: run.name, ...comparison })));
	}
	return {
		device: runtime.device,
		renderer: "symbolic",
		passed: comparisons.every((comparison) => comparison.passed),
		comparisons,
		gradients,
		inputs: [...golden.tensors.keys()].filter(isInput),
		unknown: unjudged(golden),
	};
}

async function compareEvaluation(
	golden: TrainingGolden,
	networks: TrainingNetworks,
	runtime: InferenceRuntime,
): Promise<(Comparison & { stage: string })[]> {
	if (!golden.tensors.has("real_logits")) return [];
	const { logits, imageRaw } = await evaluateRealImages(golden, networks, runtime);
	const raw = trainingTensor(golden, "real_image_raw", imageRaw.shape);
	const scores = trainingTensor(golden, "real_logits", logits.shape);
	return [
		{ stage: "evaluation", ...compareTensors("real_image_raw", imageRaw, raw, ROUNDING) },
		{ stage: "evaluation", ...compareTensors("real_logits", logits, scores, REPORTS) },
	];
}

/** Scores, losses, penalties, and `w_avg` after the phase. */
function compareReports(
	golden: TrainingGolden,
	{ name }: GoldenRun,
	{ reports, buffers }: PhaseResult,
	networks: TrainingNetworks,
): Comparison[] {
	const prefix = `${name}.stat.`;
	const stats = [...golden.tensors.keys()].filter((key) => key.startsWith(prefix));
	const compared = stats.flatMap((key) => {
		const got = reports.get(key.slice(prefix.length));
		return got ? [compareTensors(key, got, trainingTensor(golden, key, got.shape), REPORTS)] : [];
	});
	const average = buffers.get(W_AVG) ?? networks.generator.weights.get(W_AVG);
	const key = `${name}.w_avg_after`;
	if (!average || !golden.tensors.has(key)) return compared;
	return [...compared, compareTensors(key, average, trainingTensor(golden, key, average.shape), ROUNDING)];
}

/** Scores and penalties that miss their fixed tolerance, judged by how far they move when inputs are rounded again. */
async function judgedReports(
	comparisons: readonly Comparison[],
	{ name }: GoldenRun,
	{ reports }: PhaseResult,
	again: (rounding: number) => Promise<PhaseResult>,
): Promise<Comparison[]> {
	if (comparisons.every(({ passed }) => passed)) return [...comparisons];
	const moved: PhaseResult[] = [];
	for (let draw = 1; draw <= CONDITIONING_DRAWS; draw++) moved.push(await again(draw));
	const prefix = `${name}.stat.`;
	return comparisons.map((comparison) => {
		const key = comparison.name.slice(prefix.length);
		const own = comparison.name.startsWith(prefix) ? reports.get(key) : undefined;
		if (comparison.passed || !own) return comparison;
		const movements = moved.flatMap((other) => {
			const report = other.reports.get(key);
			return report ? [compareTensors(comparison.name, report, own, REPORTS)] : [];
		});
		return judgedBy(comparison, conditionedTolerance(REPORTS, movements));
	});
}

/** The gradient that is farthest off, and all that failed. */
function summaries({ name }: GoldenRun, gradients: readonly GradientComparison[]): Comparison[] {
	const sorted = gradients.toSorted((a, b) => b.error - a.error);
	return sorted
		.filter(({ passed }, index) => index === 0 || !passed)
		.map(({ name: parameter, error, norm, count, passed, tolerance = GRADIENT_TOLERANCE }, index) => ({
			name: `${name}.gradient.${parameter}${index === 0 ? ` (worst of ${gradients.length})` : ""}`,
			shape: [count],
			maxAbsolute: error * norm,
			maxRelative: error,
			relativeL2: error,
			peak: error,
			worst: { index: [], got: error, want: 0 },
			tolerance: { relativeL2: tolerance, peak: tolerance },
			passed,
		}));
}

const DATA: ReadonlySet<string> = new Set(["real_image", "real_camera", "gen_camera", "z"]);

function isInput(name: string): boolean {
	return DATA.has(name) || /\.random\d+\./.test(name);
}

/** Gradients of noise strengths, which nobody can repeat. */
function unjudged({ runs }: TrainingGolden): string[] {
	return runs.flatMap(({ name, gradientNames }) =>
		gradientNames.filter((parameter) => !isRepeatable(parameter)).map((parameter) => `${name}.gradient.${parameter}`),
	);
}
