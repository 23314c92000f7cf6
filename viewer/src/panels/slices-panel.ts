/** Where the cut through the volume lies that the stage shows. */

import { html, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { shortText } from "../controls/numbers.ts";
import { slider } from "../controls/slider.ts";
import type { SlicePicture } from "../engine/protocol.ts";
import type { Panel } from "./panel.ts";

export const slicesPanel: Panel = { id: "slices", title: "Density slices", view };

function view(bench: Workbench): TemplateResult {
	if (bench.state.stage !== "slices") {
		return html`<div class="row"><button class="primary" @click=${() => bench.openTab("slices")}>Show a cut</button></div>`;
	}
	const { slice } = bench.tools;
	const { value } = bench.sides.first.questions.slice.answer;
	return html`
		${choice({
			id: "slice-axis",
			label: "Seen from",
			value: slice.axis,
			options: [
				["z", "front"],
				["x", "side"],
				["y", "above"],
			],
			onChange: (axis) => bench.changeTools({ slice: { ...slice, axis } }),
		})}
		${slider({
			id: "slice-at",
			label: "Position of the cut",
			value: slice.at,
			limit: { least: 0, most: 1, step: 0.005 },
			digits: 3,
			fallback: 0.5,
			onInput: (at) => bench.changeTools({ slice: { ...bench.tools.slice, at } }),
			onSettle: () => {},
		})}
		${value ? scale(value) : ""}`;
}

function scale({ scale: [dark, bright], range: [least, most] }: SlicePicture): TemplateResult {
	return html`
		<div class="scale"><span>${shortText(dark)}</span><span class="ramp" aria-hidden="true"></span><span>${shortText(bright)}</span></div>
		<p class="hint">sigma, here ${shortText(least)} to ${shortText(most)}. Surfaces of trained heads lie near 10.</p>`;
}
