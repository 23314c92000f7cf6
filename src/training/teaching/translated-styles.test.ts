import { describe, expect, it } from "vitest";
import { traitScale, visibleTraits } from "../../heads/latent/visible-traits.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { translatedStyles } from "./translated-styles.ts";

const PEOPLE = 600;
const people = Array.from({ length: PEOPLE }, (_, index) => portraitLatent({ seed: 3 }, index));
const scale = traitScale(people);
const T = scale.columns.length;
/** The new w are the traits themselves. */
const W_DIM = T;
const traits = people.map((z) => visibleTraits(z, scale));
const random = new RandomState(1);
const tensor = (...shape: number[]): Float32Tensor =>
	float32Tensor(shape, random.randn(shape.reduce((product, size) => product * size, 1)));

/** Rows of `matrix` times `x`, and `offsets`. */
function affine(matrix: Float32Tensor, x: ArrayLike<number>, offsets?: Float32Tensor, gain = 1): number[] {
	const [rows = 0, columns = 0] = matrix.shape;
	return Array.from({ length: rows }, (_, row) => {
		let sum = offsets?.data[row] ?? 0;
		for (let column = 0; column < columns; column++)
			sum += gain * (matrix.data[row * columns + column] ?? 0) * (x[column] ?? 0);
		return sum;
	});
}

describe("translatedStyles", () => {
	it("gives the styles that the former w gave, from w whose reader tells the traits", () => {
		const [writes, base] = [tensor(W_DIM, T), tensor(W_DIM)];
		const former = {
			z: float32Tensor(
				[PEOPLE, people[0]?.length ?? 0],
				people.flatMap((z) => [...z]),
			),
			w: float32Tensor(
				[PEOPLE, W_DIM],
				traits.flatMap((of) => affine(writes, of, base)),
			),
		};
		const lrMultiplier = 0.1;
		const identity = Float32Array.from({ length: T * T }, (_, at) =>
			at % (T + 1) === 0 ? Math.sqrt(W_DIM) / lrMultiplier : 0,
		);
		const reader = new Map([
			["weight", float32Tensor([T, W_DIM], identity)],
			["bias", float32Tensor([T], new Float32Array(T).fill(0.5 / lrMultiplier))],
		]);
		const weights = new Map([
			["b4.conv1.affine.weight", tensor(5, W_DIM)],
			["b4.conv1.affine.bias", tensor(5)],
			["b4.conv1.weight", tensor(5, 5)],
		]);
		const translated = translatedStyles(weights, former, { reader, scale, lrMultiplier });
		expect(translated.get("b4.conv1.weight")).toBe(weights.get("b4.conv1.weight"));
		const styles = (of: ReadonlyMap<string, Float32Tensor>, w: ArrayLike<number>): number[] =>
			affine(of.get("b4.conv1.affine.weight") ?? base, w, of.get("b4.conv1.affine.bias"), 1 / Math.sqrt(W_DIM));
		let [error, size] = [0, 0];
		for (const own of traits.slice(0, 20)) {
			// the reader adds a half
			const w = own.map((value) => value - 0.5);
			const wanted = styles(weights, affine(writes, own, base));
			for (const [channel, style] of styles(translated, w).entries()) {
				error += (style - (wanted[channel] ?? 0)) ** 2;
				size += (wanted[channel] ?? 0) ** 2;
			}
		}
		// the writer is fitted to people, with a small penalty
		expect(error / size).toBeLessThan(0.01);
	});
});
