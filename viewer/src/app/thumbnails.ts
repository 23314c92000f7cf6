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
	/** Addresses of pictures by whom they show; `null` where there is none to be had. */
	readonly #urls = new Map<string, string | null>();
	readonly #wanted = new Map<string, PersonState>();
	#isBusy = false;

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

	async #work(): Promise<void> {
		const [next] = this.#wanted;
		if (this.#isBusy || !next || !this.#bench.readings.settled) return;
		const [key, person] = next;
		this.#wanted.delete(key);
		this.#isBusy = true;
		try {
			this.#keep(key, await urlOf(await this.#bench.first.call("thumbnail", { person, side: SIDE })));
		} catch {
			// the map goes without
			this.#keep(key, null);
		} finally {
			this.#isBusy = false;
			this.#bench.redraw();
		}
	}

	#keep(key: string, url: string | null): void {
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
