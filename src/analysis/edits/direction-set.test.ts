import { describe, expect, it } from "vitest";
import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import { type ByteSource, bytesInMemory } from "../../host/byte-source.ts";
import { joinChunks } from "../../mesh/write/mesh-formats.ts";
import { CheckpointError, InputError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { directionOf, directionsChunks, readDirections } from "./direction-set.ts";

const PC1 = float32Tensor([3], [1, 2, 3]);

function fileOf(chunks: readonly Uint8Array[]): ByteSource {
	return bytesInMemory("directions.safetensors", joinChunks(chunks));
}

describe("a file of directions", () => {
	it("gives back what was written, with where it comes from", async () => {
		const metadata = new Map([["network", "untrained"]]);
		const set = await readDirections(fileOf(directionsChunks({ directions: new Map([["pc1", PC1]]), metadata })), 3);
		expect([...directionOf(set, "pc1").data]).toEqual([1, 2, 3]);
		expect(set.metadata.get("network")).toBe("untrained");
	});

	it("names what it has when it lacks a direction", async () => {
		const set = await readDirections(
			fileOf(directionsChunks({ directions: new Map([["pc1", PC1]]), metadata: new Map() })),
			3,
		);
		expect(() => directionOf(set, "smile")).toThrow("has no direction 'smile'; it has pc1");
	});

	it("is refused by a network of another wDim", async () => {
		const file = fileOf(directionsChunks({ directions: new Map([["pc1", PC1]]), metadata: new Map() }));
		await expect(readDirections(file, 512)).rejects.toThrow(InputError);
	});

	it("is not any safetensors file", async () => {
		const file = fileOf(safetensorsChunks(new Map([["pc1", PC1]])));
		await expect(readDirections(file, 3)).rejects.toThrow(CheckpointError);
	});

	it("takes no names that a command line could not give, and no numbers that are none", async () => {
		const named = (name: string): (() => unknown) => {
			return () => directionsChunks({ directions: new Map([[name, PC1]]), metadata: new Map() });
		};
		for (const name of ["a=b", "a:b", "a,b", "1", ""]) expect(named(name), name).toThrow(InputError);
		const broken = float32Tensor([3], [1, Number.NaN, 3]);
		const file = fileOf(directionsChunks({ directions: new Map([["pc1", broken]]), metadata: new Map() }));
		await expect(readDirections(file, 3)).rejects.toThrow("not finite");
	});
});
