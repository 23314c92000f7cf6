/** Opens networks, each in a worker of its own: closing it gives all its memory back. */

import type { Allowance } from "triplane";
import { type Engine, EngineClient, EngineError } from "../engine/client.ts";
import type { NetworkFacts, OpenRequest } from "../engine/protocol.ts";
import type { NetworkChoice } from "../state/view-state.ts";
import { listNetworkFiles, type StoredNetwork } from "../storage/network-files.ts";

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
	/** Of the encoder that was taught for it, relative to the page, if there is one. */
	readonly encoder?: string | undefined;
}

export interface OpenControl {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((stage: string, fraction: number) => void) | undefined;
	/** The file itself, where it is at hand. */
	readonly file?: Blob | null | undefined;
	/** Instead of the page's own. */
	readonly device?: OpenRequest["device"] | undefined;
	/** What it is opened for. Default: everything. */
	readonly role?: OpenRequest["role"] | undefined;
}

/** Opens networks; tests hand in another. */
export interface Opener {
	/** Rejects with `EngineError`; nothing stays open then. */
	open(choice: NetworkChoice, control: OpenControl): Promise<OpenedNetwork>;
}

export class NetworkOpener implements Opener {
	readonly #listed: readonly ListedNetwork[];
	readonly #device: OpenRequest["device"];
	readonly #asking: Asking;
	readonly #startWorker: () => Worker;
	/** Addresses that the user typed, or agreed to. */
	readonly #allowed = new Set<string>();
	/** What the user agreed to, by choice. */
	readonly #agreed = new Map<string, readonly Allowance[]>();

	constructor(
		listed: readonly ListedNetwork[],
		device: OpenRequest["device"],
		asking: Asking = IN_THE_PAGE,
		start: () => Worker = startWorker,
	) {
		this.#listed = listed;
		this.#device = device;
		this.#asking = asking;
		this.#startWorker = start;
	}

	/** The user wants what is there. */
	allow(url: string): void {
		this.#allowed.add(url);
	}

	async open(choice: NetworkChoice, control: OpenControl): Promise<OpenedNetwork> {
		if (choice.kind === "url" && !control.file) await this.#requireAllowed(choice);
		const key = JSON.stringify(choice);
		for (;;) {
			const allowed = this.#agreed.get(key) ?? [];
			try {
				return await this.#openAllowed(choice, control, allowed);
			} catch (error) {
				if (!(error instanceof EngineError)) throw error;
				const { unless } = error;
				if (unless === null || allowed.includes(unless) || !this.#asking.mayOpen(error.message)) throw error;
				this.#agreed.set(key, [...allowed, unless]);
			}
		}
	}

	async #openAllowed(
		choice: NetworkChoice,
		control: OpenControl,
		allowed: readonly Allowance[],
	): Promise<OpenedNetwork> {
		const { file = null, device = this.#device, role = "whole" } = control;
		const client = new EngineClient(this.#startWorker());
		try {
			const request = { choice, file, url: this.#addressOf(choice), device, role, allowed } as const;
			return { choice, client, facts: await client.call("open", request, control) };
		} catch (error) {
			client.close();
			throw error;
		}
	}

	async #requireAllowed(choice: NetworkChoice & { readonly kind: "url" }): Promise<void> {
		const { url } = choice;
		if (this.#allowed.has(url)) return;
		const isHere = (await this.#asking.stored()).some((stored) => sameChoice(stored.choice, choice));
		if (!isHere && !this.#asking.mayFetch(url)) {
			const message = `the network at ${url} was not fetched, since you said no; choose another, or type the address`;
			throw new EngineError({ code: "input", message });
		}
		this.#allowed.add(url);
	}

	/** Address of the encoder of a network beside the page; `null` where there is none. */
	encoderOf(choice: NetworkChoice): string | null {
		return absolute(this.#listedAs(choice)?.encoder);
	}

	#addressOf(choice: NetworkChoice): string | null {
		return absolute(this.#listedAs(choice)?.url);
	}

	#listedAs(choice: NetworkChoice): ListedNetwork | undefined {
		return choice.kind === "embedded" ? this.#listed.find(({ name }) => name === choice.name) : undefined;
	}
}

/**
 * What the user is asked: whether to fetch what a link names, since others make links, and whether to open a network that
 * is refused otherwise.
 */
export interface Asking {
	/** What was fetched before, and is in the browser's storage. */
	readonly stored: () => Promise<readonly Pick<StoredNetwork, "choice">[]>;
	readonly mayFetch: (url: string) => boolean;
	/** @param reason  why it is refused */
	readonly mayOpen: (reason: string) => boolean;
}

const IN_THE_PAGE: Asking = {
	stored: listNetworkFiles,
	mayFetch: askToFetch,
	mayOpen: (reason) => confirm(`${reason}\n\nOpen it all the same?`),
};

function askToFetch(url: string): boolean {
	const { host } = new URL(url);
	return confirm(
		`This link opens a network from ${host}:\n\n${url}\n\nFetch it? The server there learns your address.`,
	);
}

function absolute(url: string | undefined): string | null {
	return url === undefined ? null : new URL(url, document.baseURI).href;
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
