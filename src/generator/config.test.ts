/** Configurations: read from published layouts, written and read again, refused when they make no sense. */

import { describe, expect, it } from "vitest";
import { networkOf } from "../../test/golden/golden-cases.ts";
import { withAttributes, withRendering } from "../../test/support/changed-network.ts";
import { randomConfig } from "../../test/support/random-config.ts";
import type { NetworkDescription, PlainValue } from "../checkpoint/description.ts";
import { readCheckpoint } from "../checkpoint/read-checkpoint.ts";
import { checkpointToSafetensors } from "../checkpoint/safetensors-checkpoint.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { generatorShapes, initializeGenerator } from "../networks/initialize.ts";
import { EG3D_RULES } from "../rendering/field-rules.ts";
import { CheckpointError, InputError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { describeGenerator } from "./describe.ts";
import { findNetwork } from "./load-generator.ts";
import { presetConfig, presetNames } from "./presets.ts";
import { readGenerator, readGeneratorConfig } from "./read-config.ts";
import { noteLines } from "./reading-notes.ts";

describe("configuration", () => {
	it.each(["tiny-ffhq512-64", "tiny-shapenet128-64", "tiny-afhq256-128"])(
		"of %s names every tensor that the published network has, with its shape",
		async (name) => {
			const { config, weights } = await networkOf(name);
			const published = [...weights].filter(([tensor]) => !tensor.endsWith("resample_filter"));
			const shapes = Object.fromEntries(published.map(([tensor, { shape }]) => [tensor, [...shape]]));
			const ours = Object.fromEntries([...generatorShapes(config)].map(([tensor, shape]) => [tensor, [...shape]]));
			expect(ours).toEqual(shapes);
		},
	);

	it("of the published networks holds their own rendering options", async () => {
		const { config } = await networkOf("tiny-shapenet128-64");
		expect(config.conditioning).toEqual({ scale: 1, zero: true });
		expect(config.rendering).toEqual({
			depthResolution: 64,
			depthResolutionImportance: 64,
			rayStart: 0.1,
			rayEnd: 2.6,
			boxWarp: 1.6,
			disparitySpaceSampling: false,
			whiteBack: true,
			planeAxes: "eg3d",
			triplaneDepth: 1,
			rules: EG3D_RULES,
			avgCameraRadius: 1.7,
			avgCameraPivot: [0, 0, 0],
		});
		expect(config.superresolution.blocks.map(({ up, resolution, convClamp }) => [up, resolution, convClamp])).toEqual([
			[false, 64, 256],
			[true, 128, 256],
		]);
		expect(config.backbone.blocks.every((block) => block.convClamp === null)).toBe(true);
	});

	it.each(["small64", "small128", "small256"])("%s is the same after being described and read", (name) => {
		const config = presetConfig(name);
		expect(readGeneratorConfig(describeGenerator(config, initializeGenerator(config, 0)))).toEqual(config);
	});

	it.each(Array.from({ length: 40 }, (_, seed) => seed))(
		"drawn at random, number %i, is the same after being described, written, read from the file and read",
		async (seed) => {
			const config = randomConfig(seed);
			const described = describeGenerator(config, initializeGenerator(config, seed));
			const none = new Map<string, never>();
			const networks = new Map([["G_ema", described]]);
			const chunks = checkpointToSafetensors({ format: "safetensors", networks, extras: none, metadata: none });
			const file = bytesInMemory("drawn", new Uint8Array(Buffer.concat(chunks)));
			const { config: read, notes } = readGenerator(findNetwork(await readCheckpoint(file), "G_ema"));
			expect(read).toEqual(config);
			expect(noteLines(notes)).toEqual([]);
		},
	);

	it.each(presetNames())("%s puts planes, samples and super-resolution together", (name) => {
		const config = presetConfig(name);
		expect(config.backbone.blocks.at(-1)?.resolution).toBe(config.planeResolution);
		const { blocks, inputResolution } = config.superresolution;
		expect(blocks.at(-1)?.resolution ?? inputResolution).toBe(config.imgResolution);
		// without super-resolution all features are colours
		expect(blocks[0]?.inChannels ?? 3).toBe(config.decoder.featureChannels);
	});

	it.each([
		["ffhq256-64", 256, 64, 256],
		["ffhq256-128", 256, 128, 256],
		["small256", 256, 64, 128],
	])("%s makes images of 256²", (name, image, nrr, planes) => {
		const { imgResolution, neuralRenderingResolution, planeResolution } = presetConfig(name);
		expect([imgResolution, neuralRenderingResolution, planeResolution]).toEqual([image, nrr, planes]);
	});

	it("lists the known names when one is unknown", () => {
		expect(() => presetConfig("ffhq")).toThrow(InputError);
		expect(() => presetConfig("ffhq")).toThrow(/ffhq512-64, ffhq512-128/);
	});
});

describe("a checkpoint is refused, by name,", () => {
	const small = presetConfig("small64");
	const description = describeGenerator(small, initializeGenerator(small, 0));

	/** The same network with one rendering option changed. */
	function withOption(key: string, value: PlainValue): NetworkDescription {
		const options = description.attributes.get("rendering_kwargs");
		if (!(options instanceof Map)) throw new Error("want rendering_kwargs");
		const changed = new Map(options).set(key, value);
		return { ...description, attributes: new Map(description.attributes).set("rendering_kwargs", changed) };
	}

	it.each<[string, PlainValue, RegExp]>([
		["plane_axes", "xyz", /plane_axes.*"xyz"/],
		["plane_axes", 2n ** 70n, /plane_axes of type bigint is unknown/],
		["superresolution_module", "training.superresolution.Hybrid16X", /Hybrid16X.*SuperresolutionHybrid8XDC/],
		["clamp_mode", "relu", /clamp_mode.*"relu".*"softplus"/],
		["box_warp", null, /box_warp is missing/],
		["box_warp", 0, /box_warp is 0, want a number above 0/],
		["avg_camera_radius", 1e9, /avg_camera_radius is 1000000000, want a number above 0, at most 1000000/],
		["depth_resolution", 0, /depth_resolution is 0.*1 to 4096/],
		["depth_resolution", 1e9, /depth_resolution is 1000000000/],
		["avg_camera_pivot", [0, 0], /avg_camera_pivot is a list of 2, want 3 numbers/],
		["ray_start", "auto", /ray_start is "auto", want a finite number/],
		["superresolution_noise_mode", "loud", /superresolution_noise_mode is "loud"/],
		["c_gen_conditioning_zero", null, /c_gen_conditioning_zero is missing, want true or false/],
	])("for %s = %s", (key, value, message) => {
		expect(() => readGeneratorConfig(withOption(key, value))).toThrow(message);
	});

	it("for parts that do not go together", () => {
		const { backbone } = small;
		const blocks = backbone.blocks.map((block, index) => (index === 2 ? { ...block, imgChannels: 3 } : block));
		const torn = describeGenerator(
			{ ...small, backbone: { ...backbone, blocks } },
			new Map(
				[...initializeGenerator(small, 0)].map(([name, tensor]) => {
					if (!/b16\.torgb\.(weight|bias)$/.test(name)) return [name, tensor] as const;
					const [, ...others] = tensor.shape;
					const count = others.reduce((product, size) => product * size, 3);
					return [name, float32Tensor([3, ...others], new Float32Array(count))] as const;
				}),
			),
		);
		expect(() => readGeneratorConfig(torn)).toThrow(CheckpointError);
		expect(() => readGeneratorConfig(torn)).toThrow("the network's parts do not go together");
	});

	it.each([
		["z_dim", "want 128, as init_kwargs say"],
		["w_dim", "want 128, as the mapping's weights have it"],
		["img_channels", "want 3, as images have"],
	])("for a %s that disagrees with the rest of the file", (key, message) => {
		const attributes = new Map(description.attributes).set(key, 7);
		const error = new CheckpointError(`checkpoint: attributes.${key} is 7, ${message}`);
		expect(() => readGeneratorConfig({ ...description, attributes })).toThrow(error);
		const initKwargs = new Map(description.initKwargs).set(key, 7);
		expect(() => readGeneratorConfig({ ...description, initKwargs })).toThrow(CheckpointError);
	});

	it("for an image size that does not follow from the network", () => {
		const attributes = new Map(description.attributes).set("img_resolution", 32);
		expect(() => readGeneratorConfig({ ...description, attributes })).toThrow(
			"img_resolution is 32, but super-resolution makes images of 64²",
		);
	});

	it("for a backbone that generates other channels than the decoder takes", () => {
		const wide = presetConfig("small64");
		const decoder = { ...wide.decoder, planeChannels: 8 };
		const odd = describeGenerator({ ...wide, decoder }, initializeGenerator({ ...wide, decoder }, 0));
		expect(() => readGeneratorConfig(odd)).toThrow(CheckpointError);
		expect(() => readGeneratorConfig(odd)).toThrow(/generates 48 channels.*3 planes of 8/);
	});

	/** A published description whose renderer says where its planes lie. */
	function withMatrices(rows: readonly (readonly number[])[]): NetworkDescription {
		const matrices = float32Tensor([3, 3, 3], rows.flat());
		const tensorAttributes = new Map([["renderer.plane_axes", matrices]]);
		return { ...withOption("plane_axes", null), tensorAttributes };
	}

	const FIRST_TWO_PLANES = [
		[1, 0, 0, 0, 1, 0, 0, 0, 1],
		[1, 0, 0, 0, 0, 1, 0, 1, 0],
	];

	it("but not where the renderer says that its third plane is mended", () => {
		const mended = withMatrices([...FIRST_TWO_PLANES, [0, 0, 1, 0, 1, 0, 1, 0, 0]]);
		expect(readGeneratorConfig(mended).rendering.planeAxes).toBe("orthogonal");
		const published = withMatrices([...FIRST_TWO_PLANES, [0, 0, 1, 1, 0, 0, 0, 1, 0]]);
		expect(readGeneratorConfig(published).rendering.planeAxes).toBe("eg3d");
		const panohead = withMatrices([...FIRST_TWO_PLANES, [0, 1, 0, 0, 0, 1, 1, 0, 0]]);
		expect(readGeneratorConfig(panohead).rendering.planeAxes).toBe("panohead");
	});

	it("where the renderer's planes are none that we know", () => {
		const odd = withMatrices([...FIRST_TWO_PLANES, [0, 1, 0, 1, 0, 0, 0, 0, 1]]);
		expect(() => readGeneratorConfig(odd)).toThrow(/renderer.plane_axes/);
	});

	it("for weights that are not there", () => {
		expect(() => readGeneratorConfig({ ...description, parameters: new Map() })).toThrow(/is missing/);
	});
});

describe("options that are not there", () => {
	const small = presetConfig("small64");
	const description = describeGenerator(small, initializeGenerator(small, 0));

	/** Without c_scale another person comes out: the published code multiplies the camera by 0. */
	it("have the values of the published code, and are told where that matters", () => {
		const bare = withRendering(description, {
			...{ c_scale: undefined, decoder_lr_mul: undefined, density_noise: undefined, white_back: undefined },
			...{ avg_camera_pivot: undefined, avg_camera_radius: undefined, sr_antialias: undefined },
		});
		const { config, notes } = readGenerator(bare);
		expect(config.conditioning).toEqual({ scale: 0, zero: false });
		expect(config.decoder.lrMultiplier).toBe(1);
		expect(config.rendering).toMatchObject({ whiteBack: false, avgCameraPivot: [0, 0, 0], avgCameraRadius: 2.7 });
		expect(notes.assumed.map(({ name, value }) => [name, value])).toEqual([
			["c_scale", 0],
			["avg_camera_pivot", [0, 0, 0]],
			["avg_camera_radius", 2.7],
			["sr_antialias", true],
		]);
		expect(noteLines(notes)[0]).toMatch(/^c_scale is not in the file: 0, as in the published code: people do not/);
	});

	it("are no matter where zeros are shown to the mapping anyway", () => {
		const unconditioned = withRendering(description, { c_scale: undefined, c_gen_conditioning_zero: true });
		expect(readGenerator(unconditioned)).toMatchObject({
			config: { conditioning: { zero: true } },
			notes: { assumed: [] },
		});
	});

	it("are read from the layers where these say it", () => {
		const layers = withAttributes(
			withAttributes(description, "backbone.mapping.fc0", { bias_gain: 0.5 }),
			"decoder.net.0",
			{ bias_gain: 0.25 },
		);
		const config = readGeneratorConfig(withAttributes(layers, "superresolution", { sr_antialias: false }));
		expect([config.mapping.lrMultiplier, config.decoder.lrMultiplier]).toEqual([0.5, 0.25]);
		expect(config.superresolution.antialias).toBe(false);
	});
});

describe("random weights", () => {
	it("are the same for the same seed and others for another", () => {
		const config = presetConfig("small64");
		const name = "backbone.synthesis.b8.conv0.weight";
		const draw = (seed: number): unknown => initializeGenerator(config, seed).get(name);
		expect(draw(3)).toEqual(draw(3));
		expect(draw(3)).not.toEqual(draw(4));
	});

	it("start as published: unit variance over the multiplier, biases of zero, styles of one", () => {
		const weights = initializeGenerator(presetConfig("small64"), 1);
		const deviation = (name: string): number => {
			const data = Float64Array.from((weights.get(name)?.data ?? []) as Float32Array);
			return Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
		};
		expect(deviation("backbone.mapping.fc0.weight")).toBeCloseTo(100, -1);
		expect(deviation("backbone.synthesis.b16.conv0.weight")).toBeCloseTo(1, 1);
		expect(deviation("backbone.synthesis.b16.conv0.affine.bias")).toBe(1);
		expect(deviation("backbone.synthesis.b16.conv0.bias")).toBe(0);
		expect(deviation("backbone.synthesis.b16.conv0.noise_strength")).toBe(0);
	});
});
