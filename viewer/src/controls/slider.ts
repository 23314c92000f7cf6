/** A number: a slider for the hand, a field for exact values, one label for both, and a way back to the default. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Limit } from "../state/limits.ts";
import { icon } from "./icons.ts";

export interface SliderOptions {
	/** Unique on the page. */
	readonly id: string;
	readonly label: string;
	readonly value: number;
	readonly limit: Limit;
	/** Digits behind the point in the field. */
	readonly digits?: number;
	/** "°" */
	readonly unit?: string;
	/** What the reset goes back to; no reset where it is left out. */
	readonly fallback?: number;
	/** One line below. */
	readonly hint?: string | TemplateResult;
	/** What the value costs is too much to be told of on the move. */
	readonly settlesOnly?: boolean;
	/** While the slider moves; what comes last is followed by `onSettle`. */
	onInput(value: number): void;
	onSettle(): void;
}

export function slider(options: SliderOptions): TemplateResult {
	const {
		id,
		label,
		value,
		limit,
		digits = 2,
		unit = "",
		fallback,
		hint,
		settlesOnly = false,
		onInput,
		onSettle,
	} = options;
	const text = value.toFixed(digits).replace(/\.?0+$/, (zeros) => (zeros.startsWith(".") ? "" : zeros));
	const take = (event: Event): void => {
		const number = (event.target as HTMLInputElement).valueAsNumber;
		if (Number.isFinite(number)) onInput(Math.min(Math.max(number, limit.least), limit.most));
	};
	const finish = (event: Event): void => {
		take(event);
		onSettle();
	};
	// a field is drawn again only when its number changes, since it may be in the middle of being typed into; what cannot be
	// taken goes back
	const finishField = (event: Event): void => {
		finish(event);
		(event.target as HTMLInputElement).value = text;
	};
	const isDefault = fallback === undefined || Math.abs(value - fallback) < 1e-9;
	return html`
		<div class="field">
			<div class="field-head">
				<label for=${id}>${label}</label>
				${
					isDefault
						? nothing
						: html`<button class="quiet reset" title="Back to ${fallback}" aria-label="Reset ${label}"
							@click=${() => {
								onInput(fallback);
								onSettle();
							}}>${icon("reset")}</button>`
				}
				<span class="number">
					<input type="number" aria-label="${label}, value" .value=${text}
						min=${limit.least} max=${limit.most} step="any" @change=${finishField} />${unit ? html`<span aria-hidden="true">${unit}</span>` : nothing}
				</span>
			</div>
			<input id=${id} type="range" style=${filled(value, limit)} min=${limit.least} max=${limit.most} step=${limit.step}
				.value=${settlesOnly ? String(value) : live(String(value))} @input=${settlesOnly ? nothing : take} @change=${finish} />
			${hint ? html`<p class="hint">${hint}</p>` : nothing}
		</div>
	`;
}

/** The part of the track that is coloured: from zero, or from the least where nothing is negative, to the value. */
function filled(value: number, { least, most }: Limit): string {
	const share = (at: number): number => ((Math.min(Math.max(at, least), most) - least) / (most - least || 1)) * 100;
	const [origin, end] = [share(0), share(value)];
	return `--from: ${Math.min(origin, end).toFixed(2)}%; --to: ${Math.max(origin, end).toFixed(2)}%`;
}
