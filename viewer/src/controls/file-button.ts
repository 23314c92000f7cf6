/** A button that opens the system's dialog for one file. */

import { html, type TemplateResult } from "lit";

interface FileButton {
	readonly label: TemplateResult | string;
	/** As `<input accept>` takes it. */
	readonly accept: string;
	readonly onFile: (file: File) => void;
}

export function fileButton({ label, accept, onFile }: FileButton): TemplateResult {
	const picked = (event: Event): void => {
		const input = event.target as HTMLInputElement;
		const file = input.files?.[0];
		// the same file may be picked again
		input.value = "";
		if (file) onFile(file);
	};
	return html`<label class="button">${label} <input class="unseen" type="file" accept=${accept} @change=${picked} /></label>`;
}
