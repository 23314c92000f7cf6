import { describe, expect, it } from "vitest";
import { readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import { checkpointToSafetensors } from "../../checkpoint/safetensors-checkpoint.ts";
import { presetConfig } from "../../generator/presets.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { initializeGenerator } from "../../networks/initialize.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { ownWeights } from "../networks/training-networks.ts";
import { describeTeaching, isTeachingState, readTeaching, taughtNetworks } from "./teaching-state.ts";

const CONFIG = presetConfig("heads128", { channelBase: 256, channelMax: 4, mappingLayers: 1 });
const SAVED = {
	config: CONFIG,
	weights: ownWeights(initializeGenerator(CONFIG, 1)),
	average: ownWeights(initializeGenerator(CONFIG, 2)),
	moments: { mean: Float32Array.of(1, 2, 3), square: Float32Array.of(4, 5, 6) },
	reader: new Map([["weight", float32Tensor([1, 2], [7, 8])]]),
	former: new Map([["backbone.mapping.fc0.bias", float32Tensor([2], [9, 10])]]),
	step: 17,
	seconds: 2.5,
};

async function throughFile(checkpoint: Parameters<typeof checkpointToSafetensors>[0]) {
	const bytes = new Uint8Array(Buffer.concat(checkpointToSafetensors(checkpoint)));
	return await readCheckpoint(bytesInMemory("state", bytes));
}

describe("the state of a teaching", () => {
	it("comes back from a file as it was", async () => {
		const read = await throughFile(describeTeaching(SAVED, new Map()));
		expect(isTeachingState(read)).toBe(true);
		expect(readTeaching(read)).toEqual(SAVED);
	});

	it("begins again from networks alone", async () => {
		const metadata = new Map<string, string>();
		const networks = { format: "safetensors", networks: taughtNetworks(SAVED), extras: new Map(), metadata } as const;
		const read = await throughFile(networks);
		expect(isTeachingState(read)).toBe(false);
		const { weights, average } = SAVED;
		expect(readTeaching(read)).toEqual({
			config: CONFIG,
			weights,
			average,
			moments: null,
			reader: null,
			former: null,
			step: 0,
			seconds: 0,
		});
	});
});
