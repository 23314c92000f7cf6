import { describe, expect, it } from "vitest";
import { type FeatureSet, featureSet } from "../features/feature-set.ts";
import { precisionRecall, squaredRadii } from "./precision-recall.ts";

/** Four points in a small square about (x, y). */
function cluster(x: number, y: number): number[] {
	return [
		[0, 0],
		[1, 0],
		[0, 1],
		[1, 1],
	].flatMap(([dx = 0, dy = 0]) => [x + dx, y + dy]);
}

function points(...clusters: number[][]): FeatureSet {
	const all = clusters.flat();
	return featureSet(all.length / 2, 2, Float32Array.from(all));
}

const REAL = points(cluster(0, 0), cluster(100, 0), cluster(0, 100), cluster(100, 100));

describe("precisionRecall", () => {
	it("is perfect for equal sets", () => {
		const { precision, recall } = precisionRecall(REAL, REAL);
		expect([precision.value, recall.value]).toEqual([1, 1]);
	});

	it("has full precision and a quarter of the recall where one of four clusters is made", () => {
		const made = points(cluster(0.2, 0.2), cluster(0.1, -0.2), cluster(-0.3, 0.1), cluster(0.1, 0.1));
		const { precision, recall } = precisionRecall(REAL, made);
		expect([precision.value, recall.value]).toEqual([1, 0.25]);
	});

	it("has three quarters of the precision where one cluster is nowhere real", () => {
		const made = points(cluster(0.1, 0), cluster(100.1, 0), cluster(0.1, 100), cluster(500, 500));
		const { precision, recall } = precisionRecall(REAL, made);
		expect([precision.value, recall.value]).toEqual([0.75, 0.75]);
		const [low, high] = precision.interval ?? [0, 0];
		expect(low).toBeGreaterThan(0.4);
		expect(high).toBeLessThan(1);
	});

	it("reaches to the third neighbour, the diagonal of the square", () => {
		expect([...squaredRadii(REAL, 3)]).toEqual(new Array(16).fill(2));
		expect([...squaredRadii(REAL, 1)]).toEqual(new Array(16).fill(1));
	});

	it("refuses sets without so many neighbours", () => {
		const few = points(cluster(0, 0).slice(0, 6));
		expect(() => precisionRecall(few, few)).toThrow("want at least 4 in each");
		expect(() => precisionRecall(REAL, REAL, 0)).toThrow("0 neighbours");
	});
});
