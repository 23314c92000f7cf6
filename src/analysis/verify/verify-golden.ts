/** Checks a generator against a golden of the published PyTorch code, stage by stage. */

import type { Generator } from "../../generator/generator.ts";
import { CheckpointError, throwIfAborted } from "../../tensor/errors.ts";
import { expectDType, type FixedTensor } from "../../tensor/host-tensor.ts";
import { type Comparison, compareTensors } from "./compare.ts";
import { type Golden, goldenTensor, parseStride, strided } from "./golden.ts";
import { STAGES, type Stage, type StageContext } from "./stages.ts";
import { toleranceOf } from "./tolerances.ts";

export interface VerifyReport {
	readonly device: string;
	readonly renderer: string;
	readonly passed: boolean;
	/** One per golden tensor that a stage of ours gives. */
	readonly comparisons: readonly (Comparison & { readonly stage: string })[];
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
	const comparisons: (Comparison & { stage: string })[] = [];
	for (const stage of STAGES) {
		throwIfAborted(signal, "verify");
		onStage?.(stage.name);
		comparisons.push(...(await runStage(stage, context)));
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
	let painted: Promise<FixedTensor> | null = null;
	const planes = (): Promise<FixedTensor> => {
		painted ??= generator.planes(goldenTensor(golden, "ws", [1, "numWs", "wDim"]), {
			noiseMode: golden.noiseMode,
			signal,
		});
		return painted;
	};
	return { generator, golden, planes, signal };
}

async function runStage(stage: Stage, context: StageContext): Promise<(Comparison & { stage: string })[]> {
	const { golden, generator } = context;
	const wanted = [...golden.tensors].filter(([name]) => stage.outputs.includes(parseStride(name).stage));
	if (wanted.length === 0) return [];
	const results = await stage.run(context);
	return wanted.flatMap(([name, want]) => {
		const { stage: output, stride } = parseStride(name);
		const result = results[output];
		const tolerance = toleranceOf(output, generator.device);
		if (!result || !tolerance) return [];
		const got = stride === 1 ? result : strided(result, stride);
		return [{ stage: stage.name, ...compareTensors(name, got, expectDType(name, want, "float32"), tolerance) }];
	});
}
