/** Starts the page. */

import "@fontsource/inter/latin-400.css";
import "@fontsource/inter/latin-600.css";
import "./style/tokens.css";
import "./style/layout.css";
import "./style/controls.css";
import "./style/figures.css";
import { render } from "lit";
import { fetchNetworkList, type NetworkList } from "./app/network-list.ts";
import { closeMenuFromOutside, pageView } from "./app/page-view.ts";
import { createScreen, PANE_NAMES } from "./app/screen.ts";
import { Workbench } from "./app/workbench.ts";
import { listenToDrops } from "./stage/drop.ts";
import { listenToKeys } from "./stage/keyboard.ts";
import { StagePointer } from "./stage/pointer.ts";
import { swayUntilTouched } from "./stage/sway.ts";
import { Walk } from "./stage/walk.ts";
import { stateOf } from "./state/link.ts";
import { placeOf } from "./state/seeds.ts";
import { VIEW_DEFAULTS, type ViewState } from "./state/view-state.ts";
import { rememberedTools, type ToolsState } from "./tools/tools-state.ts";

function deviceAsked(): "auto" | "webgpu" | "cpu" {
	const asked = new URLSearchParams(location.search).get("device");
	return asked === "webgpu" || asked === "cpu" ? asked : "auto";
}

function applyTheme({ theme }: ToolsState): void {
	document.documentElement.dataset.theme = theme;
}

/** Somebody of the usual network, slightly from the side. */
const FIRST_SIGHT: ViewState = {
	...VIEW_DEFAULTS,
	person: { ...VIEW_DEFAULTS.person, latent: placeOf(24) },
	camera: { ...VIEW_DEFAULTS.camera, yaw: -18 },
};

/** What links leave out: the network that the server has in mind, else the usual one, else the first there is. */
function homeOf({ networks, open }: NetworkList): ViewState {
	const { network: usual } = VIEW_DEFAULTS;
	const isUsualThere = networks.some(({ name }) => usual.kind === "embedded" && usual.name === name);
	if (open === null && isUsualThere) return VIEW_DEFAULTS;
	const name = open ?? networks[0]?.name;
	return name === undefined ? VIEW_DEFAULTS : { ...VIEW_DEFAULTS, network: { kind: "embedded", name } };
}

async function start(): Promise<void> {
	const list = await fetchNetworkList();
	const home = homeOf(list);
	// whoever comes without a link
	const first = home === VIEW_DEFAULTS ? FIRST_SIGHT : home;
	const stateOfAddress = (): ViewState => (location.hash.length > 1 ? stateOf(location.hash, home) : first);
	const state = stateOfAddress();
	const tools = rememberedTools(localStorage);
	const screen = createScreen();
	const host = document.getElementById("app") ?? document.body;
	let asked = false;
	const redraw = (): void => {
		if (asked) return;
		asked = true;
		requestAnimationFrame(() => {
			asked = false;
			applyTheme(bench.tools);
			walk.update();
			render(pageView(bench), host);
		});
	};
	const bench = new Workbench({ home, first, state, tools, list, device: deviceAsked(), screen, onChange: redraw });
	const walk = new Walk(bench);
	for (const pane of PANE_NAMES) {
		new StagePointer(bench, screen.canvas[pane], pane);
		new StagePointer(bench, screen.mesh[pane].element, pane);
	}
	listenToKeys(bench);
	listenToDrops(bench);
	closeMenuFromOutside(bench);
	addEventListener("hashchange", () => bench.change(stateOfAddress));
	bench.start();
	swayUntilTouched(bench);
}

void start();
