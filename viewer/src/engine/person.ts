/** Who a `PersonState` is: latents to ws, or somebody kept, with blending, entries set by hand, directions and style mixing. */

import { type Float32Tensor, float32Tensor, type Generator, InputError, latentFromSeed } from "triplane";
import { seedsAround } from "../state/seeds.ts";
import type { KeptChoice, PersonState } from "../state/view-state.ts";
import { readKeptPerson } from "../storage/kept-people.ts";
import { conditioningLabel } from "./cameras.ts";
import { type KnownDirections, moveAlong } from "./known-directions.ts";
import type { EngineCalls } from "./protocol.ts";

/**
 * The ws of a person.
 *
 * Between seeds w is blended, not z: halfway between two latents there is a person, halfway between two z there is one
 * whose norm the mapping takes away again. Truncation is linear in w, so that it may come before the blend.
 * @returns ws [1, numWs, wDim]
 */
export async function personWs(
	generator: Generator,
	state: PersonState,
	directions: KnownDirections | null,
): Promise<Float32Tensor> {
	const map = async (seed: number): Promise<Float32Array> => {
		const z = withEntries(latentFromSeed(seed, generator.config.mapping.zDim), state.entries);
		const { truncationPsi, truncationCutoff } = state;
		const c = conditioningLabel(generator.config, state.conditioning);
		return (await generator.mapping(z, c, { truncationPsi, truncationCutoff })).data;
	};
	const { numWs, wDim } = generator.config.mapping;
	const ws = state.kept ? await keptWs(state.kept, numWs * wDim) : await wsAt(state.latent, numWs * wDim, map);
	if (directions) moveAlong(ws, directions, state.directions, wDim);
	const layers = state.mix.layers.filter((layer) => layer < numWs);
	if (layers.length > 0) {
		const other = await map(state.mix.seed);
		for (const layer of layers) ws.set(other.subarray(layer * wDim, (layer + 1) * wDim), layer * wDim);
	}
	return float32Tensor([1, numWs, wDim], ws);
}

/** One entry of a seed's z. */
export async function latentEntry(
	{ generator }: { readonly generator: Generator },
	{ seed, index }: EngineCalls["latentEntry"]["in"],
): Promise<number> {
	const value = latentFromSeed(seed, generator.config.mapping.zDim).data[index];
	if (value === undefined) throw new InputError(`latent: has no entry ${index}`);
	return value;
}

/** Blended between the seeds around a place. */
async function wsAt(
	place: PersonState["latent"],
	length: number,
	map: (seed: number) => Promise<Float32Array>,
): Promise<Float32Array> {
	const ws = new Float32Array(length);
	for (const { seed, share } of seedsAround(place)) {
		const corner = await map(seed);
		for (let i = 0; i < ws.length; i++) ws[i] = (ws[i] ?? 0) + share * (corner[i] ?? 0);
	}
	return ws;
}

/** What storage holds is checked like a file: a link may name anybody. */
async function keptWs({ key }: KeptChoice, length: number): Promise<Float32Array> {
	const person = await readKeptPerson(key);
	if (!person) throw new InputError(`person '${key}' is not kept in this browser: choose another, or a seed`);
	const { ws, name } = person;
	if (!(ws instanceof Float32Array && ws.length === length && ws.every(Number.isFinite))) {
		throw new InputError(
			`person '${name}' was found in another network: ${ws.length} numbers, this one takes ${length}`,
		);
	}
	return ws.slice();
}

/** z with some entries replaced; those beyond its length are left out. */
function withEntries(z: Float32Tensor, entries: PersonState["entries"]): Float32Tensor {
	if (entries.length === 0) return z;
	const data = z.data.slice();
	for (const [index, value] of entries) if (index < data.length) data[index] = value;
	return float32Tensor(z.shape, data);
}
