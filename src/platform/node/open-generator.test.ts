import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { loadGenerator } from "../../node.ts";
import { CheckpointError, InputError, RuntimeUnavailableError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import { locateNetwork } from "./networks.ts";
import { openGenerator } from "./open-generator.ts";

const NO_CAMERA = float32Tensor([1, 25], new Float32Array(25));

describe("loadGenerator", () => {
	it("opens a name, a path, bytes and a checkpoint alike", async () => {
		const { path } = locateNetwork("untrained");
		const source = bytesInMemory("bytes", new Uint8Array(readFileSync(path)));
		const results: Float32Array[] = [];
		for (const network of ["untrained", path, source, await readCheckpoint(source)]) {
			await using generator = await loadGenerator(network, { device: "cpu", threads: 1 });
			const z = latentFromSeed(4, generator.config.mapping.zDim);
			results.push((await generator.mapping(z, NO_CAMERA)).data);
		}
		expect(results).toHaveLength(4);
		for (const ws of results) expect(ws).toEqual(results[0]);
	});

	it("tells what is wrong by the class of its error", async () => {
		await expect(loadGenerator("nobody")).rejects.toBeInstanceOf(InputError);
		const garbage = bytesInMemory("garbage", new Uint8Array(100));
		await expect(loadGenerator(garbage)).rejects.toBeInstanceOf(CheckpointError);
		await expect(loadGenerator("untrained", { networkName: "D" })).rejects.toBeInstanceOf(Error);
		await expect(loadGenerator("untrained", { threads: 0 })).rejects.toBeInstanceOf(InputError);
	});
});

describe("openGenerator", () => {
	it("says what really runs", async () => {
		await using opened = await openGenerator("untrained", { device: "cpu", threads: 2 });
		expect(opened.engine).toMatchObject({ device: "cpu", threads: 2, passedOver: [], node: process.version });
		expect(opened.engine.renderer).toBe(opened.generator.renderer);
	});

	it("does not replace a device that was asked for by name", async () => {
		const wanted = openGenerator("untrained", { device: "cuda" });
		// a machine with CUDA is allowed to have it
		await wanted.then(
			(opened) => {
				expect(opened.engine.device).toBe("cuda");
				return opened[Symbol.asyncDispose]();
			},
			(error: unknown) => expect(error).toBeInstanceOf(RuntimeUnavailableError),
		);
	});
});
