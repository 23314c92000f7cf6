/** What stands behind each stage, channel by channel, with its statistics. */

import { html, nothing, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { shortText } from "../controls/numbers.ts";
import { slider } from "../controls/slider.ts";
import type { LayerPicture, LayerSource, NetworkFacts } from "../engine/protocol.ts";
import type { Panel } from "./panel.ts";

export const layersPanel: Panel = { id: "layers", title: "Layers", view };

/** A tensor to look into. */
interface Source {
	readonly name: LayerSource;
	readonly label: string;
	readonly channels: number;
}

/** In the order of the data. */
function sourcesOf({ blocks, featureChannels, ...facts }: NetworkFacts): readonly Source[] {
	const planeNumbers = facts.planeChannels * facts.triplaneDepth;
	return [
		...blocks.flatMap(({ name, resolution, channels }, index): Source[] => [
			{ name: `block-${index}`, label: `${name}: features, ${resolution}²`, channels },
			{ name: `image-${index}`, label: `${name}: planes so far, ${resolution}²`, channels: 3 * planeNumbers },
		]),
		{ name: "planes-xy", label: "plane 1 (x, y)", channels: planeNumbers },
		{ name: "planes-xz", label: "plane 2 (x, z)", channels: planeNumbers },
		{ name: "planes-3", label: "plane 3", channels: planeNumbers },
		{ name: "features", label: "marched features", channels: featureChannels },
	];
}

function view(bench: Workbench): TemplateResult {
	if (bench.state.stage !== "layers") {
		return html`<div class="row"><button class="primary" @click=${() => bench.openTab("layers")}>Look into the layers</button></div>`;
	}
	const { layer } = bench.tools;
	const { value } = bench.sides.first.questions.layer.answer;
	const { facts } = bench.readings;
	if (!facts) return html``;
	const sources = sourcesOf(facts);
	const shown = sources.find(({ name }) => name === layer.source);
	const choose = (event: Event): void => {
		const source = sources[(event.target as HTMLSelectElement).selectedIndex]?.name ?? "planes-xy";
		bench.changeTools({ layer: { source, channel: 0 } });
	};
	return html`
		<div class="field-head"><label for="layer-source">Tensor</label>
			<select id="layer-source" @change=${choose}>
				${sources.map(({ name, label }) => html`<option ?selected=${name === layer.source}>${label}</option>`)}
			</select></div>
		${slider({
			id: "layer-channel",
			label: "Channel",
			value: layer.channel,
			limit: { least: 0, most: (shown?.channels ?? 1) - 1, step: 1 },
			digits: 0,
			onInput: (channel) => bench.changeTools({ layer: { ...bench.tools.layer, channel: Math.round(channel) } }),
			onSettle: () => {},
		})}
		${value ? statistics(value) : nothing}`;
}

function statistics(picture: LayerPicture): TemplateResult {
	const highest = Math.max(...picture.histogram, 1);
	return html`
		<div class="histogram" role="img" aria-label="Histogram of the channel's values">
			${picture.histogram.map((bin) => html`<i style="height: ${(bin / highest) * 100}%"></i>`)}
		</div>
		<dl class="facts">
			<dt>Size</dt><dd>${picture.width} × ${picture.height}</dd>
			<dt>Mean ± deviation</dt><dd>${shortText(picture.mean)} ± ${shortText(picture.deviation)}</dd>
			<dt>Least … most</dt><dd>${shortText(picture.least)} … ${shortText(picture.most)}</dd>
		</dl>`;
}
