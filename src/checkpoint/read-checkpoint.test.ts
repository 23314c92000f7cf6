import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { fixturePath } from "../../test/fixtures.ts";
import { storedZip, type ZipOptions } from "../../test/support/zip-files.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { attributeAt, type Checkpoint, type NetworkDescription } from "./description.ts";
import { readCheckpoint } from "./read-checkpoint.ts";

async function readFixtureCheckpoint(name: string): Promise<Checkpoint> {
	return readCheckpoint(bytesInMemory(name, new Uint8Array(await readFile(fixturePath(name)))));
}

/** SHA-256 over names, shapes and bytes of all parameters and buffers, in the order of their names. */
function digest({ parameters, buffers }: NetworkDescription): string {
	const hash = createHash("sha256");
	const tensors = [...parameters, ...buffers].sort(([a], [b]) => (a < b ? -1 : 1));
	for (const [name, { shape, data }] of tensors) {
		hash.update(`${name}\0${JSON.stringify(shape)}\0`);
		hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
	}
	return hash.digest("hex");
}

/** What Python's own unpickler and NumPy find in the files. */
const FACTS = [
	{
		file: "tiny-ffhq512-64.pkl",
		G_ema: [132, 44, "a1280d751a785a01ee51080d8a1a1afc66594438282fe312bea91e8c5d1c6ca9"],
		D: [61, 31, "816064f98bf0056dd9f55e5757f45246f8b7cebda9ad2d73e35ab458e134d3dd"],
		image: 512,
		superresolution: "SuperresolutionHybrid8XDC",
	},
	{
		file: "tiny-shapenet128-64.pkl",
		G_ema: [132, 45, "95f69e85f89b6adb3c1f0fb2ad7447c14cab006c155809d3137b041be6803062"],
		D: [51, 23, "aade62494ec3b3ffe95974ec3fc5e06da6b532451922c28e269fbb5836f0d9df"],
		image: 128,
		superresolution: "SuperresolutionHybrid2X",
	},
	{
		file: "tiny-afhq256-128.pkl",
		G_ema: [132, 45, "a53121ad2b90b64de19128951047ccd5030f57be02030f1a238a54d3cbc4c5de"],
		D: [56, 27, "b4acc9fce14987f5b83c55ec2156bace96913422461d296f66fe4672e5701b82"],
		image: 256,
		superresolution: "SuperresolutionHybrid4X",
	},
];

describe.each(FACTS)("$file", ({ file, image, superresolution, ...networks }) => {
	it.each(["G_ema", "D"] as const)("has all tensors of %s, as Python reads them", async (name) => {
		const network = (await readFixtureCheckpoint(file)).networks.get(name);
		if (network === undefined) throw new Error(`no ${name}`);
		expect([network.parameters.size, network.buffers.size, digest(network)]).toEqual(networks[name]);
	});

	it("has one network for G and G_ema, and says what it is", async () => {
		const { networks, extras, metadata } = await readFixtureCheckpoint(file);
		const generator = networks.get("G_ema");
		if (generator === undefined) throw new Error("no G_ema");
		expect(networks.get("G")).toBe(generator);
		expect(generator.className).toBe("TriPlaneGenerator");
		expect(generator.moduleClasses.get("superresolution")).toBe(superresolution);
		expect(attributeAt(generator, "img_resolution")).toBe(image);
		expect(attributeAt(generator, "superresolution.block1.conv0.up")).toBe(2);
		expect(extras.get("training_set_kwargs")).toEqual(
			new Map<string, unknown>([
				["class_name", "training.dataset.ImageFolderDataset"],
				["path", "data.zip"],
				["use_labels", true],
				["max_size", null],
				["xflip", false],
			]),
		);
		expect(metadata.get("source_format")).toBe("pickle protocol 4");
	});
});

describe("tiny-ffhq512-64.pkl", () => {
	it("has the values of single tensors at their official names", async () => {
		const generator = (await readFixtureCheckpoint("tiny-ffhq512-64.pkl")).networks.get("G_ema");
		const constant = generator?.parameters.get("backbone.synthesis.b4.const");
		expect(constant?.shape).toEqual([24, 4, 4]);
		expect([...(constant?.data.subarray(0, 2) ?? [])]).toEqual([-0.817333996295929, -0.555568516254425]);
		expect(generator?.parameters.get("decoder.net.2.bias")?.data[0]).toBe(1.558427095413208);
		expect(generator?.tensorAttributes.get("renderer.plane_axes")?.shape).toEqual([3, 3, 3]);
	});

	it("has the rendering options and the arguments that the network was made with", async () => {
		const generator = (await readFixtureCheckpoint("tiny-ffhq512-64.pkl")).networks.get("G_ema");
		const rendering = generator?.attributes.get("rendering_kwargs");
		expect(Object.fromEntries(rendering instanceof Map ? rendering : [])).toMatchObject({
			ray_start: 2.25,
			ray_end: 3.3,
			box_warp: 1,
			depth_resolution: 48,
			avg_camera_pivot: [0, 0, 0.2],
			superresolution_module: "training.superresolution.SuperresolutionHybrid8XDC",
			c_gen_conditioning_zero: false,
		});
		expect(generator?.initKwargs.get("mapping_kwargs")).toEqual(new Map([["num_layers", 2]]));
		expect(generator?.initKwargs.get("channel_max")).toBe(24);
		expect(generator?.attributes.get("neural_rendering_resolution")).toBe(64);
		expect(generator?.moduleAttributes.get("backbone.mapping.fc0")?.get("weight_gain")).toBeCloseTo(0.01 / 32, 12);
	});
});

const text = (content: string): number[] => [...new TextEncoder().encode(content)];

describe("a file that is no checkpoint", () => {
	it.each<[string, readonly number[], string]>([
		["an empty one", [], "is an empty file, no network. Was the download broken off?"],
		["an image", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], "is a PNG image, no network. Pictures go to"],
		["a photograph", [0xff, 0xd8, 0xff, 0xe0], "is a JPEG image"],
		["a gzipped one", [0x1f, 0x8b, 8, 0], "is a gzip file, no network. Unpack it first"],
		["a page of the web", text("\n<!DOCTYPE html><html>"), "is a web page (HTML), no network. The download went wrong"],
		["a page with a mark", [0xef, 0xbb, 0xbf, ...text("<html lang=en>")], "is a web page (HTML)"],
		["a refusal of a store", text('<?xml version="1.0"?><Error><Code>AccessDenied'), "is an XML file"],
		["an answer of a server", text('{"error": "not found"}'), "is a JSON file"],
		[
			"a pointer of Git LFS",
			text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 373\n"),
			"is a pointer of Git LFS, not the file that it stands for, no network. Get the file with 'git lfs pull'",
		],
		["an empty zip archive", [0x50, 0x4b, 5, 6, ...Array<number>(18).fill(0)], "is an empty zip archive"],
		["a tar archive", [...Array<number>(257).fill(0x61), ...text("ustar")], "is a tar archive"],
		["a hole", Array<number>(64).fill(0), "is nothing but zeros at its beginning, no network. The download was broken"],
		["notes", text("not a network\n"), "is a text file"],
		["something else", [0, 1, 2, 3, 254], "is no network: want a pickle, an archive of torch"],
		[
			"the beginning of safetensors",
			[0, 4, 0, 0, 0, 0, 0, 0, ...text('{"a":')],
			"byte 0: a header of 1024 bytes in a file of 13: it is cut off",
		],
	])("is refused, saying what it is: %s", async (_, bytes, message) => {
		const error: unknown = await readCheckpoint(bytesInMemory("x", Uint8Array.from(bytes))).catch(
			(error: unknown) => error,
		);
		expect(error).toBeInstanceOf(CheckpointError);
		expect((error as CheckpointError).message).toContain(`x: ${message}`);
	});

	it.each<[string, readonly (readonly [string, Uint8Array])[], ZipOptions, string]>([
		[
			"of a dataset",
			[
				["00000/img0.png", Uint8Array.of(1)],
				["dataset.json", Uint8Array.of(2)],
			],
			{},
			"it holds 2 files of a dataset. Those go to --data",
		],
		["around a network", [["a/ffhq.pkl", Uint8Array.of(1)]], { method: 8 }, "it holds 'a/ffhq.pkl'. Unpack that"],
		["of other things", [["a", Uint8Array.of(1)]], {}, "it holds 'a', and no data.pkl"],
	])("is refused, saying what it holds: a zip archive %s", async (_, entries, options, message) => {
		const read = readCheckpoint(bytesInMemory("x", storedZip(entries, options)));
		await expect(read).rejects.toThrow(`x: is a zip archive, but none of torch.save: ${message}`);
	});
});
