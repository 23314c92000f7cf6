/** Keys: what they do, and the list of them that the help shows. */

import type { Workbench } from "../app/workbench.ts";
import { within, wrapDegrees, zoomed } from "../state/limits.ts";
import { anySeed, placeOf, seedAt } from "../state/seeds.ts";
import { TABS } from "../state/tabs.ts";

/** Degrees of one press of an arrow key. */
const STEP = 5;
/** Stillness after which a row of presses is one step of the history, milliseconds. */
const END = 250;

interface Key {
	/** As the help writes it. */
	readonly shown: string;
	readonly what: string;
	/** `KeyboardEvent.key`s that mean it. */
	readonly keys: readonly string[];
	act(bench: Workbench, key: string): void;
}

export const KEYS: readonly Key[] = [
	{ shown: "← → ↑ ↓", what: "turn", keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], act: turn },
	{ shown: "+ −", what: "zoom", keys: ["+", "=", "-"], act: zoom },
	{
		shown: "0",
		what: "from the front",
		keys: ["0"],
		act: (bench) => bench.changeCamera({ yaw: 0, pitch: 0, fovDegrees: null, lookAt: [0, 0, 0] }),
	},
	{ shown: "n p", what: "next seed, seed before", keys: ["n", "p"], act: walk },
	{ shown: "r", what: "any seed", keys: ["r"], act: (bench) => bench.changePerson({ latent: placeOf(anySeed()) }) },
	{
		shown: "1 … 8",
		what: `tabs of the stage: ${TABS.join(", ")}`,
		keys: [...TABS.keys()].map((at) => String(at + 1)),
		act: show,
	},
	{ shown: "z", what: "undo (Ctrl Z too)", keys: ["z"], act: (bench) => bench.undo() },
	{ shown: "Shift Z", what: "redo", keys: ["Z"], act: (bench) => bench.redo() },
	{ shown: "?", what: "this list", keys: ["?"], act: (bench) => bench.changeTools({ help: !bench.tools.help }) },
];

let end: ReturnType<typeof setTimeout> | undefined;

/** Listens on the page. Keys that go into a field, or that the browser wants, are left alone. */
export function listenToKeys(bench: Workbench): void {
	addEventListener("keydown", (event) => {
		if (event.key === "Escape" && bench.tools.help) bench.changeTools({ help: false });
		if (wants(event.target, event.key)) return;
		if (event.ctrlKey || event.metaKey) {
			if (event.key.toLowerCase() !== "z") return;
			event.preventDefault();
			if (event.shiftKey) bench.redo();
			else bench.undo();
			return;
		}
		if (event.altKey) return;
		const found = KEYS.find(({ keys }) => keys.includes(event.key));
		if (!found) return;
		event.preventDefault();
		found.act(bench, event.key);
	});
}

/** Keys by which sliders, radio buttons and lists are set. */
const SETTING = /^(Arrow|Home|End|Page| )/;

/**
 * Whether what has the focus takes the key itself: fields take all; what is set by hand only those that set it, and only when
 * the keyboard brought the focus there.
 */
function wants(target: EventTarget | null, key: string): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.matches("textarea, select, input:not([type=range], [type=radio], [type=checkbox], [type=file])"))
		return true;
	return SETTING.test(key) && target.matches("input:focus-visible");
}

function turn(bench: Workbench, key: string): void {
	const { yaw, pitch } = bench.state.camera;
	const sideways = key === "ArrowLeft" ? STEP : -STEP;
	const upwards = key === "ArrowUp" ? STEP : -STEP;
	const isSideways = key === "ArrowLeft" || key === "ArrowRight";
	bench.changeCamera(
		isSideways ? { yaw: wrapDegrees(yaw + sideways) } : { pitch: within("pitch", pitch + upwards, 0) },
		"gesture",
	);
	settleSoon(bench);
}

function zoom(bench: Workbench, key: string): void {
	const own = bench.readings.facts?.fovDegrees;
	if (own === undefined) return;
	const factor = key === "-" ? 1.08 : 1 / 1.08;
	bench.changeCamera({ fovDegrees: zoomed(bench.state.camera.fovDegrees ?? own, own, factor) }, "gesture");
	settleSoon(bench);
}

function walk(bench: Workbench, key: string): void {
	const seed = seedAt(bench.state.person.latent) + (key === "n" ? 1 : -1);
	bench.changePerson({ latent: placeOf(within("seed", seed, 0)) });
}

function show(bench: Workbench, key: string): void {
	bench.openTab(TABS[Number(key) - 1] ?? "image");
}

function settleSoon(bench: Workbench): void {
	clearTimeout(end);
	end = setTimeout(bench.settle, END);
}
