/** Planes and features, channel by channel, with their statistics. */

import { html, nothing, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { shortText } from "../controls/numbers.ts";
import { pixelsView } from "../controls/pixels.ts";
import { slider } from "../controls/slider.ts";
import type { LayerPicture, LayerSource } from "../engine/protocol.ts";
import type { Panel } from "./panel.ts";

export const layersPanel: Panel = { id: "layers", title: "Layers", view };

const SOURCES: readonly (readonly [LayerSource, string])[] = [
	["planes-xy", "plane 1 (x, y)"],
	["planes-xz", "plane 2 (x, z)"],
	["planes-3", "plane 3"],
	["features", "marched features"],
];

function view(bench: Workbench): TemplateResult {
	const { layer } = bench.tools;
	const { value, problem } = bench.questions.layer.answer;
	const { facts } = bench.readings;
	const count = (layer.source === "features" ? facts?.featureChannels : facts?.planeChannels) ?? 1;
	const choose = (event: Event): void =>
		bench.changeTools({ layer: { source: (event.target as HTMLSelectElement).value as LayerSource, channel: 0 } });
	return html`
		<div class="field-head"><label for="layer-source">Of</label>
			<select id="layer-source" @change=${choose}>
				${SOURCES.map(([name, label]) => html`<option value=${name} ?selected=${name === layer.source}>${label}</option>`)}
			</select></div>
		${slider({
			id: "layer-channel",
			label: "Channel",
			value: layer.channel,
			limit: { least: 0, most: count - 1, step: 1 },
			digits: 0,
			onInput: (channel) => bench.changeTools({ layer: { ...bench.tools.layer, channel: Math.round(channel) } }),
			onSettle: () => {},
		})}
		${value ? statistics(value) : nothing}
		${problem === null ? nothing : html`<p class="problem">${problem}</p>`}`;
}

function statistics(picture: LayerPicture): TemplateResult {
	const highest = Math.max(...picture.histogram, 1);
	return html`
		${pixelsView(picture, "The channel: blue below zero, red above")}
		<div class="histogram" role="img" aria-label="Histogram of the channel's values">
			${picture.histogram.map((bin) => html`<i style="height: ${(bin / highest) * 100}%"></i>`)}
		</div>
		<dl class="facts">
			<dt>Size</dt><dd>${picture.width} × ${picture.height}</dd>
			<dt>Mean ± deviation</dt><dd>${shortText(picture.mean)} ± ${shortText(picture.deviation)}</dd>
			<dt>Least … most</dt><dd>${shortText(picture.least)} … ${shortText(picture.most)}</dd>
		</dl>`;
}
