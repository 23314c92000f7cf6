import { describe, expect, it } from "vitest";
import { type MakeTensor, MINIATURE_NAMES, miniatureCheckpoint } from "../../test/support/miniature.ts";
import { type PythonNode, type PythonValue, persistent, pickle, tuple } from "../../test/support/pickler.ts";
import {
	layer,
	type ModuleParts,
	nestedStorage,
	persistentModule,
	record,
	type StorageData,
	storage,
	storageId,
	tensor,
	tensorOn,
	torchArchive,
	torchStream,
} from "../../test/support/torch-files.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { AbortedError, CheckpointError } from "../tensor/errors.ts";
import { attributeAt, type Checkpoint, type NetworkDescription } from "./description.ts";
import { type ReadCheckpointOptions, readCheckpoint } from "./read-checkpoint.ts";
import { STATE_DICT } from "./state-dict.ts";

function read(bytes: Uint8Array, options: ReadCheckpointOptions = {}): Promise<Checkpoint> {
	return readCheckpoint(bytesInMemory("test.pkl", bytes), options);
}

async function refusal(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.then(
		() => "no error at all",
		(error: unknown) => error,
	);
	expect(error).toBeInstanceOf(CheckpointError);
	return (error as CheckpointError).message;
}

/** The network G of a file that holds nothing else. */
async function network(parts: ModuleParts): Promise<NetworkDescription> {
	const { networks } = await read(pickle(record({ G: persistentModule("Generator", parts) })));
	const found = networks.get("G");
	if (found === undefined) throw new Error("no G");
	return found;
}

/** Tensors whose storages stand in the stream or archive around the pickle. */
function outside(): { make: MakeTensor; storages: StorageData[] } {
	const storages: StorageData[] = [];
	const make: MakeTensor = (shape, values) => {
		const of = storage(`${storages.length}`, "float32", Float32Array.from(values));
		storages.push(of);
		return tensorOn(persistent(tuple(...storageId(of))), shape);
	};
	return { make, storages };
}

const inStream = outside();
const inArchive = outside();

const CONTAINERS: readonly (readonly [string, string, Uint8Array])[] = [
	["a plain pickle", "pickle protocol 4", pickle(miniatureCheckpoint())],
	["a legacy stream", "torch legacy stream", torchStream(miniatureCheckpoint(inStream.make), inStream.storages)],
	["a zip archive", "torch zip archive", torchArchive(miniatureCheckpoint(inArchive.make), inArchive.storages)],
];

describe.each(CONTAINERS)("a checkpoint in %s", (_, stored, bytes) => {
	it("has its networks, its extras, and says how it was stored", async () => {
		const checkpoint = await read(bytes);
		expect(checkpoint.format).toBe("pickle");
		expect([...checkpoint.networks.keys()]).toEqual(["G", "D", "G_ema"]);
		expect(checkpoint.networks.get("G")).toBe(checkpoint.networks.get("G_ema"));
		expect(checkpoint.metadata).toEqual(new Map([["source_format", stored]]));
		const trainingSet = new Map<string, unknown>([
			["class_name", "training.dataset.ImageFolderDataset"],
			["max_size", 7],
			["xflip", false],
		]);
		expect(checkpoint.extras).toEqual(
			new Map<string, unknown>([
				["augment_pipe", null],
				["training_set_kwargs", trainingSet],
			]),
		);
	});

	it("names parameters, buffers and other tensors as the networks do", async () => {
		const generator = (await read(bytes)).networks.get("G_ema");
		expect([...(generator?.parameters.keys() ?? [])]).toEqual(MINIATURE_NAMES);
		expect([...(generator?.buffers.keys() ?? [])]).toEqual([
			"backbone.synthesis.b4.conv1.noise_const",
			"backbone.mapping.w_avg",
		]);
		expect([...(generator?.tensorAttributes.keys() ?? [])]).toEqual(["renderer.plane_axes"]);
		expect(generator?.parameters.get("decoder.net.0.weight")).toEqual({
			dtype: "float32",
			shape: [1, 2],
			data: Float32Array.of(5, 6),
		});
		expect(generator?.parameters.get("backbone.synthesis.b4.conv1.noise_strength")?.shape).toEqual([]);
	});

	it("gives attributes by dotted path", async () => {
		const generator = (await read(bytes)).networks.get("G_ema");
		if (generator === undefined) throw new Error("no G_ema");
		expect(generator.className).toBe("TriPlaneGenerator");
		expect(generator.initArgs).toEqual([4]);
		expect(generator.initKwargs.get("mapping_kwargs")).toEqual(new Map([["num_layers", 2]]));
		expect([...generator.attributes.keys()]).toEqual(["z_dim", "neural_rendering_resolution", "rendering_kwargs"]);
		expect(attributeAt(generator, "z_dim")).toBe(4);
		expect(attributeAt(generator, "rendering_kwargs")).toEqual(
			new Map<string, unknown>([
				["box_warp", 1],
				["ray_start", 2.25],
				["avg_camera_pivot", [0, 0, 0.2]],
			]),
		);
		expect(attributeAt(generator, "backbone.synthesis.b4.conv1.conv_clamp")).toBe(256);
		expect(attributeAt(generator, "backbone.synthesis.b4.conv1.act_gain")).toBe(Math.SQRT2);
		expect(attributeAt(generator, "decoder.net.1.threshold")).toBe(20);
		expect(attributeAt(generator, "no.such.module.up")).toBeUndefined();
		expect(generator.moduleClasses.get("decoder")).toBe("OSGDecoder");
		expect(generator.moduleClasses.get("backbone.synthesis.b4.conv1")).toBe("SynthesisLayer");
	});

	it("is read for the networks asked for only", async () => {
		const { networks, extras } = await read(bytes, { networks: ["D"] });
		expect([...networks.keys()]).toEqual(["D"]);
		expect(networks.get("D")?.parameters.get("weight")?.data).toEqual(Float32Array.of(1, 2));
		expect(extras.has("augment_pipe")).toBe(true);
		expect(await refusal(read(bytes, { networks: ["G_best"] }))).toBe(
			"test.pkl: has no network 'G_best', only G, D, G_ema",
		);
		const some = await read(bytes, { networks: ["G_best", "D"], mayLack: true });
		expect([...some.networks.keys()]).toEqual(["D"]);
	});
});

describe("reading", () => {
	const bytes = pickle(miniatureCheckpoint());

	it("tells how far it is, ascending to the end", async () => {
		const fractions: number[] = [];
		await read(bytes, { onProgress: ({ stage, fraction }) => fractions.push(stage === "checkpoint" ? fraction : -1) });
		expect(fractions.length).toBeGreaterThan(5);
		expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
		expect(fractions.at(-1)).toBe(1);
	});

	it("stops when it is told to", async () => {
		const controller = new AbortController();
		const reading = read(bytes, { signal: controller.signal, onProgress: () => controller.abort() });
		await expect(reading).rejects.toThrow(AbortedError);
	});

	it("leaves weights of networks that nobody asked for unread", async () => {
		const big = (value: number): PythonNode =>
			persistentModule("Generator", {
				parameters: {
					weight: tensorOn(nestedStorage(storage("1", "float32", new Float32Array(50_000).fill(value))), [50_000]),
				},
			});
		const file = pickle(record({ G: big(1), D: big(2), G_ema: big(3) }));
		let asked = 0;
		const source = {
			...bytesInMemory("test.pkl", file),
			read: async (offset: number, length: number) => {
				asked += length;
				return file.slice(offset, offset + length);
			},
		};
		const { networks } = await readCheckpoint(source, { networks: ["G_ema"] });
		expect(networks.get("G_ema")?.parameters.get("weight")?.data[0]).toBe(3);
		expect(file.length).toBeGreaterThan(600_000);
		expect(asked).toBeLessThan(420_000);
	});
});

describe("networks that cannot be", () => {
	const weight = tensor([1], [1]);
	const nested = (levels: number): PythonNode =>
		levels === 0 ? layer("training.a", "B") : layer("training.a", "B", { modules: { x: nested(levels - 1) } });
	/** 2¹⁶ modules out of 16. */
	const unfolding = (levels: number): PythonNode => {
		if (levels === 0) return layer("training.a", "B");
		const below = unfolding(levels - 1);
		return layer("training.a", "B", { modules: { x: below, y: below } });
	};

	it.each<[string, ModuleParts, string]>([
		[
			"a parameter that is no tensor",
			{ parameters: { weight: layer("training.a", "B") } },
			"test.pkl: G '': _parameters 'weight' is a call of training.a.B",
		],
		[
			"a module that is none",
			{ modules: { x: weight } },
			"test.pkl: G 'x': a call of torch._utils._rebuild_tensor_v2, want a module",
		],
		["a name with a dot", { parameters: { "a.b": weight } }, "has the key string a.b, which is no name"],
		[
			"an endless name",
			{ modules: { ["x".repeat(300)]: layer("training.a", "B") } },
			"a name of more than 256 characters",
		],
		["an empty name", { modules: { "": layer("training.a", "B") } }, "which is no name"],
		["modules without end", { modules: { x: nested(40) } }, "nest deeper than 32 levels"],
		["modules that unfold into thousands", { modules: { x: unfolding(16) } }, "more than 2048 modules"],
		[
			"a name twice",
			{ parameters: { weight }, buffers: { weight } },
			"test.pkl: G 'weight': two tensors have this name",
		],
		[
			"a broken tensor",
			{ modules: { x: layer("training.a", "B", { buffers: { w: tensor([3], [1]) } }) } },
			"test.pkl: G 'x.w': shape [3]",
		],
	])("are refused: %s", async (_, parts, message) => {
		expect(await refusal(network(parts))).toContain(message);
	});

	it("are refused when a module contains itself", async () => {
		const state = new Map<PythonValue, PythonValue>();
		state.set("_modules", new Map([["again", layerOf(state)]]));
		expect(await refusal(read(pickle(record({ G: layerOf(state) }))))).toContain("nest deeper than 32 levels");
	});

	it.each<[string, PythonValue, string]>([
		["a file without networks", record({ a: 1 }), "none of 'a' is a network"],
		["a list at the top", [1], "byte 0: holds a list"],
		["a number for a name", new Map([[1, persistentModule("Generator")]]), "the key 'number 1' at the top is no text"],
	])("are refused: %s", async (_, value, message) => {
		expect(await refusal(read(pickle(value)))).toContain(message);
	});
});

describe("a file without a dict of networks", () => {
	const generator = persistentModule("TriPlaneGenerator", { parameters: { weight: tensor([1], [3]) } });
	const weights = (value: number): PythonValue => record({ "a.weight": tensor([1], [value]), step: 7 });

	it("may be a single network, which is the one for use", async () => {
		const { networks, extras } = await read(pickle(generator));
		expect([...networks.keys()]).toEqual(["G_ema"]);
		expect(networks.get("G_ema")?.className).toBe("TriPlaneGenerator");
		expect(networks.get("G_ema")?.parameters.get("weight")?.data[0]).toBe(3);
		expect(extras.size).toBe(0);
	});

	it("may be a state_dict, which has tensors and no class", async () => {
		const { networks, extras } = await read(pickle(weights(5)));
		const found = networks.get("G_ema");
		expect([found?.className, found?.parameters.get("a.weight")?.data[0]]).toEqual([STATE_DICT, 5]);
		expect(extras).toEqual(new Map([["step", 7]]));
	});

	it("may hold a state_dict under a name of its own", async () => {
		const { networks, extras } = await read(pickle(record({ epoch: 3, model: weights(5) })));
		expect([...networks.keys()]).toEqual(["G_ema"]);
		expect(extras).toEqual(new Map([["epoch", 3]]));
	});

	it("may hold several state_dicts under the names of training scripts", async () => {
		const { networks } = await read(pickle(record({ g: weights(1), d: weights(2), g_ema: weights(3) })));
		const values = [...networks].map(([name, { parameters }]) => [name, parameters.get("a.weight")?.data[0]]);
		expect(values).toEqual([
			["G", 1],
			["D", 2],
			["G_ema", 3],
		]);
	});

	it("says of a StyleGAN of TensorFlow what it is", async () => {
		const network = layer("dnnlib.tflib.network", "Network");
		expect(await refusal(read(pickle(tuple(network, network, network))))).toContain("It is a StyleGAN of TensorFlow");
	});
});

/** A plain layer with a given state. */
function layerOf(state: PythonValue): PythonNode {
	const made = layer("training.a", "B");
	return made.node === "call" ? { ...made, state } : made;
}

describe("hostile names", () => {
	it("are names like any other and change nothing else", async () => {
		const parts = {
			parameters: { constructor: tensor([1], [1]), ["__proto__"]: tensor([1], [2]) },
			attributes: { toString: "x", constructor: record({ prototype: 1 }) },
		};
		const before = Object.getOwnPropertyNames(Object.prototype);
		const found = await network({ ...parts, attributes: Object.assign(Object.create(null), parts.attributes) });
		expect([...found.parameters.keys()]).toEqual(["constructor", "__proto__"]);
		expect(found.attributes.get("constructor")).toEqual(new Map([["prototype", 1]]));
		expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
	});
});
