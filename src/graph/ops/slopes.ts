/**
 * How the slopes of piecewise linear functions are written in ONNX: as arithmetic, since ONNX Runtime's CPU provider
 * selects slowly (4 million floats, 2 cores: Greater and Where 4.8 ms, a product and a Clip 1.4 ms).
 *
 * A factor of a large power of two makes a step of a slope: it changes no digit, so that the steps are exact. Only
 * numbers below 1e-38 in magnitude fall between the steps.
 */

import type { OnnxEmitter } from "../onnx/emitter.ts";
import type { OnnxOperand } from "../op-definition.ts";
import { fromNumbers } from "./host-numbers.ts";

/** Turns the smallest normal float32, 2⁻¹²⁶, into more than 1. */
const STEEP = 2 ** 127;
/** Turns the distance of two neighbouring float32 above 2⁻⁷⁵ into more than 1, and leaves 2²⁷ finite. */
const STEEP_BETWEEN = 2 ** 100;
const LARGEST_BOUND = 2 ** 26;
const SMALLEST_BOUND = 2 ** -75;

/** 1 where x > 0, `slope` elsewhere. */
export function emitLeakyReluSlope(emitter: OnnxEmitter, x: OnnxOperand, slope: number): string {
	const scalar = scalarsOf(emitter, x);
	if (x.dtype !== "float32" || slope < 0 || slope > 1) {
		return emitter.node("Where", [emitter.node("Greater", [x.name, scalar(0)]), scalar(1), scalar(slope)]);
	}
	return emitter.node("Clip", [emitter.node("Mul", [x.name, scalar(STEEP)]), scalar(slope), scalar(1)]);
}

/** 1 where min ≤ x ≤ max, 0 elsewhere. One of the bounds is finite. */
export function emitClipSlope(
	emitter: OnnxEmitter,
	x: OnnxOperand,
	{ min, max }: { readonly min: number; readonly max: number },
): string {
	const bounds = [min, max].filter(Number.isFinite);
	const exact = bounds.every((bound) => Math.abs(bound) <= LARGEST_BOUND && Math.abs(bound) >= SMALLEST_BOUND);
	if (x.dtype !== "float32" || !exact) return emitClipSlopeBySelection(emitter, x, { min, max });
	// Ends at the next number after the bound, so that the bound itself is inside.
	const below = (name: string, bound: number): string =>
		emitter.node("HardSigmoid", [name], {
			alpha: { float: -STEEP_BETWEEN },
			beta: { float: STEEP_BETWEEN * nextAbove(bound) },
		});
	const above = (bound: number): string =>
		emitter.node("HardSigmoid", [x.name], {
			alpha: { float: STEEP_BETWEEN },
			beta: { float: STEEP_BETWEEN * nextAbove(-bound) },
		});
	if (min === -max) return below(emitter.node("Abs", [x.name]), max);
	const sides = [...(Number.isFinite(min) ? [above(min)] : []), ...(Number.isFinite(max) ? [below(x.name, max)] : [])];
	return sides.length === 1 ? (sides[0] ?? "") : emitter.node("Mul", sides);
}

function emitClipSlopeBySelection(
	emitter: OnnxEmitter,
	x: OnnxOperand,
	{ min, max }: { readonly min: number; readonly max: number },
): string {
	const scalar = scalarsOf(emitter, x);
	const outside = (comparison: string, bound: number, inside: string): string =>
		emitter.node("Where", [emitter.node(comparison, [x.name, scalar(bound)]), scalar(0), inside]);
	const below = max === Number.POSITIVE_INFINITY ? scalar(1) : outside("Greater", max, scalar(1));
	return min === Number.NEGATIVE_INFINITY ? below : outside("Less", min, below);
}

function scalarsOf(emitter: OnnxEmitter, { dtype }: OnnxOperand): (value: number) => string {
	return (value) => emitter.initializer(fromNumbers({ dtype, shape: [] }, [value]));
}

/** The next float32 above a number other than 0. */
function nextAbove(value: number): number {
	const [bits = 0] = new Int32Array(Float32Array.of(value).buffer);
	return new Float32Array(Int32Array.of(value > 0 ? bits + 1 : bits - 1).buffer)[0] ?? value;
}
