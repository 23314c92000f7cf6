/** The walk over the map of seeds: moves the latent steadily as long as it is switched on. */

import type { Workbench } from "../app/workbench.ts";

/** Longest step, seconds: after a hidden tab comes back the walk goes on where it was. */
const LONGEST = 0.2;

export class Walk {
	readonly #bench: Workbench;
	#last = 0;
	#isPlaying = false;
	/** Where the walk is, and the rounded place that it gave the state: rounded step by step, a slow walk would be slower. */
	#exact = 0;
	#given = Number.NaN;

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
		const from = latent.x === this.#given ? this.#exact : latent.x;
		this.#exact = from + Math.max(0, seconds) * speed;
		this.#given = Math.round(this.#exact * 1e4) / 1e4;
		this.#bench.changePerson({ latent: { x: this.#given, y: latent.y } }, "gesture");
		requestAnimationFrame(this.#step);
	};
}
