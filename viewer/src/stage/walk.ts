/** The walk over the map of seeds: moves the latent steadily as long as it is switched on. */

import type { Workbench } from "../app/workbench.ts";

/** Longest step, seconds: after a hidden tab comes back the walk goes on where it was. */
const LONGEST = 0.2;

export class Walk {
	readonly #bench: Workbench;
	#last = 0;
	#isPlaying = false;

	constructor(bench: Workbench) {
		this.#bench = bench;
	}

	/** Begins or ends as the tools say. */
	update(): void {
		const { playing } = this.#bench.tools.walk;
		if (playing === this.#isPlaying) return;
		this.#isPlaying = playing;
		this.#last = performance.now();
		if (playing) requestAnimationFrame(this.#step);
		else this.#bench.settle();
	}

	readonly #step = (now: number): void => {
		if (!this.#isPlaying) return;
		const seconds = Math.min((now - this.#last) / 1000, LONGEST);
		this.#last = now;
		const { latent } = this.#bench.state.person;
		const { speed } = this.#bench.tools.walk;
		const x = Math.round((latent.x + Math.max(0, seconds) * speed) * 1e4) / 1e4;
		this.#bench.changePerson({ latent: { x, y: latent.y } }, "gesture");
		requestAnimationFrame(this.#step);
	};
}
