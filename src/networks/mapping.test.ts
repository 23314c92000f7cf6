import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { randomTensor } from "../../test/op-check.ts";
import { randomWeights } from "../../test/support/network-weights.ts";
import { exact, f32Elementwise, f32Reduction } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { expectDType, type Float32Tensor, float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import type { MappingConfig } from "./config.ts";
import { mapping, truncate } from "./mapping.ts";
import { constantParameters } from "./parameters.ts";

const BOTH: MappingConfig = { zDim: 4, cDim: 3, wDim: 5, numLayers: 2, lrMultiplier: 0.5, numWs: 3, normalizeZ: true };

/** w of the values of z and c. */
function map(config: MappingConfig, z: HostTensor | null, c: HostTensor | null): Float32Tensor {
	const weights = randomWeights((parameters) => {
		const input = (name: string, size: number): SymbolicTensor | null =>
			size > 0 ? parameters.graph.input(`?${name}`, [1, size]) : null;
		mapping(input("z", config.zDim), input("c", config.cDim), parameters, config);
	});
	const graph = createGraph();
	const constant = (value: HostTensor | null): SymbolicTensor | null => (value ? graph.constant(value) : null);
	const [w] = evaluate([mapping(constant(z), constant(c), constantParameters(graph, weights), config)], {});
	if (!w) throw new Error("no w");
	return expectDType("w", w, "float32");
}

describe("mapping", () => {
	it("sees the directions of z and of the embedded c, not their lengths", () => {
		const [z, c] = [randomTensor([2, 4]), randomTensor([2, 3], 2)];
		const longer = float32Tensor(
			[2, 4],
			z.data.map((value) => value * 7),
		);
		expectClose(map(BOTH, longer, c), map(BOTH, z, c), f32Reduction(64), "w");
		const turned = float32Tensor([2, 4], z.data.toReversed());
		expect(map(BOTH, turned, c).data[0]).not.toBeCloseTo(map(BOTH, z, c).data[0] ?? Number.NaN, 3);
	});

	it("leaves out the half whose size is 0", () => {
		const latent = map({ ...BOTH, cDim: 0 }, randomTensor([2, 4]), null);
		const label = map({ ...BOTH, zDim: 0 }, null, randomTensor([2, 3]));
		expect([latent.shape, label.shape]).toEqual([
			[2, 5],
			[2, 5],
		]);
	});

	it("refuses latents of another size", () => {
		const graph = createGraph();
		const build = (): unknown => mapping(graph.input("z", [1, 5]), null, constantParameters(graph, new Map()), BOTH);
		expect(build).toThrow("z: shape [1, 5], want [N, 4]");
	});
});

describe("truncate", () => {
	it("gives w where psi is 1, the average where it is 0, and the point between", () => {
		const graph = createGraph();
		const [w, average] = [randomTensor([2, 5]), randomTensor([5], 2)];
		const psi = graph.constant(float32Tensor([3], [1, 0, 0.25]));
		const [ws] = evaluate([truncate(graph.constant(w), graph.constant(average), psi)], {});
		expect(ws?.shape).toEqual([2, 3, 5]);
		const layer = (sample: number, index: number): Float32Array =>
			Float32Array.from(ws?.data.slice((sample * 3 + index) * 5, (sample * 3 + index + 1) * 5) ?? [], Number);
		for (const sample of [0, 1]) {
			const own = w.data.slice(sample * 5, sample * 5 + 5);
			expectClose(layer(sample, 0), own, exact, "psi 1");
			expectClose(layer(sample, 1), average.data, exact, "psi 0");
			const between = own.map((value, i) => 0.25 * value + 0.75 * (average.data[i] ?? 0));
			expectClose(layer(sample, 2), between, f32Elementwise, "psi 0.25");
		}
	});
});
