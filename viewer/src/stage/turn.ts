/** A turn by hand, from press to release. */

import { within, wrapDegrees } from "../state/limits.ts";

/** Degrees for a drag across the whole picture. */
const YAW_ACROSS = 150;
const PITCH_ACROSS = 100;

export interface Angles {
	/** Degrees. */
	readonly yaw: number;
	readonly pitch: number;
}

/**
 * Adds up the moves of a drag exactly, and gives angles in tenths of a degree. Rounded move by move, a slow drag would stall:
 * half a pixel on a picture of 2000 is less than half a tenth.
 */
export class Turn {
	#exact: Angles;
	#given: Angles;

	/** Begins where the camera is. */
	constructor(start: Angles) {
		this.#exact = start;
		this.#given = start;
	}

	/**
	 * The head follows the hand: to the right it turns to the right, which is the camera going left about it.
	 * @param now     where the camera is; elsewhere than this turn has put it, the turn begins again from there
	 * @param across  the move as a share of the picture's width, to the right
	 * @param down    the same of its height
	 */
	by(now: Angles, across: number, down: number): Angles {
		const from = now.yaw === this.#given.yaw && now.pitch === this.#given.pitch ? this.#exact : now;
		this.#exact = {
			yaw: wrapDegrees(from.yaw - across * YAW_ACROSS),
			pitch: within("pitch", from.pitch - down * PITCH_ACROSS, 0),
		};
		this.#given = { yaw: wrapDegrees(tenth(this.#exact.yaw)), pitch: tenth(this.#exact.pitch) };
		return this.#given;
	}
}

function tenth(degrees: number): number {
	return Math.round(degrees * 10) / 10;
}
