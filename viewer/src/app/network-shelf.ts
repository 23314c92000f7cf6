/** Which networks there are to choose from: beside the page, in the browser's storage, dropped and picked just now. */

import { EngineError } from "../engine/client.ts";
import { type ListedNetwork, type NetworkOpener, nameOfChoice, sameChoice } from "../pane/network-opener.ts";
import { messageOf } from "../pane/pane.ts";
import type { NetworkChoice } from "../state/view-state.ts";
import { listNetworkFiles, removeNetworkFile, type StoredNetwork } from "../storage/network-files.ts";
import type { Bench } from "./bench.ts";
import type { NetworkList } from "./network-list.ts";

const NETWORK_NAME = /\.(pkl|safetensors|pth?|ckpt)$/i;

const UNREADABLE = "it is damaged, or no network that can be computed here";

/** A file that is being opened. */
export interface OpeningFile {
	readonly name: string;
	readonly stage: string;
	readonly fraction: number;
}

export class NetworkShelf {
	readonly #bench: Bench;
	readonly #opener: NetworkOpener;
	readonly embedded: readonly ListedNetwork[];
	#stored: readonly StoredNetwork[] = [];
	#opening: OpeningFile | null = null;
	#giveUp: AbortController | null = null;

	constructor(bench: Bench, list: NetworkList, opener: NetworkOpener) {
		this.#bench = bench;
		this.#opener = opener;
		this.embedded = list.networks;
	}

	get stored(): readonly StoredNetwork[] {
		return this.#stored;
	}

	get opening(): OpeningFile | null {
		return this.#opening;
	}

	async refresh(): Promise<void> {
		this.#stored = await listNetworkFiles();
		this.#bench.redraw();
	}

	/** Opens a file beside the network that is shown, which stays until the other one is ready – or turns out broken. */
	async openFile(file: File): Promise<void> {
		if (!NETWORK_NAME.test(file.name)) {
			this.#bench.say(`${file.name} is no network file: want .pkl or .safetensors`, true);
			return;
		}
		await this.#openAside({ kind: "stored", name: file.name, bytes: file.size }, file.name, file);
	}

	async openAddress(text: string): Promise<void> {
		const url = URL.parse(text.trim());
		if (!url || !/^https?:$/.test(url.protocol)) {
			this.#bench.say(`'${text}' is no address, want one that begins with https://`, true);
			return;
		}
		this.#opener.allow(url.href);
		await this.#openAside({ kind: "url", url: url.href }, url.pathname.split("/").at(-1) ?? url.href, null);
	}

	/** Opens one that is known; again where it could not be opened before. */
	async choose(choice: NetworkChoice): Promise<void> {
		const { first, state } = this.#bench;
		if (sameChoice(state.network, choice) && first.readings.problem === null) return;
		await this.#openAside(choice, nameOfChoice(choice), null);
	}

	async remove({ choice }: StoredNetwork): Promise<void> {
		await removeNetworkFile(choice);
		await this.refresh();
	}

	/** Somebody who was found in one network is nobody in another. */
	#turnTo(choice: NetworkChoice): void {
		this.#bench.change((state) => {
			const kept = sameChoice(state.network, choice) ? state.person.kept : null;
			return { ...state, network: choice, person: { ...state.person, kept } };
		});
	}

	/** One that is being opened when another is chosen is given up. */
	async #openAside(choice: NetworkChoice, name: string, file: File | null): Promise<void> {
		this.#giveUp?.abort();
		const giveUp = new AbortController();
		this.#giveUp = giveUp;
		const { signal } = giveUp;
		const read = (stage: string, fraction: number): void => {
			if (signal.aborted) return;
			this.#opening = { name, stage, fraction };
			this.#bench.redraw();
		};
		read("start", 0);
		try {
			const network = await this.#opener.open(choice, { onProgress: read, file, signal });
			if (signal.aborted) {
				network.client.close();
				return;
			}
			this.#bench.first.adopt(network);
			this.#turnTo(choice);
			// also where another file of the same name and size was shown before
			this.#bench.first.show(choice, this.#bench.state, false);
			this.#bench.say(`${name} is open`);
		} catch (error) {
			if (signal.aborted) return;
			const isUnreadable = error instanceof EngineError && error.code === "checkpoint" && error.unless === null;
			const [why, detail] = isUnreadable ? [UNREADABLE, messageOf(error)] : [messageOf(error), null];
			this.#bench.say(`${name} was not opened: ${why}`, true, detail);
		} finally {
			if (this.#giveUp === giveUp) this.#opening = null;
			await this.refresh();
		}
	}
}
