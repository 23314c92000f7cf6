/** The person's surface as a mesh: made here, turned here, saved as GLB or PLY. */

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { millisecondsText } from "../controls/numbers.ts";
import { slider } from "../controls/slider.ts";
import type { Surface } from "../engine/protocol.ts";
import type { Panel } from "./panel.ts";

export const surfacePanel: Panel = { id: "surface", title: "Mesh", view };

function view(bench: Workbench): TemplateResult {
	const settings = bench.tools.surface;
	const { progress, surface } = bench.surface;
	const set = (change: Partial<typeof settings>): void =>
		bench.changeTools({ surface: { ...bench.tools.surface, ...change } });
	const button =
		progress === null
			? html`<button class="primary" @click=${() => void bench.surface.make()}>Make the mesh</button>`
			: html`<button @click=${() => bench.surface.stop()}>Stop</button>
				<progress max="1" .value=${progress} aria-label="Making the mesh"></progress>`;
	return html`
		${choice({
			id: "surface-resolution",
			label: "Voxels per side",
			value: String(settings.resolution),
			options: ["64", "128", "256", "512"].map((side) => [side, side] as const),
			onChange: (side) => set({ resolution: Number(side) }),
		})}
		${choice({
			id: "surface-region",
			label: "Region",
			value: settings.region,
			options: [
				["person", "the person, without the room"],
				["eyes", "band of the eyes"],
				["whole", "the whole box"],
			],
			onChange: (region) => set({ region }),
		})}
		${slider({ id: "surface-level", label: "Level of sigma", value: settings.level, limit: { least: -20, most: 60, step: 0.5 }, digits: 1, fallback: 10, onInput: (level) => set({ level }), onSettle: () => {} })}
		<label class="check"><input type="checkbox" .checked=${settings.largestOnly} @change=${(event: Event) => set({ largestOnly: (event.target as HTMLInputElement).checked })} /> Largest part only</label>
		<div class="row">${button}</div>
		${surface ? made(bench, surface) : nothing}`;
}

function made(bench: Workbench, surface: Surface): TemplateResult {
	return html`
		<div class="orbit" ${ref((element) => showOrbit(element, surface))}></div>
		<p class="hint">${(surface.indices.length / 3).toLocaleString("en")} triangles in ${millisecondsText(surface.milliseconds)}${bench.surface.isCurrent ? "" : " – of another person than in the picture"}</p>
		<div class="row">
			<button @click=${() => void bench.surface.save("glb")}>Save GLB</button>
			<button @click=${() => void bench.surface.save("ply")}>Save PLY</button>
		</div>`;
}

/** What is shown where; three.js is loaded with the first mesh. */
const shown = new WeakMap<Element, Surface>();

function showOrbit(element: Element | undefined, surface: Surface): void {
	if (!(element instanceof HTMLElement) || shown.get(element) === surface) return;
	shown.set(element, surface);
	void import("../orbit/orbit-view.ts").then(({ OrbitView }) => {
		if (shown.get(element) === surface) OrbitView.in(element).show(surface);
	});
}
