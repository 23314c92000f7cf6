/** Cuts through the volume. */

import { html, nothing, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { choice } from "../controls/choice.ts";
import { shortText } from "../controls/numbers.ts";
import { pixelsView } from "../controls/pixels.ts";
import { slider } from "../controls/slider.ts";
import type { Panel } from "./panel.ts";

export const slicesPanel: Panel = { id: "slices", title: "Density slices", view };

function view(bench: Workbench): TemplateResult {
	const { slice } = bench.tools;
	const { value, problem } = bench.questions.slice.answer;
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
			label: "Place in the box",
			value: slice.at,
			limit: { least: 0, most: 1, step: 0.005 },
			digits: 3,
			fallback: 0.5,
			onInput: (at) => bench.changeTools({ slice: { ...bench.tools.slice, at } }),
			onSettle: () => {},
		})}
		${value ? pixelsView(value, "sigma on the cut") : nothing}
		${problem === null ? nothing : html`<p class="problem">${problem}</p>`}
		<div class="scale"><span>−10</span><span class="ramp" aria-hidden="true"></span><span>20</span></div>
		<p class="hint">sigma${value ? `, here ${shortText(value.range[0])} to ${shortText(value.range[1])}` : ""}. Surfaces of trained heads lie near 10.</p>`;
}
