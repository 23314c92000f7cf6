/** Networks with parts that are not computed here: every one is named, and refused unless that is wanted. */

import { beforeAll, describe, expect, it } from "vitest";
import { descriptionOf } from "../../test/golden/golden-cases.ts";
import { withAttributes, withParts, withRendering, withTensors } from "../../test/support/changed-network.ts";
import type { NetworkDescription } from "../checkpoint/description.ts";
import { presetConfig, presetNames } from "../generator/presets.ts";
import { initializeGenerator } from "../networks/initialize.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { float32Tensor, hostTensor } from "../tensor/host-tensor.ts";
import { describeGenerator } from "./describe.ts";
import { readGenerator, readGeneratorConfig } from "./read-config.ts";
import { noteLines, partText } from "./reading-notes.ts";

let published: NetworkDescription;
beforeAll(async () => {
	published = await descriptionOf("tiny-ffhq512-64");
});

const weight = float32Tensor([1, 2], [1, 2]);

/** All unused parts of a network, as messages show them. */
function unused(description: NetworkDescription): string[] {
	return readGenerator(description).notes.unused.map(partText);
}

describe("networks that are ours", () => {
	it.each(["tiny-ffhq512-64", "tiny-shapenet128-64", "tiny-afhq256-128", "tiny-train128"])(
		"the published layout of %s has no part that is not computed",
		async (name) => {
			const { notes } = readGenerator(await descriptionOf(name));
			expect(noteLines(notes)).toEqual([]);
		},
	);

	it.each(presetNames().filter((name) => !/ffhq512|afhq512|shapenet/.test(name)))("nor has %s", (name) => {
		const config = presetConfig(name);
		expect(noteLines(readGenerator(describeGenerator(config, initializeGenerator(config, 0))).notes)).toEqual([]);
	});
});

type Change = (network: NetworkDescription) => NetworkDescription;

describe("a part that is not computed is named", () => {
	it.each<[string, Change, string[]]>([
		[
			"a module of its own",
			(network) => withParts(network, { "shading.weight": weight, "shading.bias": weight }, { shading: "ToRGBLayer" }),
			["shading, 2 tensors (ToRGBLayer)"],
		],
		[
			"a network of its own, by its top",
			(network) =>
				withParts(
					network,
					{ "texture_backbone.synthesis.b4.const": weight, "texture_backbone.mapping.fc0.weight": weight },
					{ texture_backbone: "Generator", "texture_backbone.synthesis": "OtherSynthesis" },
				),
			["texture_backbone, 2 tensors (Generator)"],
		],
		[
			"a module inside a known one",
			(network) => withParts(network, { "decoder.net.3.weight": weight }),
			["decoder.net.3, 1 tensor"],
		],
		[
			"a parameter of a known layer",
			(network) => withParts(network, { "decoder.net.0.scale": weight }),
			["decoder.net.0.scale, 1 tensor"],
		],
		[
			"a renderer of another class",
			(network) => withParts(network, {}, { renderer: "SphericalRenderer" }),
			["renderer, a SphericalRenderer, which is unknown here"],
		],
		[
			"another activation of the decoder",
			(network) => withParts(network, {}, { "decoder.net.1": "LeakyReLU" }),
			["decoder.net.1, a LeakyReLU, which is unknown here"],
		],
		[
			"another softplus",
			(network) => withAttributes(network, "decoder.net.1", { beta: 2 }),
			["decoder.net.1.beta = 2, here 1 is computed"],
		],
		[
			"an activation behind the decoder's last layer",
			(network) => withAttributes(network, "decoder.net.2", { activation: "sigmoid" }),
			['decoder.net.2.activation = "sigmoid", here "linear" is computed'],
		],
		[
			"another activation of the mapping",
			(network) => withAttributes(network, "backbone.mapping.fc1", { activation: "relu" }),
			['backbone.mapping.fc1.activation = "relu", here "lrelu" is computed'],
		],
		[
			"another architecture of a block",
			(network) => withAttributes(network, "backbone.synthesis.b8", { architecture: "resnet" }),
			['backbone.synthesis.b8.architecture = "resnet", here "skip" is computed'],
		],
		[
			"a clamp of one layer of a block",
			(network) => withAttributes(network, "superresolution.block0.torgb", { conv_clamp: null }),
			["superresolution.block0.torgb.conv_clamp = none, here 256 is computed"],
		],
		[
			"an option that nobody knows",
			(network) => withRendering(network, { decoder_depth: "none" }),
			['rendering_kwargs.decoder_depth = "none", unknown here'],
		],
		[
			"an argument that nobody knows",
			(network) => ({ ...network, initKwargs: new Map([...network.initKwargs, ["semantic_channels", 19]]) }),
			["init_kwargs.semantic_channels = 19, unknown here"],
		],
		[
			"noise on the density",
			(network) => withRendering(network, { density_noise: 0.5 }),
			["rendering_kwargs.density_noise = 0.5: random noise on sigma, which is not computed here"],
		],
		[
			"a class of another name",
			(network) => ({ ...network, className: "TriPlaneGenerator2" }),
			["the network itself, a TriPlaneGenerator2, here a TriPlaneGenerator"],
		],
		[
			"a filter of other taps",
			(network) => {
				const name = "backbone.synthesis.b8.resample_filter";
				const flat = float32Tensor([4, 4], new Float32Array(16).fill(1 / 16));
				return { ...network, buffers: new Map(network.buffers).set(name, flat) };
			},
			["backbone.synthesis.b8.resample_filter = another filter, here [1, 3, 3, 1] is computed"],
		],
	])("%s", (_, change, parts) => {
		const changed = change(published);
		expect(unused(changed)).toEqual(parts);
		expect(() => readGeneratorConfig(changed)).toThrow(CheckpointError);
		expect(() => readGeneratorConfig(changed)).toThrow(`parts that are not computed here: ${parts.join("; ")}.`);
		expect(readGeneratorConfig(changed, { allowUnused: true })).toEqual(readGeneratorConfig(published));
	});

	it.each([
		["SphereHead (spherical tri-grids)", ["backbone.synthesis.ConvA.weight", "backbone.synthesis.ConvB.weight"]],
		["Next3D (planes that follow a face model)", ["texture_backbone.synthesis.b4.const"]],
		["IDE-3D (semantic planes)", ["semantic_decoder.net.0.weight"]],
		["3DPortraitGAN (a body model bends its rays)", ["deformation.net.0.weight"]],
		["GGHead, GSGAN or CGS-GAN (Gaussians instead of planes)", ["gaussian_decoder.net.0.weight"]],
	])("with the family that the network looks like: %s", (family, names) => {
		const other = withParts(published, Object.fromEntries(names.map((name) => [name, weight])));
		expect(() => readGeneratorConfig(other)).toThrow(`It looks like ${family}.`);
		const grids = withRendering(other, { triplane_depth: 3 });
		expect(() => readGeneratorConfig(grids)).toThrow(`3 planes of 32 × 3 slices – it looks like ${family}`);
	});
});

describe("the member of the family that a network is", () => {
	it("is EG3D where planes are as published, and LPFF-EG3D where the third one is mended", () => {
		expect(readGenerator(published).notes.member.name).toBe("EG3D");
		const axes = [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0];
		const tensorAttributes = new Map([["renderer.plane_axes", float32Tensor([3, 3, 3], axes)]]);
		const { config, notes } = readGenerator({ ...published, tensorAttributes });
		expect(config.rendering.planeAxes).toBe("orthogonal");
		expect(notes.unused).toEqual([]);
		expect(notes.member.name).toContain("LPFF-EG3D");
	});
});

describe("floats of other kinds", () => {
	it("give the same configuration, and are counted", () => {
		const doubles = withTensors(published, ({ shape, data }) =>
			hostTensor("float64", shape, Float64Array.from(data as Float32Array)),
		);
		const { config, notes } = readGenerator(doubles);
		expect(config).toEqual(readGeneratorConfig(published));
		expect(noteLines(notes)).toEqual(["tensors converted to float32: 176 of float64"]);
	});
});
