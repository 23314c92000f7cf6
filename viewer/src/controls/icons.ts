/** The page's few icons, drawn on a grid of 16 with lines of one width. */

import { html, svg, type TemplateResult } from "lit";

const PATHS = {
	undo: svg`<path d="M6 3 3 6l3 3"/><path d="M3 6h6a4 4 0 0 1 0 8H7"/>`,
	redo: svg`<path d="m10 3 3 3-3 3"/><path d="M13 6H7a4 4 0 0 0 0 8h2"/>`,
	link: svg`<path d="M6.5 9.5 9.5 6.5"/><path d="M7.5 4.5 9 3a2.8 2.8 0 0 1 4 4l-1.5 1.5"/><path d="M8.5 11.5 7 13a2.8 2.8 0 0 1-4-4l1.5-1.5"/>`,
	camera: svg`<path d="M2 5h2.5L6 3h4l1.5 2H14v8H2z"/><circle cx="8" cy="9" r="2.4"/>`,
	sun: svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1"/>`,
	moon: svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z"/>`,
	help: svg`<circle cx="8" cy="8" r="6"/><path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2"/><path d="M8 11.4v.1"/>`,
	reset: svg`<path d="M3.2 6A5.2 5.2 0 1 1 3 9.5"/><path d="M3 3v3.2h3.2"/>`,
	dice: svg`<rect x="2.5" y="2.5" width="11" height="11" rx="2.2"/><path d="M5.6 5.6v.1M10.4 5.6v.1M8 8v.1M5.6 10.4v.1M10.4 10.4v.1"/>`,
	previous: svg`<path d="M10 3 5 8l5 5"/>`,
	next: svg`<path d="m6 3 5 5-5 5"/>`,
	play: svg`<path d="M5 3.2v9.6L12.5 8z"/>`,
	pause: svg`<path d="M5.5 3.5v9M10.5 3.5v9"/>`,
	close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
	open: svg`<path d="M2 12.5v-9h4l1.5 2H14v7z"/>`,
	save: svg`<path d="M8 2v7.5"/><path d="m5 7 3 3 3-3"/><path d="M2.5 11v2.5h11V11"/>`,
	film: svg`<rect x="2" y="3" width="12" height="10" rx="1.5"/><path d="M6.8 6v4l3.4-2z"/>`,
} as const;

export type IconName = keyof typeof PATHS;

/** Not read out: whoever uses it gives the button a label. */
export function icon(name: IconName): TemplateResult {
	return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${PATHS[name]}</svg>`;
}
