/** Opens networks, each in a worker of its own: closing it gives all its memory back. */

import { type Engine, EngineClient } from "../engine/client.ts";
import type { NetworkFacts, OpenRequest } from "../engine/protocol.ts";
import type { NetworkChoice } from "../state/view-state.ts";

export interface OpenedNetwork {
	readonly choice: NetworkChoice;
	readonly client: Engine;
	readonly facts: NetworkFacts;
}

/** One of the networks beside the page. */
export interface ListedNetwork {
	readonly name: string;
	/** Relative to the page. */
	readonly url: string;
	readonly bytes: number;
}

export interface OpenControl {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((stage: string, fraction: number) => void) | undefined;
	/** The file itself, where it is at hand. */
	readonly file?: Blob | null | undefined;
	/** Instead of the page's own. */
	readonly device?: OpenRequest["device"] | undefined;
}

/** Opens networks; tests hand in another. */
export interface Opener {
	/** Rejects with `EngineError`; nothing stays open then. */
	open(choice: NetworkChoice, control: OpenControl): Promise<OpenedNetwork>;
}

export class NetworkOpener implements Opener {
	readonly #listed: readonly ListedNetwork[];
	readonly #device: OpenRequest["device"];

	constructor(listed: readonly ListedNetwork[], device: OpenRequest["device"]) {
		this.#listed = listed;
		this.#device = device;
	}

	async open(choice: NetworkChoice, control: OpenControl): Promise<OpenedNetwork> {
		const { file = null, device = this.#device } = control;
		const client = new EngineClient(startWorker());
		try {
			const facts = await client.call(
				"open",
				{ choice, file, url: this.#addressOf(choice), device, role: "whole" },
				control,
			);
			return { choice, client, facts };
		} catch (error) {
			client.close();
			throw error;
		}
	}

	#addressOf(choice: NetworkChoice): string | null {
		if (choice.kind !== "embedded") return null;
		const listed = this.#listed.find(({ name }) => name === choice.name);
		return listed ? new URL(listed.url, document.baseURI).href : null;
	}
}

function startWorker(): Worker {
	return new Worker(new URL("../engine/worker.ts", import.meta.url), { type: "module", name: "triplane" });
}

export function nameOfChoice(choice: NetworkChoice): string {
	return choice.kind === "url" ? (choice.url.split("/").at(-1) ?? choice.url) : choice.name;
}

export function sameChoice(a: NetworkChoice, b: NetworkChoice): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
