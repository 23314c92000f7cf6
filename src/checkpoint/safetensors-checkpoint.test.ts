import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { fixturePath } from "../../test/fixtures.ts";
import { concatenate } from "../../test/support/pickle-assembler.ts";
import { expectSameTensors } from "../../test/support/same-tensors.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { AbortedError, CheckpointError, InputError } from "../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import type { Checkpoint, NetworkDescription, PlainValue } from "./description.ts";
import { type ReadCheckpointOptions, readCheckpoint } from "./read-checkpoint.ts";
import { readSafetensors } from "./safetensors/reader.ts";
import { safetensorsChunks } from "./safetensors/writer.ts";
import { checkpointToSafetensors } from "./safetensors-checkpoint.ts";
import { STATE_DICT } from "./state-dict.ts";

const GENERATOR: NetworkDescription = {
	className: "TriPlaneGenerator",
	initArgs: [4, null],
	initKwargs: new Map([["c_dim", 25]]),
	attributes: new Map<string, PlainValue>([
		["z_dim", 4],
		["rendering_kwargs", new Map<string, PlainValue>([["ray_start", 2.25]])],
	]),
	moduleAttributes: new Map([["decoder", new Map<string, PlainValue>([["hidden_dim", 64]])]]),
	moduleClasses: new Map([["decoder", "OSGDecoder"]]),
	parameters: new Map<string, HostTensor>([
		["decoder.weight", hostTensor("float32", [1, 2], Float32Array.of(1, 2))],
		["decoder.bias", hostTensor("float16", [1], Uint16Array.of(0x3c00))],
	]),
	buffers: new Map([["w_avg", hostTensor("float32", [2], Float32Array.of(3, 4))]]),
	tensorAttributes: new Map([["renderer.plane_axes", hostTensor("int64", [1], BigInt64Array.of(1n))]]),
};

const DISCRIMINATOR: NetworkDescription = { ...GENERATOR, className: "DualDiscriminator", moduleClasses: new Map() };

const CHECKPOINT: Checkpoint = {
	format: "safetensors",
	networks: new Map([
		["G", GENERATOR],
		["D", DISCRIMINATOR],
		["G_ema", GENERATOR],
	]),
	extras: new Map<string, PlainValue>([["augment_pipe", null]]),
	metadata: new Map([["source_format", "pickle protocol 4"]]),
};

function read(bytes: Uint8Array, options: ReadCheckpointOptions = {}): Promise<Checkpoint> {
	return readCheckpoint(bytesInMemory("test.safetensors", bytes), options);
}

/** All of a description but the tensors. */
function described(network: NetworkDescription | undefined): unknown {
	return network && { ...network, parameters: null, buffers: null, tensorAttributes: null };
}

/** A file of ours whose description has been changed. */
async function changed(change: (json: string) => string): Promise<Uint8Array> {
	const bytes = concatenate(checkpointToSafetensors(CHECKPOINT));
	const file = await readSafetensors(bytesInMemory("test.safetensors", bytes));
	const json = change(file.metadata.get("triplane") ?? "");
	return concatenate(safetensorsChunks(await file.tensors(), new Map([["triplane", json]])));
}

describe("a checkpoint as safetensors", () => {
	it("comes back the same, to the bit and in order", async () => {
		const back = await read(concatenate(checkpointToSafetensors(CHECKPOINT)));
		expect(back).toEqual(CHECKPOINT);
		expect([...(back.networks.get("G_ema")?.parameters.keys() ?? [])]).toEqual(["decoder.weight", "decoder.bias"]);
	});

	it("comes back the same when it is a published network", async () => {
		const name = "tiny-shapenet128-64.pkl";
		const original = await readCheckpoint(bytesInMemory(name, new Uint8Array(await readFile(fixturePath(name)))));
		const back = await read(concatenate(checkpointToSafetensors(original)));
		for (const [key, network] of original.networks) {
			const other = back.networks.get(key);
			expectSameTensors(other?.parameters, network.parameters);
			expectSameTensors(other?.buffers, network.buffers);
			expectSameTensors(other?.tensorAttributes, network.tensorAttributes);
			expect(described(other)).toEqual(described(network));
		}
		expect(back.extras).toEqual(original.extras);
		expect(back.metadata).toEqual(original.metadata);
		expect(back.format).toBe("safetensors");
	});

	it("holds a network of two names once, under the name for use", async () => {
		const bytes = concatenate(checkpointToSafetensors(CHECKPOINT));
		const file = await readSafetensors(bytesInMemory("test.safetensors", bytes));
		const networks = new Set([...file.entries.keys()].map((name) => name.split("/")[0]));
		expect(networks).toEqual(new Set(["G_ema", "D"]));
		expect(file.entries.has("G_ema/decoder.weight")).toBe(true);
		const back = await read(bytes);
		expect(back.networks.get("G")).toBe(back.networks.get("G_ema"));
	});

	it("is read for the networks asked for only, under either name", async () => {
		const bytes = concatenate(checkpointToSafetensors(CHECKPOINT));
		const { networks } = await read(bytes, { networks: ["G"] });
		expect([...networks]).toEqual([["G", GENERATOR]]);
		await expect(read(bytes, { networks: ["E"] })).rejects.toThrow("has no network 'E', only G, D, G_ema");
		const some = await read(bytes, { networks: ["E", "G"], mayLack: true });
		expect([...some.networks.keys()]).toEqual(["G"]);
	});

	it("tells how far it is and stops when it is told to", async () => {
		const bytes = concatenate(checkpointToSafetensors(CHECKPOINT));
		const fractions: number[] = [];
		await read(bytes, { onProgress: ({ fraction }) => fractions.push(fraction) });
		expect(fractions.at(-1)).toBe(1);
		await expect(read(bytes, { signal: AbortSignal.abort() })).rejects.toThrow(AbortedError);
	});

	it("does not take a name with a slash", () => {
		const networks = new Map([["a/b", GENERATOR]]);
		expect(() => checkpointToSafetensors({ ...CHECKPOINT, networks })).toThrow(InputError);
	});
});

describe("safetensors that are no checkpoint of ours", () => {
	it("are a state_dict when they are tensors only", async () => {
		const bytes = concatenate(safetensorsChunks(GENERATOR.parameters, new Map([["from", "elsewhere"]])));
		const { networks, metadata } = await read(bytes);
		expect([...networks.keys()]).toEqual(["G_ema"]);
		expect(networks.get("G_ema")?.className).toBe(STATE_DICT);
		expect(networks.get("G_ema")?.parameters).toEqual(GENERATOR.parameters);
		expect(metadata.get("from")).toBe("elsewhere");
		await expect(read(bytes, { networks: ["D"] })).rejects.toThrow("has no network 'D': these are tensors without");
		expect((await read(bytes, { networks: ["D"], mayLack: true })).networks.size).toBe(0);
	});

	it.each<[string, (json: string) => string, string]>([
		["an unknown version", (json) => json.replace('"version":1', '"version":2'), "has version 2, want 1"],
		["no version", (json) => json.replace('"version":1', '"x":1'), "has version undefined, want 1"],
		["a description that is no record", () => "[]", "'triplane' is a list, want a record"],
		["no networks", () => '{"version":1,"extras":{}}', "'triplane'.networks is missing, want a record"],
		["a class that is none", (json) => json.replace('"TriPlaneGenerator"', "7"), ".className is 7, want a text"],
		[
			"arguments that are none",
			(json) => json.replace('"initArgs":[4,null]', '"initArgs":{}'),
			".initArgs is a record, want a list",
		],
		["a name that is none", (json) => json.replace('["w_avg"]', "[7]"), ".buffers is a list, want a list of texts"],
		["a tensor that is not there", (json) => json.replace('["w_avg"]', '["w_avg","x"]'), "is not in the file"],
		["a tensor named twice", (json) => json.replace('["w_avg"]', '["w_avg","w_avg"]'), "is named twice"],
		["a tensor that belongs to nobody", (json) => json.replace('["w_avg"]', "[]"), "w_avg' belongs to no network"],
		["a network that is nobody", (json) => json.replace('"sameAs":"G_ema"', '"sameAs":"X"'), ".networks.X is missing"],
		["a network that is itself", (json) => json.replace('"sameAs":"G_ema"', '"sameAs":"G"'), "the same as another"],
	])("are refused with %s", async (_, change, message) => {
		const error: unknown = await read(await changed(change)).catch((error: unknown) => error);
		expect(error).toBeInstanceOf(CheckpointError);
		expect((error as CheckpointError).message).toContain(message);
	});
});
