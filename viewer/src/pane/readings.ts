/** What a pane knows and shows: of its network, its progress, its last frame. Not part of the state: nothing restores it. */

import type { Frame, NetworkFacts } from "../engine/protocol.ts";

export interface Readings {
	readonly facts: NetworkFacts | null;
	/** A network that is being opened. */
	readonly opening: { readonly name: string; readonly stage: string; readonly fraction: number } | null;
	/** What went wrong last, until something goes right. */
	readonly problem: string | null;
	readonly frame: Omit<Frame, "pixels"> | null;
	/** What full quality waits for, in words, where it takes long. */
	readonly making: string | null;
	/** Whether the picture is the current state's, at full quality. */
	readonly settled: boolean;
	/** While something moves. */
	readonly framesPerSecond: number | null;
}

export const NO_READINGS: Readings = {
	facts: null,
	opening: null,
	problem: null,
	frame: null,
	making: null,
	settled: false,
	framesPerSecond: null,
};
