/** What a panel is: a title, and a function from what is known to what is shown. Panels only change state. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import type { PanelId } from "../tools/panel-ids.ts";

export interface Panel {
	readonly id: PanelId;
	readonly title: string;
	view(bench: Workbench): TemplateResult;
}

/** A panel with its head, which opens and closes it; what is closed is not built. */
export function panelSection(panel: Panel, bench: Workbench): TemplateResult {
	const isOpen = bench.tools.open.includes(panel.id);
	const toggle = (event: Event): void => {
		event.preventDefault();
		bench.togglePanel(panel.id);
	};
	return html`
		<details class="panel" id="panel-${panel.id}" ?open=${isOpen}>
			<summary @click=${toggle}>${panel.title}</summary>
			<div class="panel-body">${isOpen ? panel.view(bench) : ""}</div>
		</details>
	`;
}
