/** How the mesh on the stage is made and drawn. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { millisecondsText, shortText } from "../controls/numbers.ts";
import { slider } from "../controls/slider.ts";
import type { Panel } from "./panel.ts";
import { meshButtons } from "./still-panel.ts";

export const surfacePanel: Panel = { id: "surface", title: "Mesh", view };

/** Where surfaces of heads lie. */
const USUAL_LEVEL = 10;

function view(bench: Workbench): TemplateResult {
	const settings = bench.tools.surface;
	const set = (change: Partial<typeof settings>): void =>
		bench.changeTools({ surface: { ...bench.tools.surface, ...change } });
	if (bench.state.stage !== "mesh") {
		return html`<div class="row"><button class="primary" @click=${() => bench.openTab("mesh")}>Make the mesh</button></div>`;
	}
	const { level } = settings;
	return html`
		${choice({
			id: "mesh-look",
			label: "Drawn in",
			value: bench.tools.meshLook,
			options: [
				["colour", "colour"],
				["clay", "clay"],
				["wireframe", "wireframe"],
			],
			onChange: (meshLook) => bench.changeTools({ meshLook }),
		})}
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
				["person", "person"],
				["eyes", "eyes"],
				["whole", "whole box"],
			],
			onChange: (region) => set({ region }),
		})}
		${choice({
			id: "surface-level-kind",
			label: "Level of sigma",
			value: level === "auto" ? "auto" : "set",
			options: [
				["auto", "automatic"],
				["set", "set by hand"],
			],
			onChange: (kind) =>
				set({ level: kind === "auto" ? "auto" : (bench.sides.first.surface.surface?.level ?? USUAL_LEVEL) }),
		})}
		${level === "auto" ? "" : slider({ id: "surface-level", label: "Level", value: level, limit: { least: -20, most: 60, step: 0.5 }, digits: 1, fallback: USUAL_LEVEL, settlesOnly: true, onInput: (next) => set({ level: next }), onSettle: () => {} })}
		<label class="check"><input type="checkbox" .checked=${settings.largestOnly} @change=${(event: Event) => set({ largestOnly: (event.target as HTMLInputElement).checked })} /> Largest part only</label>
		${made(bench)}`;
}

function made(bench: Workbench): TemplateResult {
	const { surface, progress } = bench.sides.first.surface;
	if (progress !== null) {
		return html`<div class="row"><button @click=${() => bench.sides.first.surface.stop()}>Stop</button></div>`;
	}
	if (!(surface && bench.sides.first.hasMesh))
		return html`<div class="row"><button @click=${() => bench.sides.first.surface.again()}>Make the mesh</button></div>`;
	const triangles = (surface.indices.length / 3).toLocaleString("en");
	return html`
		<p class="hint">${triangles} triangles at level ${shortText(surface.level)}, made in ${millisecondsText(surface.milliseconds)}.</p>
		${meshButtons(bench)}`;
}
