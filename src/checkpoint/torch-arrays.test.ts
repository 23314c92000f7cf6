import { describe, expect, it } from "vitest";
import { persistent, pickle, tuple } from "../../test/support/pickler.ts";
import { record, storage, storageId, tensor, tensorOn, torchArchive } from "../../test/support/torch-files.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { readTorchArrays } from "./torch-arrays.ts";

const data = storage("0", "float32", Float32Array.of(1, 2, 3, 4, 5, 6));
const saved = tensorOn(persistent(tuple(...storageId(data))), [2, 3]);
const want = float32Tensor([2, 3], [1, 2, 3, 4, 5, 6]);

function arrays(bytes: Uint8Array): ReturnType<typeof readTorchArrays> {
	return readTorchArrays(bytesInMemory("a.pt", bytes));
}

describe("readTorchArrays", () => {
	it("names tensors by what leads to them", async () => {
		expect(await arrays(torchArchive(saved, [data]))).toEqual(new Map([["", want]]));
		expect(await arrays(torchArchive([saved], [data]))).toEqual(new Map([["0", want]]));
		const nested = record({ step: 3, latents: record({ w: saved }) });
		expect(await arrays(torchArchive(nested, [data]))).toEqual(new Map([["latents.w", want]]));
	});

	it("reads a plain pickle with its storages inside", async () => {
		expect(await arrays(pickle(tensor([1, 2], [8, 9]), 2))).toEqual(new Map([["", float32Tensor([1, 2], [8, 9])]]));
	});

	it("says what a file without tensors holds", async () => {
		await expect(arrays(pickle(record({ w: 3 }), 2))).rejects.toThrow(/holds a dict, want a tensor, or a list or dict/);
		await expect(arrays(pickle("w", 2))).rejects.toThrow(CheckpointError);
	});

	it("does not follow lists into themselves", async () => {
		const deep = [[[[[[saved]]]]]];
		await expect(arrays(torchArchive(deep, [data]))).rejects.toThrow(CheckpointError);
	});
});
