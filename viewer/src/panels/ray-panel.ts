/** What the ray under the cursor meets: sigma, transmittance and weight along it. */

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { shortText } from "../controls/numbers.ts";
import type { RayProfile } from "../engine/protocol.ts";
import type { Panel } from "./panel.ts";

export const rayPanel: Panel = { id: "ray", title: "Ray inspector", view };

const WIDTH = 300;
const HEIGHT = 96;

function view(bench: Workbench): TemplateResult {
	const { ray } = bench.tools;
	const { value, problem } = bench.sides[ray?.pane ?? "first"].questions.ray.answer;
	if (problem !== null) return html`<p class="problem">${problem}</p>`;
	if (!ray || !value) return html`<p class="hint">Point at the picture. A click holds the ray, another lets it go.</p>`;
	return html`
		${curve("sigma", value.sigma, value, [Math.min(0, ...value.sigma), Math.max(1, ...value.sigma)])}
		${curve("transmittance", value.transmittance, value, [0, 1])}
		${curve("weight", value.weight, value, [0, Math.max(1e-6, ...value.weight)])}
		${colours(value)}
		<dl class="facts">
			<dt>Pixel</dt><dd>${(ray.u * 100).toFixed(1)} %, ${(ray.v * 100).toFixed(1)} % ${ray.pinned ? "(held)" : nothing}</dd>
			<dt>Opacity</dt><dd>${value.opacity.toFixed(3)}</dd>
			<dt>Expected depth</dt><dd>${shortText(value.expectedDepth)}</dd>
		</dl>`;
}

/** One curve over depth, with its range and the expected depth. */
function curve(
	name: string,
	values: Float32Array,
	{ depths, expectedDepth }: RayProfile,
	[least, most]: readonly [number, number],
): TemplateResult {
	const [near = 0, far = 1] = [depths[0], depths.at(-1)];
	const x = (depth: number): number => ((depth - near) / (far - near)) * WIDTH;
	const y = (value: number): number => HEIGHT - 4 - ((value - least) / (most - least)) * (HEIGHT - 8);
	const points = Array.from(values, (value, at) => `${x(depths[at] ?? 0).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
	const mark: SVGTemplateResult | typeof nothing = Number.isFinite(expectedDepth)
		? svg`<line class="mark" x1=${x(expectedDepth)} x2=${x(expectedDepth)} y1="0" y2=${HEIGHT} />`
		: nothing;
	const label = `${name} along the ray, from ${shortText(least)} to ${shortText(most)}`;
	return html`
		<figure class="curve">
			<figcaption><span>${name}</span><span class="muted">${shortText(least)} … ${shortText(most)}</span></figcaption>
			<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
				<line class="axis" x1="0" x2=${WIDTH} y1=${y(Math.max(0, least))} y2=${y(Math.max(0, least))} />
				${mark}<polyline points=${points} />
			</svg>
		</figure>`;
}

/** The colours that the decoder gives along the ray, as a band. */
function colours({ colours: all, depths }: RayProfile): TemplateResult {
	const stops = Array.from({ length: all.length / 3 }, (_, at) => {
		const rgb = [0, 1, 2].map((channel) => Math.round(Math.min(Math.max(all[at * 3 + channel] ?? 0, 0), 1) * 255));
		return `rgb(${rgb.join(" ")})`;
	});
	const [near, far] = [depths[0] ?? 0, depths.at(-1) ?? 0];
	return html`
		<figure class="curve">
			<figcaption><span>colour</span><span class="muted">depth ${shortText(near)} … ${shortText(far)}</span></figcaption>
			<div class="band" role="img" aria-label="Colours along the ray" style="background: linear-gradient(to right, ${stops.join(", ")})"></div>
		</figure>`;
}
