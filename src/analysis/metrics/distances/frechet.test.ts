import { describe, expect, it } from "vitest";
import { expectClose } from "../../../../test/assert-close.ts";
import { metricNumbers } from "../../../../test/tolerances.ts";
import { InputError } from "../../../tensor/errors.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { featureSet } from "../features/feature-set.ts";
import { frechetDistance, frechetOfMoments, type PreparedMoments, prepareMoments } from "./frechet.ts";
import { momentsOf } from "./moments.ts";

/** A distribution given by mean and covariance. */
function moments(mean: readonly number[], covariance: readonly number[]): PreparedMoments {
	return prepareMoments({
		dimension: mean.length,
		mean: Float64Array.from(mean),
		covariance: Float64Array.from(covariance),
	});
}

describe("frechetOfMoments", () => {
	it("is the squared distance of the means where covariances are equal", () => {
		const a = moments([1, 2], [2, 1, 1, 3]);
		expectClose([frechetOfMoments(a, moments([4, -2], [2, 1, 1, 3]))], [25], metricNumbers, "distance");
	});

	it("is Σ (σ₁ − σ₂)² for diagonal covariances", () => {
		const got = frechetOfMoments(
			moments([0, 0, 0], [4, 0, 0, 0, 9, 0, 0, 0, 1]),
			moments([0, 0, 0], [1, 0, 0, 0, 25, 0, 0, 0, 1]),
		);
		expectClose([got], [1 + 4], metricNumbers, "distance");
	});

	it("takes covariances that do not commute: tr (Σ₁Σ₂)^½ of 2 × 2 is √(tr Σ₁Σ₂ + 2 √(det Σ₁ det Σ₂))", () => {
		const [a, b] = [
			[3, 1, 1, 2],
			[1, -0.5, -0.5, 4],
		] as const;
		const trace = a[0] * b[0] + a[1] * b[2] + a[2] * b[1] + a[3] * b[3];
		const root = Math.sqrt(trace + 2 * Math.sqrt((a[0] * a[3] - a[1] ** 2) * (b[0] * b[3] - b[1] ** 2)));
		const want = a[0] + a[3] + b[0] + b[3] - 2 * root;
		expectClose([frechetOfMoments(moments([0, 0], a), moments([0, 0], b))], [want], metricNumbers, "distance");
	});

	it("takes singular covariances: of u uᵀ and v vᵀ the trace of the root is |u·v|", () => {
		const [u, v] = [
			[1, 2, 2],
			[2, 0, -1],
		] as const;
		const outer = (x: readonly number[]): number[] => x.flatMap((p) => x.map((q) => p * q));
		const got = frechetOfMoments(moments([0, 0, 0], outer(u)), moments([0, 0, 0], outer(v)));
		expectClose([got], [9 + 5 - 2 * 0], metricNumbers, "orthogonal");
		const same = frechetOfMoments(moments([0, 0, 0], outer(u)), moments([0, 0, 0], outer(u.map((x) => 2 * x))));
		expectClose([same], [9], metricNumbers, "parallel");
	});

	it("of a distribution with itself is zero, also with 200 features of very different size", () => {
		const random = new RandomState(3);
		const values = random.randn(400 * 200).map((value, index) => value * 10 ** (-(index % 200) / 40));
		const own = prepareMoments(momentsOf(featureSet(400, 200, Float32Array.from(values))));
		expect(frechetOfMoments(own, own)).toBeLessThan(1e-7 * own.trace);
	});
});

describe("frechetDistance", () => {
	it("finds the moments of samples: two normal sets of known parameters", () => {
		const random = new RandomState(1);
		const draw = (mean: number, deviation: number): Float32Array =>
			Float32Array.from(random.randn(20_000), (value) => mean + deviation * value);
		const got = frechetDistance(featureSet(10_000, 2, draw(0, 1)), featureSet(10_000, 2, draw(1, 3)));
		expect(Math.abs(got - (2 * 1 + 2 * 4))).toBeLessThan(0.3); // standard errors of mean and deviation: 0.03, 0.02
	});

	it("works with fewer images than features", () => {
		const random = new RandomState(2);
		const set = featureSet(5, 40, Float32Array.from(random.randn(200)));
		expect(frechetDistance(set, set)).toBeLessThan(1e-5);
	});

	it("refuses features of different extractors, and a single image", () => {
		const set = featureSet(2, 3, new Float32Array(6));
		expect(() => frechetDistance(set, featureSet(3, 2, new Float32Array(6)))).toThrow("want the same extractor");
		expect(() => frechetDistance(set, featureSet(1, 3, new Float32Array(3)))).toThrow(InputError);
	});
});
