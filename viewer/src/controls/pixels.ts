/** A small picture of bytes: a canvas that is drawn again when its pixels are others. */

import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Pixels } from "../engine/protocol.ts";

const drawn = new WeakMap<Element, Pixels>();

export function pixelsView(picture: Pixels, label: string): TemplateResult {
	const draw = (element: Element | undefined): void => {
		if (!(element instanceof HTMLCanvasElement) || drawn.get(element) === picture) return;
		drawn.set(element, picture);
		drawPixels(element, picture);
	};
	return html`<canvas class="pixels" role="img" aria-label=${label} ${ref(draw)}></canvas>`;
}

/** Makes the canvas as large as the picture and draws it. */
export function drawPixels(canvas: HTMLCanvasElement, { width, height, pixels }: Pixels): void {
	if (canvas.width !== width || canvas.height !== height) {
		canvas.width = width;
		canvas.height = height;
	}
	canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
}
