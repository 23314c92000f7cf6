/** Who a `PersonState` is: latents to ws, with blending, entries set by hand, directions and style mixing. */

import { type Float32Tensor, float32Tensor, type Generator, latentFromSeed } from "triplane";
import { seedsAround } from "../state/seeds.ts";
import type { PersonState } from "../state/view-state.ts";
import { conditioningLabel } from "./cameras.ts";
import { type KnownDirections, moveAlong } from "./known-directions.ts";

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
	const ws = new Float32Array(numWs * wDim);
	for (const { seed, share } of seedsAround(state.latent)) {
		const corner = await map(seed);
		for (let i = 0; i < ws.length; i++) ws[i] = (ws[i] ?? 0) + share * (corner[i] ?? 0);
	}
	if (directions) moveAlong(ws, directions, state.directions, wDim);
	const layers = state.mix.layers.filter((layer) => layer < numWs);
	if (layers.length > 0) {
		const other = await map(state.mix.seed);
		for (const layer of layers) ws.set(other.subarray(layer * wDim, (layer + 1) * wDim), layer * wDim);
	}
	return float32Tensor([1, numWs, wDim], ws);
}

/** z with some entries replaced; those beyond its length are left out. */
function withEntries(z: Float32Tensor, entries: PersonState["entries"]): Float32Tensor {
	if (entries.length === 0) return z;
	const data = z.data.slice();
	for (const [index, value] of entries) if (index < data.length) data[index] = value;
	return float32Tensor(z.shape, data);
}
