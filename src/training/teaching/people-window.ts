/**
 * Which people a step may show. Rays of people wait in a pool; at each step some new people come in, and as many of the
 * oldest go. Which ones depends on the step alone, so that a run that goes on sees the same people; tracing goes ahead of
 * the steps, never past them.
 */

import type { TeachingCrew } from "./teaching-crew.ts";

export interface WindowSizes {
	/** People among whom a step chooses. */
	readonly people: number;
	/** New people of each step. */
	readonly fresh: number;
	/** People who may be traced ahead. */
	readonly ahead: number;
}

/** Slots of the pool. */
export function poolSlots({ people, ahead }: WindowSizes): number {
	return people + ahead;
}

/** People of step `step`: [low, high). */
export function windowOf(
	{ people, fresh }: WindowSizes,
	step: number,
): { readonly low: number; readonly high: number } {
	const low = Math.floor(step * fresh);
	return { low, high: low + people };
}

/** Has people traced by a crew, in the order of their numbers. */
export class PeopleWindow {
	readonly #sizes: WindowSizes;
	readonly #crew: TeachingCrew;
	readonly #ready = new Set<number>();
	#next: number;
	/** Everyone before this number is ready. */
	#complete: number;
	#low: number;
	#failed: unknown = null;
	#waiting: (() => void)[] = [];

	/** Begins with the people of step `step`. */
	constructor(sizes: WindowSizes, crew: TeachingCrew, step: number) {
		this.#sizes = sizes;
		this.#crew = crew;
		this.#low = windowOf(sizes, step).low;
		this.#next = this.#low;
		this.#complete = this.#low;
		// two for each thread, so that none waits
		for (let order = 0; order < 2 * crew.size; order++) void this.#traceOn();
	}

	/** Where the rays of a person are. */
	slot(index: number): number {
		return index % poolSlots(this.#sizes);
	}

	/** Resolves when all people of a step are ready; those before them may go. Rejects when tracing failed. */
	async at(step: number): Promise<{ readonly low: number; readonly high: number }> {
		const range = windowOf(this.#sizes, step);
		this.#low = range.low;
		this.#wake();
		while (this.#complete < range.high) {
			if (this.#failed) throw this.#failed;
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
		if (this.#failed) throw this.#failed;
		return range;
	}

	async #traceOn(): Promise<void> {
		try {
			for (;;) {
				if (this.#next >= this.#low + poolSlots(this.#sizes)) {
					await new Promise<void>((resolve) => this.#waiting.push(resolve));
					continue;
				}
				const index = this.#next++;
				await this.#crew.run({ kind: "trace", index, slot: this.slot(index) });
				this.#ready.add(index);
				while (this.#ready.delete(this.#complete)) this.#complete += 1;
				this.#wake();
			}
		} catch (error) {
			this.#failed ??= error;
			this.#wake();
		}
	}

	#wake(): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const go of waiting) go();
	}
}
