import { describe, expect, it } from "vitest";
import { createGraph } from "./create.ts";
import { add, mul } from "./ops/arithmetic.ts";
import { reshape } from "./ops/layout.ts";
import { reduceSum } from "./ops/reductions.ts";
import { exp } from "./ops/unary.ts";
import { peakBytes } from "./peak-memory.ts";

const COUNT = 100;
const BYTES = 4 * COUNT;

describe("peakBytes", () => {
	it("counts a chain of operations as two results: the one that is read and the one that is written", () => {
		const x = createGraph().input("x", [COUNT]);
		expect(peakBytes([exp(exp(exp(x)))])).toBe(2 * BYTES);
	});

	it("keeps what is used later", () => {
		const x = createGraph().input("x", [COUNT]);
		const first = exp(x);
		const last = exp(exp(exp(first)));
		expect(peakBytes([add(first, last)])).toBe(3 * BYTES);
	});

	it("keeps outputs to the end, and does not count inputs", () => {
		const x = createGraph().input("x", [COUNT]);
		const first = exp(x);
		expect(peakBytes([first, reduceSum(exp(exp(first)), [0])])).toBe(3 * BYTES);
		expect(peakBytes([x])).toBe(0);
	});

	it("takes a reshape for a view that keeps its source", () => {
		const x = createGraph().input("x", [COUNT]);
		const first = exp(x);
		const view = reshape(first, [COUNT / 4, 4]);
		const sum = exp(exp(x));
		expect(peakBytes([reshape(mul(view, reshape(sum, [COUNT / 4, 4])), [COUNT])])).toBe(3 * BYTES);
	});
});
