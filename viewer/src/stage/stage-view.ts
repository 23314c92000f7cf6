/** The stage: the pictures, what kind of picture, and what runs how fast. */

import { html, nothing, type TemplateResult } from "lit";
import { saveStill } from "../app/save-still.ts";
import type { Side } from "../app/side.ts";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { icon } from "../controls/icons.ts";
import { millisecondsText, shortText } from "../controls/numbers.ts";
import { pixelsView } from "../controls/pixels.ts";
import type { NetworkFacts, Pixels } from "../engine/protocol.ts";
import { TABS, type Tab } from "../state/tabs.ts";
import type { Answer } from "../tools/latest-call.ts";
import { isOpen } from "../tools/tools-state.ts";
import { spaceView } from "./space-view.ts";

const TAB_NAMES: Readonly<Record<Tab, string>> = {
	image: "Picture",
	raw: "Raw",
	depth: "Depth",
	opacity: "Opacity",
	normals: "Normals",
	mesh: "Mesh",
	slices: "Slices",
	layers: "Layers",
};

const STAGES: Readonly<Record<string, string>> = {
	start: "Starting",
	download: "Loading",
	read: "Reading",
};

const ISOLATION =
	"Threads need https, and from the server the headers Cross-Origin-Opener-Policy: same-origin and " +
	"Cross-Origin-Embedder-Policy: require-corp. Without them everything works, on one thread.";

export function stageView(bench: Workbench): TemplateResult {
	const { compare } = bench.state;
	return html`
		<div class="stage-bar">
			${choice({
				id: "type",
				label: "What the stage shows",
				hideLabel: true,
				value: bench.tab,
				options: TABS.map((tab) => [tab, TAB_NAMES[tab]] as const),
				onChange: (tab) => bench.openTab(tab),
			})}
			<button class="quiet" title="Save as PNG" aria-label="Save the picture as PNG" @click=${() => void saveStill(bench)}>${icon("camera")}</button>
		</div>
		<div class="panes ${compare ? "two" : ""}">
			${pane(bench, bench.sides.first)}
			${compare ? pane(bench, bench.sides.second) : nothing}
		</div>
		${status(bench)}
	`;
}

function pane(bench: Workbench, side: Side): TemplateResult {
	const { opening, problem, facts, settled, making } = side.readings;
	return html`
		<figure class="pane" data-settled=${settled ? "true" : "false"}>
			<div class="frame">
				${shown(bench, side)}
				${facts && side.name === "first" && isTurned(bench) ? spaceView(bench, facts) : nothing}
				${making && bench.state.stage === "picture" ? html`<p class="making" role="status">${making}</p>` : nothing}
				${opening ? progressCard(opening) : nothing}
				${problem !== null && !opening ? problemCard(bench, problem) : nothing}
			</div>
			${bench.state.compare ? html`<figcaption>${facts?.name ?? ""}</figcaption>` : nothing}
		</figure>`;
}

/** Whether the stage shows what the camera sees. */
function isTurned({ state }: Workbench): boolean {
	return state.stage === "picture" || state.stage === "mesh";
}

function shown(bench: Workbench, side: Side): TemplateResult {
	const { screen, state, tools } = bench;
	const { name, questions, surface } = side;
	if (state.stage === "mesh") return html`${screen.mesh[name].element} ${meshProgress(surface)}`;
	if (state.stage === "slices") return answered(questions.slice.answer, "sigma on the cut");
	if (state.stage === "layers") return answered(questions.layer.answer, "The channel: blue below zero, red above");
	const ray = isOpen(tools, "ray") && tools.ray?.pane === name ? tools.ray : null;
	return html`
		${screen.canvas[name]}
		${ray ? html`<i class="ray-mark ${ray.pinned ? "pinned" : ""}" style="left: ${ray.u * 100}%; top: ${ray.v * 100}%"></i>` : nothing}`;
}

function answered({ value, problem }: Answer<Pixels>, label: string): TemplateResult {
	if (problem !== null) return html`<div class="card problem" role="alert"><p>${problem}</p></div>`;
	return value ? pixelsView(value, label) : html`<p class="making" role="status">Working …</p>`;
}

function meshProgress({ progress, problem }: Side["surface"]): TemplateResult {
	if (problem !== null) return html`<div class="card problem" role="alert"><p>${problem}</p></div>`;
	return progress === null
		? html``
		: html`<p class="making" role="status">Making the mesh <progress max="1" .value=${progress} aria-label="Making the mesh"></progress></p>`;
}

function progressCard({ name, stage, fraction }: { name: string; stage: string; fraction: number }): TemplateResult {
	return html`
		<div class="card" role="status">
			<p>${STAGES[stage] ?? stage} ${name}</p>
			<progress max="1" .value=${fraction} aria-label="Progress"></progress>
		</div>`;
}

function problemCard(bench: Workbench, problem: string): TemplateResult {
	const [first] = bench.shelf.embedded;
	return html`
		<div class="card problem" role="alert">
			<p>${problem}</p>
			${first ? html`<button @click=${() => void bench.shelf.choose({ kind: "embedded", name: first.name })}>Open ${first.name}</button>` : nothing}
		</div>`;
}

/** Why the CPU is slower than it could be: threads need an isolated page, which needs an encrypted address. */
function noThreads({ device, isolated }: NetworkFacts): TemplateResult | typeof nothing {
	if (device !== "cpu" || isolated) return nothing;
	const why = isSecureContext ? "the server does not isolate pages" : "the address is not encrypted";
	return html`<div id="no-threads" title=${ISOLATION}><dt>threads</dt><dd>off: ${why}</dd></div>`;
}

/** Device, stages with their milliseconds, and the rate while something moves. */
function status(bench: Workbench): TemplateResult {
	const { facts, frame, framesPerSecond } = bench.readings;
	if (!facts) return html`<p class="status" aria-live="off"></p>`;
	const times = Object.entries(frame?.times ?? {}).filter(([, time]) => time > 0);
	const range = frame?.depthRange;
	return html`
		<dl class="status">
			<div><dt>device</dt><dd id="device">${facts.deviceName}${facts.device === "cpu" ? `, ${facts.threads} ${facts.threads === 1 ? "thread" : "threads"}` : ""}</dd></div>
			${noThreads(facts)}
			<div><dt>renderer</dt><dd>${facts.renderer}</dd></div>
			${times.map(([stage, time]) => html`<div><dt>${stage === "superresolution" ? "super-resolution" : stage}</dt><dd>${millisecondsText(time)}</dd></div>`)}
			${frame ? html`<div><dt>rays</dt><dd>${frame.quality.nrr}² × ${frame.quality.coarse + frame.quality.fine}</dd></div>` : nothing}
			${framesPerSecond === null ? nothing : html`<div><dt>rate</dt><dd>${framesPerSecond.toFixed(0)} fps</dd></div>`}
			${range ? html`<div><dt>depth</dt><dd>${shortText(range[0])} (bright) … ${shortText(range[1])}</dd></div>` : nothing}
		</dl>`;
}
