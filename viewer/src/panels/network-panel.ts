/** Which network: beside the page, dropped, picked, by address, or kept in the browser. */

import { html, nothing, type TemplateResult } from "lit";
import type { Workbench } from "../app/workbench.ts";
import { fileButton } from "../controls/file-button.ts";
import { icon } from "../controls/icons.ts";
import { bytesText } from "../controls/numbers.ts";
import { sameChoice } from "../pane/network-opener.ts";
import type { NetworkChoice } from "../state/view-state.ts";
import type { Panel } from "./panel.ts";

export const networkPanel: Panel = { id: "network", title: "Network", view };

function view(bench: Workbench): TemplateResult {
	const { facts } = bench.readings;
	return html`
		<ul class="list" aria-label="Networks">
			${bench.shelf.embedded.map(({ name, bytes }) => row(bench, { kind: "embedded", name }, name, bytes))}
			${bench.shelf.stored.map((stored) => row(bench, stored.choice, stored.name, stored.bytes, () => void bench.shelf.remove(stored)))}
		</ul>
		<div class="row">
			${fileButton({ label: html`${icon("open")} Open a file`, accept: ".pkl,.safetensors", onFile: (file) => void bench.openFile(file) })}
			<span class="hint">or drop a .pkl or .safetensors anywhere</span>
		</div>
		<form class="row" @submit=${(event: SubmitEvent) => submitted(bench, event)}>
			<input class="grow" type="text" inputmode="url" name="address" placeholder="https://…" aria-label="Address of a network" />
			<button type="submit">Fetch</button>
		</form>
		${facts ? factsTable(bench) : nothing}
		${comparison(bench)}
	`;
}

function row(
	bench: Workbench,
	choice: NetworkChoice,
	name: string,
	bytes: number,
	remove?: () => void,
): TemplateResult {
	const isShown = sameChoice(choice, bench.state.network);
	return html`
		<li>
			<button class="row-button" aria-pressed=${isShown ? "true" : "false"} @click=${() => void bench.shelf.choose(choice)}>
				<span class="grow">${name}</span><span class="muted">${bytesText(bytes)}</span>
			</button>
			${
				remove
					? html`<button class="quiet" title="Remove from this browser" aria-label="Remove ${name} from this browser" @click=${remove}>${icon("close")}</button>`
					: nothing
			}
		</li>`;
}

function factsTable(bench: Workbench): TemplateResult {
	const { facts } = bench.readings;
	if (!facts) return html``;
	return html`
		<dl class="facts">
			<dt>Picture</dt><dd>${facts.imgResolution}² from ${facts.nrr}² rays, ${facts.coarse} + ${facts.fine} samples</dd>
			<dt>Planes</dt><dd>3 × ${facts.planeChannels} × ${facts.planeResolution}²${facts.triplaneDepth > 1 ? ` × ${facts.triplaneDepth} slices` : nothing}</dd>
			<dt>Latent</dt><dd>${facts.zDim} numbers, ${facts.numWs} ws</dd>
			${facts.notes.length > 0 ? html`<dt>Reading</dt><dd>${facts.notes.join("; ")}</dd>` : nothing}
			${facts.passedOver.length > 0 ? html`<dt>Passed over</dt><dd>${facts.passedOver.join("; ")}</dd>` : nothing}
		</dl>`;
}

/** A second network, seen by the same camera. */
function comparison(bench: Workbench): TemplateResult {
	const { compare, network } = bench.state;
	const choices: NetworkChoice[] = [
		...bench.shelf.embedded.map(({ name }) => ({ kind: "embedded", name }) as const),
		...bench.shelf.stored.map(({ choice }) => choice),
	];
	const choose = (event: Event): void => {
		const index = Number((event.target as HTMLSelectElement).value);
		bench.change((state) => ({ ...state, compare: choices[index] ?? null }));
	};
	return html`
		<div class="field-head">
			<label for="beside">Side by side with</label>
			<select id="beside" @change=${choose}>
				<option value="-1" ?selected=${compare === null}>no other network</option>
				${choices.map((one, index) => {
					const label = one.kind === "url" ? one.url : one.name;
					const itself = sameChoice(one, network) ? " (the same)" : "";
					return html`<option value=${index} ?selected=${compare !== null && sameChoice(one, compare)}>${label}${itself}</option>`;
				})}
			</select>
		</div>`;
}

function submitted(bench: Workbench, event: SubmitEvent): void {
	event.preventDefault();
	const form = event.target as HTMLFormElement;
	const address = new FormData(form).get("address");
	if (typeof address === "string" && address.trim() !== "") void bench.shelf.openAddress(address);
}
