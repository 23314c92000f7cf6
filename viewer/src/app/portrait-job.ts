/**
 * From a photograph to a person: in a worker of its own, so that the picture goes on turning. Whoever was found so far is
 * kept and shown while the steps go on.
 */

import type { Engine } from "../engine/client.ts";
import type { PortraitCrop, PortraitPerson } from "../engine/portrait/portrait-calls.ts";
import type { NetworkOpener } from "../pane/network-opener.ts";
import { messageOf } from "../pane/pane.ts";
import type { NetworkChoice } from "../state/view-state.ts";
import { type KeptPerson, newKey, removeKeptPerson } from "../storage/kept-people.ts";
import type { Bench } from "./bench.ts";
import type { PeopleShelf } from "./people-shelf.ts";

/** Where the system has no type for it, its name says it. */
export function isPhotograph({ type, name }: File): boolean {
	return type === "" ? /\.(jpe?g|png|webp|avif|gif|bmp|hei[cf]|tiff?)$/i.test(name) : type.startsWith("image/");
}

export interface PortraitStatus {
	readonly stage: string;
	/** 0 to 1 of all. */
	readonly fraction: number;
	readonly crop: PortraitCrop | null;
	readonly person: Omit<PortraitPerson, "kind" | "ws" | "camera"> | null;
	readonly isRunning: boolean;
}

export class PortraitJob {
	readonly #bench: Bench;
	readonly #people: PeopleShelf;
	readonly #opener: NetworkOpener;
	readonly #onChange: () => void;
	#controller: AbortController | null = null;
	#status: PortraitStatus | null = null;
	/** Writes to storage, one after the other. */
	#kept: Promise<void> = Promise.resolve();

	constructor(bench: Bench, people: PeopleShelf, opener: NetworkOpener, onChange: () => void) {
		[this.#bench, this.#people, this.#opener, this.#onChange] = [bench, people, opener, onChange];
	}

	/** Of the last photograph; `null` before there is one. */
	get status(): PortraitStatus | null {
		return this.#status;
	}

	/** Whoever was found so far stays. */
	stop(): void {
		this.#controller?.abort();
	}

	async find(photograph: Blob, name: string): Promise<void> {
		if (this.#controller) {
			this.#bench.say("Another photograph is being worked on: stop that first", true);
			return;
		}
		const controller = new AbortController();
		this.#controller = controller;
		this.#status = { stage: "opening the network once more", fraction: 0, crop: null, person: null, isRunning: true };
		this.#onChange();
		let client: Engine | null = null;
		try {
			const { network } = this.#bench.state;
			const { signal } = controller;
			({ client } = await this.#opener.open(network, { device: "cpu", role: "portrait", signal }));
			await this.#findWith(client, network, { photograph, name }, signal);
		} catch (error) {
			if (!controller.signal.aborted) this.#bench.say(`${name}: ${messageOf(error)}`, true);
		} finally {
			client?.close();
			this.#controller = null;
			if (this.#status) this.#read({ isRunning: false });
		}
	}

	async #findWith(
		client: Engine,
		network: NetworkChoice,
		{ photograph, name }: { readonly photograph: Blob; readonly name: string },
		signal: AbortSignal,
	): Promise<void> {
		const key = newKey();
		let [crop, revision]: [PortraitCrop | null, number] = [null, 0];
		const show = (person: PortraitPerson): void => {
			const { kind: _, ws, camera, ...facts } = person;
			const picture = crop?.small ?? null;
			revision += 1;
			this.#keep({ key, name, network, ws, camera, picture, added: Date.now() }, revision, facts);
			this.#read({ person: facts });
		};
		const request = {
			...{ photograph, key, encoder: this.#opener.encoderOf(network) },
			tune: this.#bench.tools.portrait.tune,
			faceFiles: new URL("face/", document.baseURI).href,
			// networks of others are those of FFHQ for all we know
			framing: network.kind === "embedded" ? "heads" : "ffhq",
		} as const;
		const found = await client.call("portrait", request, {
			signal,
			onProgress: (stage, fraction) => this.#read({ stage, fraction }),
			onEarly: (answer) => {
				if (answer.kind === "person") return show(answer);
				crop = answer;
				this.#read({ crop });
			},
		});
		show(found);
		await this.#kept;
		this.#bench.settle();
	}

	/** Keeps and shows somebody, unless the user has turned to somebody else meanwhile; stops when they are removed. */
	#keep(person: KeptPerson, revision: number, from: { readonly yaw: number; readonly pitch: number }): void {
		this.#kept = this.#kept.then(async () => {
			const { key, network } = person;
			const isFirst = revision === 1;
			if (!(isFirst || this.#people.people.some((kept) => kept.key === key))) {
				this.stop();
				// what was tuned meanwhile goes, too
				return await removeKeptPerson(key);
			}
			try {
				await this.#people.keep(person);
			} catch (error) {
				this.#bench.say(messageOf(error), true);
				return this.stop();
			}
			const kept = { key, revision };
			if (isFirst) {
				// the camera is the photograph's at first; then it is the user's
				const camera = { yaw: rounded(from.yaw), pitch: rounded(from.pitch) };
				this.#bench.change((state) => ({
					...{ ...state, network },
					person: { ...state.person, kept },
					camera: { ...state.camera, ...camera },
				}));
			} else if (this.#bench.state.person.kept?.key === key) {
				this.#bench.change((state) => ({ ...state, person: { ...state.person, kept } }), "gesture");
			}
		});
	}

	#read(change: Partial<PortraitStatus>): void {
		if (!this.#status) return;
		this.#status = { ...this.#status, ...change };
		this.#onChange();
	}
}

/** As links write angles. */
function rounded(degrees: number): number {
	return Math.round(degrees * 10) / 10;
}
