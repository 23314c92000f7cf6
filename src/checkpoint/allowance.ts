/**
 * What reading one file may cost.
 *
 * A small file can ask for much: containers that are copied again and again, views of one storage, module trees that many
 * networks share, texts that unfold. Limits on each of these miss their product, so there is one allowance for all of
 * them, made from the size of the file. Whoever keeps something of a file in memory, or does work that grows faster than
 * the file, spends it first. The unit is a byte of memory; a step of work counts as one.
 */

import { CheckpointError } from "../tensor/errors.ts";

/** What a file may cost beyond a multiple of its size. Published checkpoints need up to 14 MB for the outline of networks. */
const BASE = 48 * 1024 * 1024;
const TIMES_SIZE = 6;

/** What reading a file of so many bytes may cost. */
export function allowanceOf(sourceBytes: number): number {
	return BASE + TIMES_SIZE * sourceBytes;
}

/** About what V8 takes for each, in bytes. */
export const COST: {
	readonly note: number;
	readonly list: number;
	readonly item: number;
	readonly dict: number;
	readonly entry: number;
	readonly set: number;
	readonly bytes: number;
	readonly character: number;
	readonly module: number;
	readonly tensor: number;
} = Object.freeze({
	...{ note: 96, list: 64, item: 8, dict: 300, entry: 40, set: 250, bytes: 200, character: 2 },
	...{ module: 300, tensor: 300 },
});

export class Allowance {
	readonly #sourceBytes: number;
	#left: number;

	constructor(sourceBytes: number) {
		this.#sourceBytes = sourceBytes;
		this.#left = allowanceOf(sourceBytes);
	}

	/**
	 * @param cost  bytes, or steps
	 * @param where  file and place, for the message
	 * Throws `CheckpointError` when the file has cost too much, this included.
	 */
	spend(cost: number, where: string | (() => string)): void {
		this.#left -= cost;
		if (this.#left >= 0) return;
		const most = Math.floor(allowanceOf(this.#sourceBytes) / 2 ** 20);
		throw new CheckpointError(
			`${typeof where === "string" ? where : where()}: reading on would take more than the ${most} MiB that a file of ${this.#sourceBytes} bytes may take; it is damaged, or made to exhaust memory`,
		);
	}
}
