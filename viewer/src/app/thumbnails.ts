/** Small pictures of seeds, made one by one while the picture rests. */

import type { Pixels } from "../engine/protocol.ts";
import { placeOf } from "../state/seeds.ts";
import type { PersonState } from "../state/view-state.ts";
import type { Bench } from "./bench.ts";

/** Pixels: sharp on screens of twice the usual resolution. */
const SIDE = 64;
/** Kept at most, some kilobytes each. */
const MOST = 300;
/** Waiting at most: what was seen last. */
const WAITING = 24;

export class Thumbnails {
	readonly #bench: Bench;
	/** Addresses of pictures by whom they show; `null` where making one failed. */
	readonly #urls = new Map<string, string | null>();
	readonly #wanted = new Map<string, PersonState>();
	#isBusy = false;
	#controller = new AbortController();
	/** Of the network that the waiting ones are to be made with. */
	#facts: unknown = null;

	constructor(bench: Bench) {
		this.#bench = bench;
	}

	/** Address of the picture of a seed as the present settings make it; `null` while there is none, which is seen to. */
	of(seed: number): string | null {
		const { network, person } = this.#bench.state;
		const plain = { kept: null, latent: placeOf(seed), entries: [], directions: [], mix: { seed: 0, layers: [] } };
		const wanted = { ...person, ...plain };
		const key = JSON.stringify([network, wanted]);
		const known = this.#urls.get(key);
		if (known !== undefined) return known;
		this.#wanted.delete(key);
		this.#wanted.set(key, wanted);
		const [oldest] = this.#wanted.keys();
		if (this.#wanted.size > WAITING && oldest !== undefined) this.#wanted.delete(oldest);
		queueMicrotask(() => void this.#work());
		return null;
	}

	/** What moves goes first: the picture that is being made is made later. */
	pause(): void {
		this.#controller.abort();
		this.#controller = new AbortController();
	}

	async #work(): Promise<void> {
		const { facts, settled } = this.#bench.readings;
		if (this.#isBusy || !facts || !settled) return;
		if (facts !== this.#facts) {
			this.#facts = facts;
			this.#wanted.clear();
			return this.#bench.redraw();
		}
		const [next] = this.#wanted;
		if (!next) return;
		const [key, person] = next;
		this.#isBusy = true;
		const { signal } = this.#controller;
		const isOver = (): boolean => signal.aborted || facts !== this.#bench.readings.facts;
		try {
			const pixels = await this.#bench.first.call("thumbnail", { person, side: SIDE }, { signal });
			if (!isOver()) this.#keep(key, await urlOf(pixels));
		} catch {
			// the map goes without
			if (!isOver()) this.#keep(key, null);
		} finally {
			this.#isBusy = false;
			this.#bench.redraw();
		}
	}

	#keep(key: string, url: string | null): void {
		this.#wanted.delete(key);
		this.#urls.set(key, url);
		const [oldest] = this.#urls;
		if (this.#urls.size <= MOST || !oldest) return;
		this.#urls.delete(oldest[0]);
		if (oldest[1] !== null) URL.revokeObjectURL(oldest[1]);
	}
}

async function urlOf({ width, height, pixels }: Pixels): Promise<string> {
	const canvas = new OffscreenCanvas(width, height);
	canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
	return URL.createObjectURL(await canvas.convertToBlob({ type: "image/webp", quality: 0.9 }));
}
