/** The directions in use: the principal ones, or those of a file, as `triplane sweep` writes them. */

import { type Generator, InputError, joinChunks } from "triplane";
import { directionsChunks, readDirections } from "triplane/analysis";
import { blobSource } from "triplane/web";
import { type KnownDirections, principalDirections } from "./known-directions.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { CallControl, Directions, EngineCalls } from "./protocol.ts";

/** Directions of a file that get a slider. */
const MOST = 32;

/** The directions in use; a file takes the place of the principal ones. */
export async function directions(
	network: OpenNetwork,
	{ file }: EngineCalls["directions"]["in"],
	{ signal }: CallControl,
): Promise<Directions> {
	if (file) network.directions = await savedDirections(network.generator, file);
	network.directions ??= await principalDirections(network.generator, signal);
	return network.directions.summary;
}

async function savedDirections(generator: Generator, file: File): Promise<KnownDirections> {
	const set = await readDirections(blobSource(file), generator.config.mapping.wDim);
	if (set.directions.size === 0) throw new InputError(`${file.name}: holds no directions`);
	const names = [...set.directions.keys()].slice(0, MOST);
	return { summary: { source: file.name, names, shares: null, samples: null }, set };
}

/** The directions in use as a file, for `--directions` of the command line. */
export async function directionsFile(network: OpenNetwork): Promise<Uint8Array<ArrayBuffer>> {
	if (!network.directions) throw new InputError("directions: none are known yet");
	return new Uint8Array(joinChunks(directionsChunks(network.directions.set)));
}
