/** Who answers which call of the protocol. */

import { directions, directionsFile } from "./directions.ts";
import { renderFrame } from "./frame.ts";
import { layerPicture } from "./layers.ts";
import { openNetwork } from "./open.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { CallName, EarlyControl, EngineCalls } from "./protocol.ts";
import { rayProfile } from "./ray.ts";
import { slicePicture } from "./slice.ts";
import { superresolve } from "./superresolve.ts";
import { extractSurface, surfaceFile } from "./surface.ts";

/** A missing answer, or one of the wrong kind, does not compile. */
export const HANDLERS: {
	readonly [K in CallName]: (
		network: OpenNetwork,
		input: EngineCalls[K]["in"],
		control: EarlyControl<K>,
	) => Promise<EngineCalls[K]["out"]>;
} = {
	open: openNetwork,
	frame: renderFrame,
	superresolve,
	ray: rayProfile,
	slice: slicePicture,
	surface: extractSurface,
	surfaceFile,
	directions,
	directionsFile,
	layer: layerPicture,
	// a part of its own, which is loaded with the first photograph
	portrait: async (...call) => (await import("./portrait/portrait.ts")).portrait(...call),
	readPersonFile: async (network, input) => (await import("./portrait/person-files.ts")).readPersonFile(network, input),
	writePersonFile: async (network, input) =>
		(await import("./portrait/person-files.ts")).writePersonFile(network, input),
};
