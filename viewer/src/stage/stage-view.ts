/** The stage: the pictures, what kind of picture, and what runs how fast. */

import { html, nothing, type TemplateResult } from "lit";
import { savePicture } from "../app/save-file.ts";
import type { PaneName } from "../app/screen.ts";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { icon } from "../controls/icons.ts";
import { millisecondsText, shortText } from "../controls/numbers.ts";
import type { Readings } from "../pane/readings.ts";
import type { RenderType } from "../state/view-state.ts";

const TYPES: readonly (readonly [RenderType, string])[] = [
	["image", "Image"],
	["raw", "Raw"],
	["depth", "Depth"],
	["opacity", "Opacity"],
	["normals", "Normals"],
];

const STAGES: Readonly<Record<string, string>> = {
	start: "Starting",
	download: "Loading",
	read: "Reading",
};

export function stageView(bench: Workbench): TemplateResult {
	const { compare } = bench.state;
	return html`
		<div class="panes ${compare ? "two" : ""}">
			${pane(bench, "first", bench.first.readings)}
			${compare ? pane(bench, "second", bench.second.readings) : nothing}
		</div>
		<div class="stage-bar">
			${choice({
				id: "type",
				label: "Picture",
				hideLabel: true,
				value: bench.state.picture.type,
				options: TYPES,
				onChange: (type) => bench.changePicture({ type }),
			})}
			<button class="quiet" title="Save as PNG" aria-label="Save the picture as PNG" @click=${() => void capture(bench)}>${icon("camera")}</button>
		</div>
		${status(bench)}
	`;
}

function pane(bench: Workbench, name: PaneName, readings: Readings): TemplateResult {
	const { opening, problem, facts } = readings;
	const ray = name === "first" && bench.tools.open.includes("ray") ? bench.tools.ray : null;
	return html`
		<figure class="pane" data-settled=${readings.settled ? "true" : "false"}>
			<div class="frame">
				${bench.screen.canvas[name]}
				${ray ? html`<i class="ray-mark ${ray.pinned ? "pinned" : ""}" style="left: ${ray.u * 100}%; top: ${ray.v * 100}%"></i>` : nothing}
				${opening ? progressCard(opening) : nothing}
				${problem !== null && !opening ? problemCard(bench, problem) : nothing}
			</div>
			${bench.state.compare ? html`<figcaption>${facts?.name ?? ""}</figcaption>` : nothing}
		</figure>`;
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
			${first ? html`<button @click=${() => bench.shelf.choose({ kind: "embedded", name: first.name })}>Open ${first.name}</button>` : nothing}
		</div>`;
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
			<div><dt>renderer</dt><dd>${facts.renderer}</dd></div>
			${times.map(([stage, time]) => html`<div><dt>${stage === "superresolution" ? "super-resolution" : stage}</dt><dd>${millisecondsText(time)}</dd></div>`)}
			${frame ? html`<div><dt>rays</dt><dd>${frame.quality.nrr}² × ${frame.quality.coarse + frame.quality.fine}</dd></div>` : nothing}
			${framesPerSecond === null ? nothing : html`<div><dt>rate</dt><dd>${framesPerSecond.toFixed(0)} fps</dd></div>`}
			${range ? html`<div><dt>depth</dt><dd>${shortText(range[0])} (bright) … ${shortText(range[1])}</dd></div>` : nothing}
		</dl>`;
}

async function capture(bench: Workbench): Promise<void> {
	try {
		await bench.first.settle();
		const { name } = bench.readings.facts ?? { name: "picture" };
		await savePicture(bench.screen.canvas.first, `${name}-${bench.state.picture.type}.png`);
	} catch (error) {
		bench.say(String(error), true);
	}
}
