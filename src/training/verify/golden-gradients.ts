/**
 * The gradients of a golden's phase against ours.
 *
 * Leaky ReLU and |x| have kinks. Where a number is zero but for rounding, the golden may have rounded it to one side and
 * we to the other; both are right, and the gradient jumps – in Greg, where some 1500 pairs of points carry the whole
 * gradient, by several per cent. So a phase whose gradients do not all agree is run again on latents that differ in
 * their last bits, and a gradient agrees when it does in one of the runs. The tolerance stays: an error that is more
 * than rounding does not go away by rounding again. What still does not agree is judged by how far it moves from one such
 * run to the next: sums that nearly cancel move by more than their share.
 */

import { CheckpointError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import type { PhaseResult } from "../phases/run-phase.ts";
import {
	compareGradient,
	type GoldenGradient,
	type GradientComparison,
	missingGradient,
	movementTolerance,
} from "./gradient-comparison.ts";
import { type GoldenRun, type TrainingGolden, trainingTensor } from "./training-golden.ts";

/** Runs on rounded latents before a gradient counts as wrong. */
const MOST_ROUNDINGS = 8;

/** The golden's noise was random and its numbers were not kept; its strengths are 0, so that only they feel it. */
const NOISE_STRENGTH = /(^|\.)noise_strength$/;

/** Whether a gradient can be compared at all. */
export function isRepeatable(parameter: string): boolean {
	return !NOISE_STRENGTH.test(parameter);
}

/**
 * @param first  the result of the phase as it is
 * @param again  runs the phase on inputs rounded in the way `rounding` (1, 2, …) says
 */
export async function compareGradients(
	golden: TrainingGolden,
	run: GoldenRun,
	first: PhaseResult,
	again: (rounding: number) => Promise<PhaseResult>,
): Promise<readonly GradientComparison[]> {
	let best = compareOnce(golden, run, first);
	const moved: PhaseResult[] = [];
	for (let rounding = 1; rounding <= MOST_ROUNDINGS && best.some(isMendable); rounding++) {
		const result = await again(rounding);
		moved.push(result);
		const next = new Map(compareOnce(golden, run, result).map((entry) => [entry.name, entry]));
		best = best.map((entry) => {
			const other = next.get(entry.name);
			return !entry.passed && other && other.error < entry.error ? other : entry;
		});
	}
	return best.map((entry) => (isMendable(entry) ? judgedByMovement(entry, first, moved) : entry));
}

/** Judges a gradient by the farthest that it moves when inputs are rounded again. */
function judgedByMovement(
	entry: GradientComparison,
	first: PhaseResult,
	moved: readonly PhaseResult[],
): GradientComparison {
	const own = first.gradients.get(entry.name);
	if (!own) return entry;
	const reference = ownGradient(entry.name, own.data);
	const movements = moved.flatMap(({ gradients }) => {
		const other = gradients.get(entry.name);
		return other ? [compareGradient(other, reference, reference.norm).error] : [];
	});
	const tolerance = movementTolerance(movements);
	return { ...entry, tolerance, passed: entry.error <= tolerance };
}

/** What a golden would keep of a gradient of ours: all of it, since it is at hand. */
function ownGradient(name: string, head: Float32Array): GoldenGradient {
	let [sum, energy] = [0, 0];
	for (const value of head) {
		sum += value;
		energy += value * value;
	}
	return { name, norm: Math.sqrt(energy), sum, head };
}

/** Errors beyond this are no matter of a few kinks. */
const KINKS_AT_MOST = 0.2;

function isMendable({ passed, error }: GradientComparison): boolean {
	return !passed && error < KINKS_AT_MOST;
}

function compareOnce(golden: TrainingGolden, run: GoldenRun, { gradients }: PhaseResult): GradientComparison[] {
	const count = run.gradientNames.length;
	const norms = numbersOf(golden, `${run.name}.grad_l2`, count);
	const sums = numbersOf(golden, `${run.name}.grad_sum`, count);
	const largest = Math.max(...norms);
	const compared = run.gradientNames.flatMap((name, index) => {
		if (!isRepeatable(name)) return [];
		const got = gradients.get(name);
		const [norm = 0, sum = 0] = [norms[index], sums[index]];
		if (!got) return [missingGradient(name, norm)];
		const head = trainingTensor(golden, `${run.name}.grad_head.${name}`, ["head"]).data;
		return [compareGradient(got, { name, norm, sum, head }, largest)];
	});
	const known = new Set(run.gradientNames);
	const unexpected = [...gradients.keys()].filter((name) => !known.has(name));
	return [...compared, ...unexpected.map((name) => missingGradient(name, 0))];
}

function numbersOf({ tensors }: TrainingGolden, name: string, count: number): number[] {
	const tensor: HostTensor | undefined = tensors.get(name);
	if (tensor?.data.length !== count) {
		throw new CheckpointError(`golden: '${name}' has ${tensor?.data.length ?? "no"} entries, want ${count}`);
	}
	return Array.from(tensor.data, Number);
}
