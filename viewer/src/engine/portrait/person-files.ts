/** Files of people, as `triplane invert` writes them and every command takes them. */

import { float32Tensor, joinChunks } from "triplane";
import { personChunks, readPerson } from "triplane/inversion";
import { blobSource } from "triplane/web";
import type { OpenNetwork } from "../open-network.ts";
import type { EngineCalls } from "../protocol.ts";
import type { PersonFile } from "./portrait-calls.ts";

/** Whether they fit the network shows where they are used. Rejects as `readPerson` does. */
export async function readPersonFile({ file }: EngineCalls["readPersonFile"]["in"]): Promise<PersonFile> {
	const { ws, camera, tuned, network } = await readPerson(blobSource(file, file.name));
	return {
		ws: Float32Array.from(ws.data),
		camera: camera && [...camera.data],
		tuned: tuned.size,
		network: network?.name ?? null,
	};
}

export async function writePersonFile(
	network: OpenNetwork,
	{ ws, camera }: EngineCalls["writePersonFile"]["in"],
): Promise<Uint8Array<ArrayBuffer>> {
	const { numWs, wDim } = network.generator.config.mapping;
	const sha256 = await network.sha256();
	const chunks = personChunks({
		ws: float32Tensor([1, numWs, wDim], Float32Array.from(ws)),
		camera: camera && float32Tensor([1, camera.length], Float32Array.from(camera)),
		tuned: new Map(),
		network: sha256 === null ? null : { name: network.name, sha256 },
	});
	return new Uint8Array(joinChunks(chunks));
}
