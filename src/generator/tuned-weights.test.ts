import { describe, expect, it } from "vitest";
import { initializeGenerator } from "../networks/initialize.ts";
import { nodeOrtPlatform } from "../platform/node/onnx-runtime.ts";
import { symbolicMarcher } from "../rendering/march/symbolic-marcher.ts";
import { createRuntime } from "../runtime/create-runtime.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor, zeros } from "../tensor/host-tensor.ts";
import { Generator } from "./generator.ts";
import { presetConfig } from "./presets.ts";
import { frontalConditioning } from "./training-cameras.ts";
import { tunedWeights } from "./tuned-weights.ts";

const weights = new Map([
	["a", float32Tensor([2], [1, 2])],
	["b", float32Tensor([1], [3])],
]);

describe("tuned weights", () => {
	it("are the network's own with differences added, which stay as they are", () => {
		const tuned = tunedWeights(weights, new Map([["a", float32Tensor([2], [0.5, -1])]]));
		expect([...(tuned.get("a")?.data ?? [])]).toEqual([1.5, 1]);
		expect(tuned.get("b")).toBe(weights.get("b"));
		expect([...(weights.get("a")?.data ?? [])]).toEqual([1, 2]);
	});

	it("fit the network", () => {
		const other = new Map([["c", float32Tensor([1], [1])]]);
		expect(() => tunedWeights(weights, other)).toThrow(/'c' \[1\], the network has no weight of that name/);
		const longer = new Map([["a", float32Tensor([3], [1, 2, 3])]]);
		expect(() => tunedWeights(weights, longer)).toThrow(/'a' \[3\], the network has \[2\]/);
	});
});

describe("a tuned generator", () => {
	it("stands beside its own one, and ends by itself", async () => {
		const config = presetConfig("small64");
		const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1 });
		const parts = { config, weights: initializeGenerator(config, 0), runtime, marcher: symbolicMarcher(runtime) };
		await using generator = new Generator(parts);
		const [ws, camera] = [
			zeros("float32", [1, config.mapping.numWs, config.mapping.wDim]),
			frontalConditioning(config.rendering),
		];
		const options = { neuralRenderingResolution: 8, superresolution: false } as const;
		const planes = await generator.planes(ws);
		const seenBy = async (one: Generator): Promise<Float32Array> =>
			(await one.render(planes, ws, camera, options)).imageRaw.data;
		const before = await seenBy(generator);
		const name = "decoder.net.2.bias";
		const { shape, data } = parts.weights.get(name) ?? zeros("float32", [0]);
		const tuned = generator.tunedTo(new Map([[name, float32Tensor(shape, new Float32Array(data.length).fill(3))]]));
		expect(await seenBy(tuned)).not.toEqual(before);
		await tuned.dispose();
		expect(await seenBy(generator)).toEqual(before);
		expect(() => generator.tunedTo(new Map([["nothing", ws]]))).toThrow(InputError);
	});
});
