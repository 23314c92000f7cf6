import { describe, expect, it } from "vitest";
import { createGraph } from "../../graph/create.ts";
import { evaluate } from "../../graph/evaluate.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { pointLosses, rayLosses } from "./teaching-losses.ts";

function values(losses: Readonly<Record<string, Parameters<typeof evaluate>[0][number]>>): Record<string, number> {
	const names = Object.keys(losses);
	const tensors = evaluate(Object.values(losses), {});
	return Object.fromEntries(names.map((name, at) => [name, Number(tensors[at]?.data[0])]));
}

/** sigma whose layer of 0.02 has this optical thickness. */
function sigmaOf(thickness: number): number {
	return 1 + Math.log(Math.expm1(thickness / 0.02));
}

/** One ray: sigma of its four points, and their colours. */
function points(sigmas: readonly number[], rgb: number, known: readonly number[]): Record<string, number> {
	const graph = createGraph();
	const samples = {
		sigma: graph.constant(float32Tensor([1, 4, 1], sigmas)),
		rgb: graph.constant(float32Tensor([1, 4, 3], new Array<number>(12).fill(rgb))),
	};
	const colours = graph.constant(float32Tensor([1, 1, 3], [0.5, 0.5, 0.5]));
	return values(pointLosses(samples, colours, graph.constant(float32Tensor([1, 3], known))));
}

describe("pointLosses", () => {
	it("cost nothing where colours are right, behind is opaque and before is empty", () => {
		const losses = points([0, 30 / 0.02, -40, -40], 0.5, [1, 1, 1]);
		expect(losses["Teach/points/colour"]).toBeCloseTo(0, 6);
		expect(losses["Teach/points/opacity"]).toBeCloseTo(0, 3);
	});

	it("count colours on, behind and closely before the surface, and cross-entropies of opacity where it is known", () => {
		const sigmas = [0, sigmaOf(0.7), sigmaOf(0.2), sigmaOf(0.4)];
		const losses = points(sigmas, 0.7, [1, 1, 1]);
		expect(losses["Teach/points/colour"]).toBeCloseTo(4 * (0.2 + 0.5 * (0.2 + 0.2)), 5);
		const opaque = -Math.log(1 - Math.exp(-0.7) + 1e-4);
		expect(losses["Teach/points/opacity"]).toBeCloseTo(0.5 * (opaque + 0.2 + 0.4), 5);
		expect(points(sigmas, 0.7, [0, 0, 0])["Teach/points/opacity"]).toBeCloseTo(0, 6);
	});
});

describe("rayLosses", () => {
	it("count colours by difference and square, and depth", () => {
		const graph = createGraph();
		const seen = {
			features: graph.constant(float32Tensor([1, 1, 3], [0.2, 0.2, 0.2])), // 0.6 of [0, 1]
			depth: graph.constant(float32Tensor([1, 1], [2.5])),
		};
		const colours = graph.constant(float32Tensor([1, 1, 3], [0.5, 0.5, 0.5]));
		const losses = values(rayLosses(seen, colours, graph.constant(float32Tensor([1, 1], [2.6]))));
		expect(losses["Teach/rays/colour"]).toBeCloseTo(4 * 0.1 + 8 * 0.01, 5);
		expect(losses["Teach/rays/depth"]).toBeCloseTo(0.1, 5);
	});
});
