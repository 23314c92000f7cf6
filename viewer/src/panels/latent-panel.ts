/** Single entries of z, and the principal directions of w. */

import { html, nothing, type TemplateResult } from "lit";
import { openDirections, saveDirections } from "../app/direction-files.ts";
import type { Workbench } from "../app/workbench.ts";
import { fileButton } from "../controls/file-button.ts";
import { icon } from "../controls/icons.ts";
import { slider } from "../controls/slider.ts";
import { messageOf } from "../pane/pane.ts";
import { LIMITS } from "../state/limits.ts";
import { seedAt } from "../state/seeds.ts";
import type { Panel } from "./panel.ts";

export const latentPanel: Panel = { id: "latent", title: "Latent", view };

/** Entries that can be set at a time. */
const MOST_ENTRIES = 16;

function view(bench: Workbench): TemplateResult {
	return html`${directions(bench)} ${bench.state.person.kept ? nothing : entries(bench)}`;
}

function directions(bench: Workbench): TemplateResult {
	const { value, problem } = bench.sides.first.questions.directions.answer;
	if (problem !== null) return html`<p class="problem">${problem}</p>`;
	if (!value) return html`<p class="hint" role="status">Finding the principal directions …</p>`;
	const amounts = bench.state.person.directions;
	const set = (index: number, amount: number): void => {
		const next = value.names.map((_, one) => (one === index ? amount : (amounts[one] ?? 0)));
		const used = next.findLastIndex((one) => one !== 0) + 1;
		bench.changePerson({ directions: next.slice(0, used) }, "gesture");
	};
	const about =
		value.source === null
			? `Ways in which ${value.samples} people differ most, in standard deviations; in brackets what share of all differences it is.`
			: `Of ${value.source}.`;
	return html`
		<h3>${value.source === null ? "Principal directions of w" : "Directions of w"}</h3>
		<p class="hint">${about}</p>
		${value.names.map((name, index) =>
			slider({
				id: `direction-${index}`,
				label: `${name}${shareText(value.shares?.[index])}`,
				value: amounts[index] ?? 0,
				limit: LIMITS.direction,
				fallback: 0,
				onInput: (amount) => set(index, amount),
				onSettle: bench.settle,
			}),
		)}
		<div class="row">
			${fileButton({ label: "Open saved ones", accept: ".safetensors", onFile: (file) => void openDirections(bench, file) })}
			<button @click=${() => void saveDirections(bench)}>Save these</button>
		</div>`;
}

function shareText(share: number | undefined): string {
	return share === undefined ? "" : ` (${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %)`;
}

function entries(bench: Workbench): TemplateResult {
	const { entries: set } = bench.state.person;
	const zDim = bench.readings.facts?.zDim ?? 512;
	const replace = (index: number, value: number | null, kind: "gesture" | "step"): void => {
		const others = bench.state.person.entries.filter(([one]) => one !== index);
		const next = value === null ? others : [...others, [index, value] as const].sort(([a], [b]) => a - b);
		bench.changePerson({ entries: next }, kind);
	};
	const add = (event: SubmitEvent): void => {
		event.preventDefault();
		const index = Number(new FormData(event.target as HTMLFormElement).get("entry"));
		if (!(Number.isInteger(index) && index >= 0 && index < zDim) || set.some(([one]) => one === index)) return;
		// as the seed has it, in the digits of links: on a seed nothing is seen to change until it is moved
		const seed = seedAt(bench.state.person.latent);
		bench.first.call("latentEntry", { seed, index }).then(
			(value) => replace(index, Math.round(value * 1000) / 1000, "step"),
			(error: unknown) => bench.say(messageOf(error), true),
		);
	};
	return html`
		<h3>Entries of z</h3>
		${set.map(
			([index, value]) => html`
				<div class="row top">
					<div class="grow">${slider({ id: `entry-${index}`, label: `z[${index}]`, value, limit: LIMITS.entry, onInput: (next) => replace(index, next, "gesture"), onSettle: bench.settle })}</div>
					<button class="quiet" title="Back to the seed's" aria-label="Back to the seed's entry ${index}" @click=${() => replace(index, null, "step")}>${icon("close")}</button>
				</div>`,
		)}
		${
			set.length < MOST_ENTRIES
				? html`<form class="row" @submit=${add}>
					<label for="entry">Entry</label>
					<input id="entry" name="entry" type="number" min="0" max=${zDim - 1} step="1" value="0" required />
					<button type="submit">Set by hand</button></form>`
				: nothing
		}
		<p class="hint">The mapping takes the length of z away, so that one large entry makes all others small.</p>`;
}
