/** Style mixing: some layers of another person. Early layers make the shape, late ones the colours. */

import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Workbench } from "../app/workbench.ts";
import { within } from "../state/limits.ts";
import type { Panel } from "./panel.ts";

export const mixingPanel: Panel = { id: "mixing", title: "Style mixing", view };

function view(bench: Workbench): TemplateResult {
	const { mix } = bench.state.person;
	const numWs = bench.readings.facts?.numWs ?? 0;
	const setSeed = (event: Event): void => {
		const seed = within("seed", (event.target as HTMLInputElement).valueAsNumber, mix.seed);
		bench.changePerson({ mix: { ...mix, seed } });
		(event.target as HTMLInputElement).value = String(mix.seed);
	};
	const setLayers = (layers: readonly number[]): void => bench.changePerson({ mix: { ...mix, layers } });
	const all = Array.from({ length: numWs }, (_, layer) => layer);
	const toggle = (layer: number): void =>
		setLayers(all.filter((one) => (one === layer ? !mix.layers.includes(one) : mix.layers.includes(one))));
	const third = Math.ceil(numWs / 3);
	const presets: Readonly<Record<string, readonly number[]>> = {
		None: [],
		Coarse: all.slice(0, third),
		Middle: all.slice(third, 2 * third),
		Fine: all.slice(2 * third),
	};
	const picture = bench.thumbnails.of(mix.seed);
	return html`
		<div class="field-head">${picture === null ? "" : html`<img class="thumbnail" src=${picture} alt="Seed ${mix.seed}" />`}
			<label for="mix-seed">Other seed</label>
			<input id="mix-seed" type="number" min="0" step="1" .value=${String(mix.seed)} @change=${setSeed} /></div>
		<fieldset class="layers">
			<legend>Layers of the other</legend>
			<div class="layer-boxes">
				${all.map(
					(layer) => html`
						<label class="layer-box"><input class="layer-tick" type="checkbox" .checked=${live(mix.layers.includes(layer))} @change=${() => toggle(layer)} /><span class="layer-number">${layer}</span></label>`,
				)}
			</div>
		</fieldset>
		<div class="row">
			${Object.entries(presets).map(
				([name, layers]) =>
					html`<button aria-pressed=${layers.join() === mix.layers.join() ? "true" : "false"} @click=${() => setLayers(layers)}>${name}</button>`,
			)}
		</div>`;
}
