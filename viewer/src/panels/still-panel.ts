/** What the stage shows, as a picture or a mesh to take away. */

import { html, type TemplateResult } from "lit";
import { saveMesh, saveStill } from "../app/save-still.ts";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { icon } from "../controls/icons.ts";
import { SURFACE_FORMATS } from "../engine/protocol.ts";
import { SAVED_SIDES } from "../tools/tools-state.ts";
import type { Panel } from "./panel.ts";

export const stillPanel: Panel = { id: "still", title: "Picture and mesh", view };

function view(bench: Workbench): TemplateResult {
	const { savedSide } = bench.tools;
	return html`
		${choice({
			id: "saved-side",
			label: "Size of pictures and videos",
			value: String(savedSide ?? "own"),
			options: [["own", "as it is"], ...SAVED_SIDES.map((side) => [String(side), `${side}²`] as const)],
			onChange: (side) => bench.changeTools({ savedSide: side === "own" ? null : Number(side) }),
		})}
		<div class="row"><button class="primary" @click=${() => void saveStill(bench)}>${icon("camera")} Save PNG</button></div>
		<p class="hint">Smaller pictures are enlarged.</p>
		${bench.sides.first.hasMesh ? meshButtons(bench) : html`<p class="hint">The tab Mesh makes a mesh, which can be saved then.</p>`}`;
}

/** Files of the mesh that is there. */
export function meshButtons(bench: Workbench): TemplateResult {
	return html`<div class="row">
		${SURFACE_FORMATS.map((format) => html`<button @click=${() => void saveMesh(bench, format)}>Save ${format.toUpperCase()}</button>`)}
	</div>`;
}
