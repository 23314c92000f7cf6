/**
 * Everything the page works with, in one place: the state and who follows it. Panels, pointer and keyboard change the
 * state through it; panes and tools are brought up with every change.
 */

import { NetworkOpener } from "../pane/network-opener.ts";
import type { Pane } from "../pane/pane.ts";
import type { Readings } from "../pane/readings.ts";
import { linkOf } from "../state/link.ts";
import { isSeed, seedAt } from "../state/seeds.ts";
import { type Change, type ChangeKind, Store } from "../state/store.ts";
import { type Tab, tabOf, withTab } from "../state/tabs.ts";
import type { CameraState, PersonState, PictureState, ViewState } from "../state/view-state.ts";
import { type GroupId, groupOf, type PanelId } from "../tools/panel-ids.ts";
import { rememberTools, type ToolsState } from "../tools/tools-state.ts";
import type { NetworkList } from "./network-list.ts";
import { NetworkShelf } from "./network-shelf.ts";
import { isPersonFile, PeopleShelf } from "./people-shelf.ts";
import { isPhotograph, PortraitJob } from "./portrait-job.ts";
import type { PaneName, Screen } from "./screen.ts";
import { Side } from "./side.ts";
import { Thumbnails } from "./thumbnails.ts";
import { VideoJob } from "./video-job.ts";

/** An address without a link is the first sight; that of the defaults says something all the same. */
const EMPTY_LINK = "seed=0";

export interface WorkbenchOptions {
	/** What links leave out. */
	readonly home: ViewState;
	/** What the page begins with where there is no link. */
	readonly first: ViewState;
	readonly state: ViewState;
	readonly tools: ToolsState;
	readonly list: NetworkList;
	readonly device: "auto" | "webgpu" | "cpu";
	readonly screen: Screen;
	/** Something that is shown has changed. */
	readonly onChange: () => void;
}

/** A word to the user. */
export interface Notice {
	readonly text: string;
	readonly isError: boolean;
	/** What only some want to read. */
	readonly detail: string | null;
}

export class Workbench {
	readonly #store: Store<ViewState>;
	readonly #toolStore: Store<ToolsState>;
	readonly #onChange: () => void;
	readonly #home: ViewState;
	readonly #first: ViewState;
	readonly screen: Screen;
	readonly sides: Readonly<Record<PaneName, Side>>;
	readonly shelf: NetworkShelf;
	readonly people: PeopleShelf;
	readonly portrait: PortraitJob;
	readonly thumbnails: Thumbnails;
	readonly video: VideoJob;
	/** A word to the user that goes away by itself. */
	#notice: Notice | null = null;
	#noticeEnd: ReturnType<typeof setTimeout> | undefined;

	constructor({ home, first, state, tools, list, device, screen, onChange }: WorkbenchOptions) {
		this.#onChange = onChange;
		[this.#home, this.#first] = [home, first];
		this.screen = screen;
		this.#store = new Store(state);
		this.#toolStore = new Store(tools);
		const opener = new NetworkOpener(list.networks, device);
		const say = (text: string): void => this.say(text);
		const side = (name: PaneName): Side => new Side(name, this, { opener, say }, onChange);
		this.sides = { first: side("first"), second: side("second") };
		this.shelf = new NetworkShelf(this, list, opener);
		this.people = new PeopleShelf(this);
		this.portrait = new PortraitJob(this, this.people, opener, onChange);
		this.thumbnails = new Thumbnails(this);
		this.video = new VideoJob(this, onChange);
		this.#store.subscribe((_, kind) => this.#stateChanged(kind));
		this.#toolStore.subscribe(() => this.#toolsChanged());
	}

	get state(): ViewState {
		return this.#store.state;
	}

	get tools(): ToolsState {
		return this.#toolStore.state;
	}

	get first(): Pane {
		return this.sides.first.pane;
	}

	get readings(): Readings {
		return this.first.readings;
	}

	get notice(): Notice | null {
		return this.#notice;
	}

	get history(): Pick<Store<ViewState>, "canUndo" | "canRedo"> {
		return this.#store;
	}

	/** Shows the first picture. */
	start(): void {
		this.#stateChanged("step");
		void this.shelf.refresh();
		void this.people.refresh();
	}

	change(change: Change<ViewState>, kind: ChangeKind = "step"): void {
		this.#store.change(change, kind);
		// a field that was given nothing shows its value again
		this.#onChange();
	}

	/** Whoever goes to another latent turns away from somebody kept. */
	changePerson(change: Partial<PersonState>, kind: ChangeKind = "step"): void {
		const away = change.latent ? { kept: null } : {};
		this.change((state) => ({ ...state, person: { ...state.person, ...away, ...change } }), kind);
	}

	changeCamera(change: Partial<CameraState>, kind: ChangeKind = "step"): void {
		this.change((state) => ({ ...state, camera: { ...state.camera, ...change } }), kind);
	}

	changePicture(change: Partial<PictureState>, kind: ChangeKind = "step"): void {
		this.change((state) => ({ ...state, picture: { ...state.picture, ...change } }), kind);
	}

	get tab(): Tab {
		return tabOf(this.state);
	}

	/** Opens a tab of the stage, and what it is set with. */
	openTab(tab: Tab): void {
		this.change((state) => withTab(state, tab) ?? state);
		const { stage } = this.state;
		if (stage !== "picture") this.openPanel(stage === "mesh" ? "surface" : stage);
	}

	/** The view stands where nobody's hand has brought it. */
	rebase = (): void => this.#store.rebase();

	/** Ends a gesture. */
	settle = (): void => this.#store.settle();

	undo = (): void => this.#store.undo();

	redo = (): void => this.#store.redo();

	changeTools(change: Partial<ToolsState>): void {
		this.#toolStore.change((tools) => ({ ...tools, ...change }));
	}

	/** A file that was dropped or picked: a photograph, somebody, or a network. */
	async openFile(file: File): Promise<void> {
		this.hush();
		if (isPhotograph(file)) {
			this.openPanel("photograph");
			await this.portrait.find(file, file.name.replace(/\.\w+$/, ""));
		} else if (await isPersonFile(file)) await this.people.openFile(file);
		else await this.shelf.openFile(file);
	}

	/** Of a file to be saved: the network, who is seen, and what it is. */
	fileName(what: string, of: Readings = this.readings): string {
		const { kept, latent } = this.state.person;
		const person = kept ? this.people.people.find(({ key }) => key === kept.key)?.name : undefined;
		const seed = isSeed(latent) ? `seed${seedAt(latent)}` : `between-${latent.x.toFixed(2)}-${latent.y.toFixed(2)}`;
		const network = (of.facts?.name ?? "network").replace(/\.\w+$/, "");
		return `${network}-${person ?? seed}-${what}`;
	}

	openGroup(group: GroupId): void {
		this.changeTools({ group });
	}

	/** Opens a panel, and its group. */
	openPanel(id: PanelId): void {
		this.changeTools({ group: groupOf(id) ?? this.tools.group, open: [...new Set([...this.tools.open, id])] });
	}

	togglePanel(id: PanelId): void {
		const { open } = this.tools;
		this.changeTools({ open: open.includes(id) ? open.filter((one) => one !== id) : [...open, id] });
	}

	/** @param detail  what only some want to read */
	say(text: string, isError = false, detail: string | null = null): void {
		this.#notice = { text, isError, detail };
		clearTimeout(this.#noticeEnd);
		this.#noticeEnd = setTimeout(() => this.hush(), isError ? 12_000 : 3_500);
		this.#onChange();
	}

	hush = (): void => {
		this.#notice = null;
		this.#onChange();
	};

	/** Something that is shown has changed, though not the state. */
	redraw(): void {
		this.#onChange();
	}

	/** The address that restores this state. */
	address(): string {
		const isFirst = linkOf(this.state, this.#first) === "";
		const link = isFirst ? "" : linkOf(this.state, this.#home) || EMPTY_LINK;
		return `${location.href.split("#")[0]}${link === "" ? "" : `#${link}`}`;
	}

	#stateChanged(kind: ChangeKind): void {
		const { state } = this;
		const moving = kind === "gesture";
		this.thumbnails.pause();
		const { first, second } = this.sides;
		first.show(state.network, state, moving);
		if (state.compare) second.show(state.compare, state, moving);
		else second.pane.close();
		if (!moving) history.replaceState(null, "", this.address());
		this.#onChange();
	}

	#toolsChanged(): void {
		rememberTools(localStorage, this.tools);
		for (const side of Object.values(this.sides)) side.update(this.state, this.tools);
		this.#onChange();
	}
}
