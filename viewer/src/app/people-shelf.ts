/** People who are kept in this browser: found in photographs, or dropped as files. */

import { messageOf } from "../pane/pane.ts";
import { KEEPS_NOTHING } from "../storage/database.ts";
import { type KeptPerson, keepPerson, listKeptPeople, newKey, removeKeptPerson } from "../storage/kept-people.ts";
import type { Bench } from "./bench.ts";
import { saveBytes } from "./save-file.ts";

/** Files of people: as `triplane invert` calls them, or told by what they begin with. */
const PERSON_NAME = /(^|\.)person\.safetensors$/i;
const HEADER = 65_536;

export async function isPersonFile(file: File): Promise<boolean> {
	if (PERSON_NAME.test(file.name)) return true;
	if (!file.name.toLowerCase().endsWith(".safetensors")) return false;
	return /"kind"\s*:\s*"person"/.test(await file.slice(0, HEADER).text());
}

export class PeopleShelf {
	readonly #bench: Bench;
	#people: readonly KeptPerson[] = [];

	constructor(bench: Bench) {
		this.#bench = bench;
	}

	/** Newest first. */
	get people(): readonly KeptPerson[] {
		return this.#people;
	}

	async refresh(): Promise<void> {
		this.#people = await listKeptPeople();
		this.#bench.redraw();
	}

	/** Rejects with `Error` where the browser keeps nothing. */
	async keep(person: KeptPerson): Promise<void> {
		if (!(await keepPerson(person))) {
			throw new Error(KEEPS_NOTHING);
		}
		this.#people = [person, ...this.#people.filter(({ key }) => key !== person.key)];
		this.#bench.redraw();
	}

	/** Shows somebody, in their network, and from where their photograph was taken. */
	show({ key, network }: KeptPerson, from: { readonly yaw: number; readonly pitch: number } | null = null): void {
		this.#bench.change((state) => ({
			...state,
			network,
			person: { ...state.person, kept: { key, revision: 0 } },
			camera: from ? { ...state.camera, ...from } : state.camera,
		}));
	}

	async remove({ key }: KeptPerson): Promise<void> {
		await removeKeptPerson(key);
		if (this.#bench.state.person.kept?.key === key) {
			this.#bench.change((state) => ({ ...state, person: { ...state.person, kept: null } }));
		}
		await this.refresh();
	}

	/** A file that was dropped or picked: kept, and shown in the network that is open. */
	async openFile(file: File): Promise<void> {
		const key = newKey();
		try {
			const { ws, camera } = await this.#bench.first.call("readPersonFile", { file, key });
			const { network } = this.#bench.state;
			const named = file.name.replace(/(\.person)?\.safetensors$/i, "");
			const person = { key, name: named, network, ws, camera, picture: null, added: Date.now() };
			await this.keep(person);
			this.show(person);
			this.#bench.say(`${named} is open`);
		} catch (error) {
			await removeKeptPerson(key);
			this.#bench.say(`${file.name} was not opened: ${messageOf(error)}`, true);
		}
	}

	/** A file that every command takes: `--person`. */
	async save({ key, name }: KeptPerson): Promise<void> {
		try {
			const bytes = await this.#bench.first.call("writePersonFile", { key });
			saveBytes(`${name}.person.safetensors`, "application/octet-stream", bytes);
		} catch (error) {
			this.#bench.say(messageOf(error), true);
		}
	}
}
