/**
 * `expectClose`: are these numbers those, within a named tolerance? Its failure says all one needs to judge it:
 * worst index, got, want, absolute, relative and ULP error, share failing, relative L2, direction and bias.
 */

import { formatShape, type Shape } from "../src/tensor/shape.ts";
import { absoluteError, type Comparison, compare, type Numbers, ulpDistance, valuesOf } from "./comparison.ts";
import type { Tolerance } from "./tolerances.ts";

/** Throws unless shapes agree and every element (and the whole, where the class says so) is within `tolerance`. */
export function expectClose(actual: Numbers, expected: Numbers, tolerance: Tolerance, name: string): void {
	const { got, want, shape } = aligned(actual, expected, name);
	const result = compare(got, want, tolerance);
	const broken = brokenLimits(result, tolerance);
	if (result.failing.length === 0 && broken.length === 0) return;
	fail(describeFailure(name, got, want, shape, tolerance, result, broken), expectClose);
}

/** Both as plain numbers after their shapes, or lengths, were found equal. */
export function aligned(
	actual: Numbers,
	expected: Numbers,
	name: string,
): { got: ArrayLike<number>; want: ArrayLike<number>; shape: Shape } {
	const got = valuesOf(name, actual);
	const want = valuesOf(name, expected);
	const shape = "shape" in expected ? expected.shape : [want.length];
	const actualShape = "shape" in actual && "shape" in expected ? actual.shape : [got.length];
	const wantedShape = "shape" in actual && "shape" in expected ? shape : [want.length];
	if (formatShape(actualShape) !== formatShape(wantedShape)) {
		fail(`${name}: shape ${formatShape(actualShape)}, want ${formatShape(wantedShape)}`, aligned);
	}
	if (want.length === 0) fail(`${name}: nothing to compare, shape ${formatShape(shape)}`, aligned);
	return { got, want, shape };
}

/** The full report of a failed comparison. */
export function describeFailure(
	name: string,
	got: ArrayLike<number>,
	want: ArrayLike<number>,
	shape: Shape,
	tolerance: Tolerance,
	result: Comparison,
	broken: readonly string[],
): string {
	const [a = Number.NaN, e = Number.NaN] = [got[result.worst], want[result.worst]];
	const error = absoluteError(a, e);
	const share = ((100 * result.failing.length) / want.length).toPrecision(3);
	return [
		`${name}: not within ${tolerance.name}`,
		...broken,
		`worst at ${formatShape(coordinates(result.worst, shape))} of ${formatShape(shape)}: got ${a}, want ${e}`,
		`abs ${digits(error)}, rel ${digits(error / Math.abs(e))}, ${ulpDistance(a, e)} ULP`,
		`failing: ${result.failing.length} of ${want.length} (${share} %)`,
		`relative L2 ${digits(result.relativeL2)}, cosine ${result.cosine.toFixed(9)}, bias ${digits(result.bias)}`,
	].join("\n  ");
}

/** Throws an error whose stack begins at the caller of `from`. */
export function fail(message: string, from: (...args: never[]) => unknown): never {
	const error = new Error(message);
	Error.captureStackTrace(error, from);
	throw error;
}

function brokenLimits(result: Comparison, tolerance: Tolerance): string[] {
	const broken: string[] = [];
	const { relativeL2, psnr } = tolerance;
	if (relativeL2 !== undefined && !(result.relativeL2 <= relativeL2)) {
		broken.push(`relative L2 ${digits(result.relativeL2)} exceeds ${digits(relativeL2)}`);
	}
	if (psnr !== undefined && !(result.psnr >= psnr))
		broken.push(`PSNR ${result.psnr.toFixed(2)} dB is below ${psnr} dB`);
	return broken;
}

/** Row-major flat index → one index per axis. */
function coordinates(flat: number, shape: Shape): number[] {
	let rest = flat;
	return shape
		.toReversed()
		.map((size) => {
			const index = rest % size;
			rest = Math.floor(rest / size);
			return index;
		})
		.toReversed();
}

function digits(value: number): string {
	return value.toExponential(3);
}
