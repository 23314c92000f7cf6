/** Checks a generator against a golden of the published PyTorch code, stage by stage. */

import type { Generator } from "../../generator/generator.ts";
import { CheckpointError, throwIfAborted } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { type Comparison, compareTensors } from "./compare.ts";
import {
	CONDITIONING_DRAWS,
	conditionedTolerance,
	jitterRounding,
	judgedBy,
	movedByRounding,
	movedUniform,
	SUM_ROUNDING,
} from "./conditioning.ts";
import { type Golden, goldenTensor, parseStride, strided } from "./golden.ts";
import { cleanFeatures, renderGolden, STAGES, type Stage, type StageContext, type StageResults } from "./stages.ts";
import { FROM_OWN_RAW, onDevice, type StageTolerance, toleranceOf } from "./tolerances.ts";

/** One golden tensor judged. */
export interface StageComparison extends Comparison {
	readonly stage: string;
	/** The quirk of the published code that the golden shows. */
	readonly quirk?: string;
	/** Whether the tolerance is what rounding of the inputs grants, and not the fixed one. */
	readonly conditioned?: boolean;
}

export interface VerifyReport {
	readonly device: string;
	readonly renderer: string;
	readonly passed: boolean;
	/** One per golden tensor that a stage of ours gives. */
	readonly comparisons: readonly StageComparison[];
	/** Golden tensors that were taken as inputs only. */
	readonly inputs: readonly string[];
	/** Golden tensors that no stage of ours knows. */
	readonly unknown: readonly string[];
}

export interface VerifyOptions {
	readonly signal?: AbortSignal | undefined;
	readonly onStage?: ((stage: string) => void) | undefined;
}

/** Golden tensors that are nobody's output. */
const INPUTS: ReadonlySet<string> = new Set(["jitter_coarse", "u_importance", "points"]);

/**
 * Runs every stage whose outputs the golden holds and compares them.
 * Throws `CheckpointError` when the golden holds no stage of ours or lacks the inputs of one, `ShapeError` when network
 * and golden do not belong together.
 */
export async function verifyGolden(
	generator: Generator,
	golden: Golden,
	{ signal, onStage }: VerifyOptions = {},
): Promise<VerifyReport> {
	const context = stageContext(generator, golden, signal);
	const moved = new Movements(context);
	const comparisons: StageComparison[] = [];
	for (const stage of STAGES) {
		throwIfAborted(signal, "verify");
		onStage?.(stage.name);
		comparisons.push(...(await runStage(stage, context, moved)));
	}
	if (comparisons.length === 0) {
		throw new CheckpointError(
			`verify: the golden holds none of ${STAGES.flatMap((stage) => stage.outputs).join(", ")} – is it a golden of a generator?`,
		);
	}
	const compared = new Set(comparisons.map((comparison) => comparison.name));
	const rest = [...golden.tensors.keys()].filter((name) => !compared.has(name));
	return {
		device: generator.device,
		renderer: generator.renderer,
		passed: comparisons.every((comparison) => comparison.passed),
		comparisons,
		inputs: rest.filter((name) => INPUTS.has(name)),
		unknown: rest.filter((name) => !INPUTS.has(name)),
	};
}

function stageContext(generator: Generator, golden: Golden, signal: AbortSignal | undefined): StageContext {
	const planes = once(() =>
		generator.planes(goldenTensor(golden, "ws", [1, "numWs", "wDim"]), { noiseMode: golden.noiseMode, signal }),
	);
	const context = { generator, golden, planes, signal };
	return { ...context, rendered: once(() => renderGolden(context)) };
}

/** The same context with every input moved by rounding. */
function movedContext(context: StageContext, seed: number): StageContext {
	const { generator, golden, signal } = context;
	const steps = new Map([
		["jitter_coarse", jitterRounding(generator.config)],
		["u_importance", SUM_ROUNDING],
	]);
	const moved = (name: string, tensor: HostTensor): HostTensor => {
		if (tensor.dtype !== "float32") return tensor;
		const step = steps.get(name);
		return step === undefined
			? movedByRounding(tensor as Float32Tensor, seed)
			: movedUniform(tensor as Float32Tensor, step, seed);
	};
	const tensors = new Map([...golden.tensors].map(([name, tensor]) => [name, moved(name, tensor)]));
	const planes = once(async () => movedByRounding(await context.planes(), seed + 1));
	const parts = { generator, golden: { ...golden, tensors }, planes, signal };
	return { ...parts, rendered: once(() => renderGolden(parts)) };
}

/** Results of stages on inputs moved by rounding, each computed once, when it is first asked for. */
class Movements {
	readonly #contexts: readonly StageContext[];
	readonly #results: Map<Stage, Promise<readonly StageResults[]>> = new Map();

	constructor(context: StageContext) {
		this.#contexts = Array.from({ length: CONDITIONING_DRAWS }, (_, draw) => movedContext(context, 1 + 2 * draw));
	}

	of(stage: Stage): Promise<readonly StageResults[]> {
		const known = this.#results.get(stage) ?? this.#run(stage);
		this.#results.set(stage, known);
		return known;
	}

	async #run(stage: Stage): Promise<readonly StageResults[]> {
		const results: StageResults[] = [];
		for (const context of this.#contexts) {
			throwIfAborted(context.signal, "verify");
			results.push(await stage.run(context));
		}
		return results;
	}
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | null = null;
	return () => {
		made ??= make();
		return made;
	};
}

async function runStage(stage: Stage, context: StageContext, moved: Movements): Promise<StageComparison[]> {
	const { golden } = context;
	const wanted = [...golden.tensors].filter(([name]) => stage.outputs.includes(parseStride(name).stage));
	if (wanted.length === 0) return [];
	const results = await stage.run(context);
	const comparisons: StageComparison[] = [];
	for (const [name, want] of wanted) {
		const tolerance = await stageTolerance(parseStride(name).stage, context);
		const result = results[parseStride(name).stage];
		if (!result || !tolerance) continue;
		const judge = (got: Float32Tensor): Comparison =>
			compareTensors(name, asHeld(name, got), expectDType(name, want, "float32"), tolerance);
		const fixed = { stage: stage.name, ...judge(result) };
		comparisons.push(
			fixed.passed
				? fixed
				: ((await byQuirk(stage, context, name, judge)) ?? (await byConditioning(stage, moved, results, fixed))),
		);
	}
	return comparisons;
}

/** Super-resolution is judged by the raw image that it was given. */
async function stageTolerance(output: string, context: StageContext): Promise<StageTolerance | undefined> {
	const { device } = context.generator;
	if (output !== "image") return toleranceOf(output, device);
	const { ownRaw } = await cleanFeatures(context);
	return ownRaw ? onDevice(FROM_OWN_RAW, device) : toleranceOf(output, device);
}

/** The tensor as the golden holds it: all of it, or every k-th row and column. */
function asHeld(name: string, tensor: Float32Tensor): Float32Tensor {
	const { stride } = parseStride(name);
	return stride === 1 ? tensor : strided(tensor, stride);
}

/** Whether the golden shows a quirk of the published code. */
async function byQuirk(
	{ name: stage, quirk }: Stage,
	context: StageContext,
	name: string,
	judge: (got: Float32Tensor) => Comparison,
): Promise<StageComparison | null> {
	const result = (await quirk?.run(context))?.[parseStride(name).stage];
	if (!quirk || !result) return null;
	const comparison = judge(result);
	return comparison.passed ? { stage, quirk: quirk.name, ...comparison } : null;
}

/** Judges a failed comparison by how far the result moves when its inputs move by rounding. */
async function byConditioning(
	stage: Stage,
	moved: Movements,
	results: StageResults,
	failed: StageComparison,
): Promise<StageComparison> {
	const { stage: output } = parseStride(failed.name);
	const result = results[output];
	// What is off by this much stays refused, however it moves.
	if (!result || !judgedBy(failed, conditionedTolerance(failed.tolerance, [ANY_MOVEMENT])).passed) return failed;
	const movements = (await moved.of(stage)).flatMap(({ [output]: other }) =>
		other ? [movementOf(failed.name, other, result)] : [],
	);
	if (movements.length === 0) return failed;
	const tolerance = conditionedTolerance(failed.tolerance, movements);
	return { ...failed, ...judgedBy(failed, tolerance), conditioned: true };
}

const ANY_MOVEMENT: StageTolerance = { relativeL2: 1, peak: 1 };

function movementOf(name: string, moved: Float32Tensor, result: Float32Tensor): StageTolerance {
	const { relativeL2, peak } = compareTensors(name, asHeld(name, moved), asHeld(name, result), ANY_MOVEMENT);
	return { relativeL2, peak };
}
