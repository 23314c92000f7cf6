/** One of a few: radio buttons that look like one bar. */

import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

export interface ChoiceOptions<T extends string> {
	/** Unique on the page. */
	readonly id: string;
	readonly label: string;
	/** The label is read out, not shown. */
	readonly hideLabel?: boolean;
	readonly value: T;
	readonly options: readonly (readonly [value: T, label: string])[];
	onChange(value: T): void;
}

export function choice<T extends string>(options: ChoiceOptions<T>): TemplateResult {
	const { id, label, hideLabel = false, value, onChange } = options;
	return html`
		<fieldset class="choice">
			<legend class=${hideLabel ? "unseen" : ""}>${label}</legend>
			<div class="bar">
				${options.options.map(
					([name, text]) => html`
						<label>
							<input type="radio" name=${id} value=${name} .checked=${live(name === value)} @change=${() => onChange(name)} />
							<span>${text}</span>
						</label>`,
				)}
			</div>
		</fieldset>
	`;
}
