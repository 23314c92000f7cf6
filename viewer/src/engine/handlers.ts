/** Who answers which call of the protocol. */

import { directions, directionsFile } from "./directions.ts";
import { renderFrame, thumbnail } from "./frame.ts";
import { layerPicture } from "./layers.ts";
import { openNetwork } from "./open.ts";
import type { OpenNetwork } from "./open-network.ts";
import { latentEntry } from "./person.ts";
import type { CallName, EarlyControl, EngineCalls } from "./protocol.ts";
import { rayProfile } from "./ray.ts";
import { slicePicture } from "./slice.ts";
import { superresolve } from "./superresolve.ts";

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
	thumbnail,
	superresolve,
	ray: rayProfile,
	slice: slicePicture,
	// parts of their own, loaded when they are first asked for
	surface: async (...call) => (await import("./surface.ts")).extractSurface(...call),
	surfaceFile: async (network, input) => (await import("./surface.ts")).surfaceFile(network, input),
	directions,
	directionsFile,
	layer: layerPicture,
	latentEntry,
	portrait: async (...call) => (await import("./portrait/portrait.ts")).portrait(...call),
	readPersonFile: async (network, input) => (await import("./portrait/person-files.ts")).readPersonFile(network, input),
	writePersonFile: async (network, input) =>
		(await import("./portrait/person-files.ts")).writePersonFile(network, input),
};
