/** The whole page, as a function of what is known. */

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { type IconName, icon } from "../controls/icons.ts";
import { cameraPanel } from "../panels/camera-panel.ts";
import { latentPanel } from "../panels/latent-panel.ts";
import { layersPanel } from "../panels/layers-panel.ts";
import { mixingPanel } from "../panels/mixing-panel.ts";
import { networkPanel } from "../panels/network-panel.ts";
import { type Panel, panelSection } from "../panels/panel.ts";
import { personPanel } from "../panels/person-panel.ts";
import { photographPanel } from "../panels/photograph-panel.ts";
import { picturePanel } from "../panels/picture-panel.ts";
import { rayPanel } from "../panels/ray-panel.ts";
import { slicesPanel } from "../panels/slices-panel.ts";
import { stillPanel } from "../panels/still-panel.ts";
import { surfacePanel } from "../panels/surface-panel.ts";
import { videoPanel } from "../panels/video-panel.ts";
import { KEYS } from "../stage/keyboard.ts";
import { stageView } from "../stage/stage-view.ts";
import { GROUP_IDS, type GroupId } from "../tools/panel-ids.ts";
import type { Theme } from "../tools/tools-state.ts";
import type { Workbench } from "./workbench.ts";

/** Groups of panels, each in its order. */
const PANELS: Readonly<Record<GroupId, readonly Panel[]>> = {
	person: [personPanel, photographPanel, mixingPanel, latentPanel],
	view: [cameraPanel, picturePanel],
	inspect: [rayPanel, surfacePanel, slicesPanel, layersPanel],
	export: [stillPanel, videoPanel],
};

const GROUP_NAMES: Readonly<Record<GroupId, string>> = {
	person: "Person",
	view: "View",
	inspect: "Inspect",
	export: "Export",
};

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };

export function pageView(bench: Workbench): TemplateResult {
	return html`
		<header class="top">
			<h1>Triplane</h1>
			${networkMenu(bench)}
			<nav aria-label="Actions">
				${action("undo", "Undo (z)", bench.undo, !bench.history.canUndo)}
				${action("redo", "Redo (Shift Z)", bench.redo, !bench.history.canRedo)}
				${action("link", "Copy a link to this view", () => void copyLink(bench))}
				${themeButton(bench)}
				${action("help", "Keys (?)", () => bench.changeTools({ help: true }))}
			</nav>
		</header>
		<main>
			<section class="stage" aria-label="Stage">${stageView(bench)}</section>
			<aside class="panels" aria-label="Controls">${groupTabs(bench)}
				<div id="group" role="tabpanel" aria-labelledby="group-${bench.tools.group}">
					${PANELS[bench.tools.group].map((panel) => panelSection(panel, bench))}
				</div>
			</aside>
		</main>
		${notices(bench)} ${bench.tools.help ? help(bench) : nothing}
		<div class="drop-hint" aria-hidden="true">Drop a network, a photograph or a person to open it</div>
	`;
}

/** A press elsewhere closes the menu of networks, and so does Escape. */
export function closeMenuFromOutside(bench: Workbench): void {
	const close = (): void => {
		if (bench.tools.open.includes("network")) bench.togglePanel("network");
	};
	addEventListener("pointerdown", ({ target }) => {
		if (target instanceof Element && !target.closest(".menu, .notices")) close();
	});
	addEventListener("keydown", ({ key }) => {
		if (key !== "Escape" || !bench.tools.open.includes("network")) return;
		close();
		document.querySelector<HTMLElement>(".menu > summary")?.focus();
	});
}

/** Which network, in the head of the page. */
function networkMenu(bench: Workbench): TemplateResult {
	const isOpen = bench.tools.open.includes("network");
	const toggle = (event: Event): void => {
		event.preventDefault();
		bench.togglePanel("network");
	};
	return html`
		<details class="menu" id="panel-network" ?open=${isOpen}>
			<summary @click=${toggle} title="Networks"><span class="where">${bench.readings.facts?.name ?? "Networks"}</span></summary>
			<div class="panel-body">${isOpen ? networkPanel.view(bench) : nothing}</div>
		</details>`;
}

function groupTabs(bench: Workbench): TemplateResult {
	const step = (event: KeyboardEvent): void => {
		const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
		if (by === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		const at = GROUP_IDS.indexOf(bench.tools.group) + by + GROUP_IDS.length;
		const next = GROUP_IDS[at % GROUP_IDS.length] ?? "person";
		bench.openGroup(next);
		document.getElementById(`group-${next}`)?.focus();
	};
	return html`
		<div class="groups" role="tablist" aria-label="Groups of controls" @keydown=${step}>
			${GROUP_IDS.map((group) => {
				const isOpen = group === bench.tools.group;
				return html`<button role="tab" id="group-${group}" aria-controls="group" aria-selected=${isOpen ? "true" : "false"}
					tabindex=${isOpen ? 0 : -1} @click=${() => bench.openGroup(group)}>${GROUP_NAMES[group]}</button>`;
			})}
		</div>`;
}

function action(name: IconName, label: string, act: () => void, disabled = false): TemplateResult {
	return html`<button class="quiet" title=${label} aria-label=${label} ?disabled=${disabled} @click=${act}>${icon(name)}</button>`;
}

function themeButton(bench: Workbench): TemplateResult {
	const { theme } = bench.tools;
	const label = `Colours: ${theme === "auto" ? "as the system" : theme}`;
	return action(theme === "dark" ? "moon" : "sun", label, () => bench.changeTools({ theme: NEXT_THEME[theme] }));
}

async function copyLink(bench: Workbench): Promise<void> {
	const address = bench.address();
	try {
		await navigator.clipboard.writeText(address);
		bench.say("The link is copied");
	} catch {
		// No permission, or no secure context: the address bar has the link too.
		bench.say(`The link is in the address bar: ${address}`);
	}
}

function notices(bench: Workbench): TemplateResult {
	const { notice } = bench;
	const { opening } = bench.shelf;
	return html`
		<div class="notices" aria-live="polite">
			${
				opening
					? html`<div class="notice"><p>Opening ${opening.name}</p><progress max="1" .value=${opening.fraction} aria-label="Opening"></progress></div>`
					: nothing
			}
			${
				notice
					? html`<div class="notice ${notice.isError ? "problem" : ""}" role=${notice.isError ? "alert" : "status"}>
						<div class="grow"><p>${notice.text}</p>
							${notice.detail === null ? nothing : html`<details><summary>Details</summary><p class="muted">${notice.detail}</p></details>`}</div>
						<button class="quiet" aria-label="Close" @click=${bench.hush}>${icon("close")}</button></div>`
					: nothing
			}
		</div>`;
}

/** One function for all drawings of the page, so that it is called once, when the button appears. */
function takeFocus(element: Element | undefined): void {
	if (element instanceof HTMLElement) element.focus();
}

function help(bench: Workbench): TemplateResult {
	const close = (): void => bench.changeTools({ help: false });
	return html`
		<div class="veil" @click=${close}></div>
		<dialog open class="help" aria-labelledby="help-title">
			<div class="row"><h2 id="help-title" class="grow">Keys</h2>
				<button class="quiet" aria-label="Close" @click=${close} ${ref(takeFocus)}>${icon("close")}</button></div>
			<dl class="facts">${KEYS.map(({ shown, what }) => html`<dt><kbd>${shown}</kbd></dt><dd>${what}</dd>`)}</dl>
			<p class="hint">On the picture: drag to turn, wheel or two fingers to zoom, double click for the front.</p>
		</dialog>`;
}
