import { beforeAll, describe, expect, it } from "vitest";
import { trainingCheckpoint } from "../../../test/golden/training-case.ts";
import { tinyDiscriminator } from "../../../test/support/tiny-training.ts";
import type { Checkpoint, NetworkDescription } from "../../checkpoint/description.ts";
import { discriminatorShapes, initializeDiscriminator } from "../../networks/initialize-discriminator.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { describeDiscriminator } from "./describe-discriminator.ts";
import { discriminatorConfig, frozenParameters } from "./discriminator-sizes.ts";
import { readDiscriminatorConfig } from "./read-discriminator-config.ts";
import { trainingNetworks } from "./training-networks.ts";

let checkpoint: Checkpoint;
let published: NetworkDescription;
beforeAll(async () => {
	checkpoint = await trainingCheckpoint();
	const description = checkpoint.networks.get("D");
	if (!description) throw new Error("no D");
	published = description;
});

describe("readDiscriminatorConfig", () => {
	it("reads the published layout", () => {
		const sizes = { imgResolution: 128, cDim: 25, channelBase: 2048, channelMax: 16, groupSize: 4, labelNoise: 0 };
		expect(readDiscriminatorConfig(published)).toEqual(discriminatorConfig(sizes));
	});

	it("asks for exactly the parameters that the published network has", () => {
		const shapes = [...discriminatorShapes(readDiscriminatorConfig(published))];
		const have = [...published.parameters].map(([name, { shape }]) => [name, [...shape]] as const);
		expect(new Map(shapes.map(([name, shape]) => [name, [...shape]]))).toEqual(new Map(have));
	});

	it("reads what describeDiscriminator wrote", () => {
		for (const config of [tinyDiscriminator(), { ...tinyDiscriminator(0.5) }]) {
			const described = describeDiscriminator(config, initializeDiscriminator(config, 1));
			expect(readDiscriminatorConfig(described)).toEqual(config);
		}
		const { blocks, ...others } = tinyDiscriminator();
		const clamps = [null, 64, 256];
		const mixed = { ...others, blocks: blocks.map((block, at) => ({ ...block, convClamp: clamps[at % 3] ?? null })) };
		expect(readDiscriminatorConfig(describeDiscriminator(mixed, initializeDiscriminator(mixed, 1)))).toEqual(mixed);
		const whole = { ...tinyDiscriminator(), epilogue: { ...tinyDiscriminator().epilogue, groupSize: null } };
		expect(readDiscriminatorConfig(describeDiscriminator(whole, initializeDiscriminator(whole, 1)))).toEqual(whole);
	});

	it("names what is missing, misshapen or of another kind", () => {
		const without = (name: string): NetworkDescription => {
			const parameters = new Map(published.parameters);
			parameters.delete(name);
			return { ...published, parameters };
		};
		expect(() => readDiscriminatorConfig(without("b128.fromrgb.weight"))).toThrow("'b128.fromrgb.weight' is missing");
		expect(() => readDiscriminatorConfig(without("b8.conv0.weight"))).toThrow("has no block with 'conv0.weight'");
		expect(() => readDiscriminatorConfig({ ...published, className: "SingleDiscriminator" })).toThrow(
			"the discriminator is a SingleDiscriminator, want a DualDiscriminator",
		);
		const flat = new Map(published.parameters).set("b4.conv.weight", float32Tensor([2], [1, 2]));
		expect(() => readDiscriminatorConfig({ ...published, parameters: flat })).toThrow("has shape [2], want 4 axes");
		const skip = new Map(published.moduleAttributes).set("b64", new Map([["architecture", "skip"]]));
		expect(() => readDiscriminatorConfig({ ...published, moduleAttributes: skip })).toThrow(
			'b64.architecture is "skip", want "resnet"',
		);
	});
});

describe("discriminatorConfig", () => {
	it("refuses images that blocks cannot halve to 4", () => {
		const sizes = { cDim: 0, channelBase: 64, channelMax: 8, groupSize: 4, labelNoise: 0 };
		expect(() => discriminatorConfig({ ...sizes, imgResolution: 96 })).toThrow("image size 96, want a power of two");
		expect(() => discriminatorConfig({ ...sizes, imgResolution: 4 })).toThrow("of at least 8");
		expect(discriminatorConfig({ ...sizes, imgResolution: 8 }).mapping).toBeNull();
	});
});

describe("initializeDiscriminator", () => {
	it("draws normal weights, those of the mapping a hundred times as large, and zero biases", () => {
		const weights = initializeDiscriminator(tinyDiscriminator(), 3);
		const spread = (name: string): number => {
			const data = weights.get(name)?.data ?? [];
			return Math.sqrt(Array.from(data, Number).reduce((sum, value) => sum + value * value, 0) / data.length);
		};
		expect(spread("b16.conv0.weight")).toBeGreaterThan(0.7);
		expect(spread("b16.conv0.weight")).toBeLessThan(1.3);
		expect(spread("mapping.fc3.weight")).toBeGreaterThan(50);
		expect(spread("mapping.embed.weight")).toBeLessThan(2);
		expect(spread("b16.conv1.bias")).toBe(0);
		expect(initializeDiscriminator(tinyDiscriminator(), 3)).toEqual(weights);
	});
});

describe("trainingNetworks", () => {
	it("takes copies of G and D, so that nobody else's tensors change", () => {
		const { generator, discriminator } = trainingNetworks(checkpoint);
		expect(generator.config.imgResolution).toBe(128);
		const own = discriminator.weights.get("b8.conv0.weight");
		const theirs = published.parameters.get("b8.conv0.weight");
		expect(own).toEqual(theirs);
		expect(own?.data.buffer).not.toBe(theirs?.data.buffer);
	});

	it("says what a checkpoint without a discriminator lacks", () => {
		const networks = new Map([...checkpoint.networks].filter(([name]) => name !== "D"));
		expect(() => trainingNetworks({ ...checkpoint, networks })).toThrow(
			"checkpoint: has no discriminator 'D', only G, G_ema – training wants both networks",
		);
	});
});

describe("frozenParameters", () => {
	it("counts layers as the published code does: fromrgb, conv0, conv1, skip", () => {
		const config = readDiscriminatorConfig(published);
		expect(frozenParameters(config, 0).size).toBe(0);
		expect([...frozenParameters(config, 5)]).toEqual([
			"b128.fromrgb.weight",
			"b128.fromrgb.bias",
			"b128.conv0.weight",
			"b128.conv0.bias",
			"b128.conv1.weight",
			"b128.conv1.bias",
			"b128.skip.weight",
			"b64.conv0.weight",
			"b64.conv0.bias",
		]);
		expect([...frozenParameters(config, 16)].every((name) => published.parameters.has(name))).toBe(true);
		expect(() => frozenParameters(config, 17)).toThrow(
			"freeze: 17 layers of the discriminator, want a whole number from 0 to 16",
		);
	});
});
