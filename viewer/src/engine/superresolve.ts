/** Super-resolution of one raw view, here or in the finisher. */

import { AbortedError } from "triplane";
import { oneTurn } from "./one-turn.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { CallControl, Superresolved, SuperresolveRequest } from "./protocol.ts";

/** Here: holds this worker where the CPU does it. */
export async function superresolve(
	network: OpenNetwork,
	{ imageRaw, featureImage, ws }: SuperresolveRequest,
	{ signal }: Pick<CallControl, "signal">,
): Promise<Superresolved> {
	// so that a call to stop is heard before the long step.
	await oneTurn();
	if (signal.aborted) throw new AbortedError("super-resolution: overtaken");
	const start = performance.now();
	const image = await network.generator.superresolution(imageRaw, featureImage, ws);
	return { image, milliseconds: performance.now() - start };
}

/** Where it holds up nobody. */
export async function finish(
	network: OpenNetwork,
	request: SuperresolveRequest,
	signal: AbortSignal,
): Promise<Superresolved> {
	const { finisher } = network;
	if (!finisher) return await superresolve(network, request, { signal });
	try {
		return await finisher.superresolve(request, signal);
	} catch (error) {
		if (signal.aborted) throw new AbortedError("super-resolution: overtaken", { cause: error });
		throw error;
	}
}
