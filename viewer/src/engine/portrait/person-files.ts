/** Files of people, as `triplane invert` writes them and every command takes them. */

import { float32Tensor, InputError, joinChunks } from "triplane";
import { personChunks, readPerson } from "triplane/inversion";
import { blobSource } from "triplane/web";
import { readKeptPerson } from "../../storage/kept-people.ts";
import type { OpenNetwork } from "../open-network.ts";
import type { EngineCalls } from "../protocol.ts";
import { keepTuned, readTuned } from "../tuned-weights.ts";
import type { PersonFile } from "./portrait-calls.ts";

/**
 * Weights that were tuned to the person are kept. Rejects as `readPerson` does, and with `InputError` where person and
 * network do not fit.
 */
export async function readPersonFile(
	opened: OpenNetwork,
	{ file, key }: EngineCalls["readPersonFile"]["in"],
): Promise<PersonFile> {
	const { ws, camera, tuned, network } = await readPerson(blobSource(file, file.name));
	const { numWs, wDim } = opened.generator.config.mapping;
	if (ws.shape[1] !== numWs || ws.shape[2] !== wDim) {
		throw new InputError(`its person was found in ${network?.name ?? "another network"}, and ${opened.name} is open`);
	}
	// throws where weights are those of another network
	await using _fitting = opened.generator.tunedTo(tuned);
	await keepTuned(key, tuned);
	return { ws: Float32Array.from(ws.data), camera: camera && [...camera.data] };
}

export async function writePersonFile(
	network: OpenNetwork,
	{ key }: EngineCalls["writePersonFile"]["in"],
): Promise<Uint8Array<ArrayBuffer>> {
	const person = await readKeptPerson(key);
	if (!person) throw new InputError(`person '${key}' is not kept in this browser any more`);
	const { ws, camera } = person;
	const { numWs, wDim } = network.generator.config.mapping;
	const sha256 = await network.sha256();
	const chunks = personChunks({
		ws: float32Tensor([1, numWs, wDim], Float32Array.from(ws)),
		camera: camera && float32Tensor([1, camera.length], Float32Array.from(camera)),
		tuned: await readTuned(key),
		network: sha256 === null ? null : { name: network.name, sha256 },
	});
	return new Uint8Array(joinChunks(chunks));
}
