/** Where frames are drawn: one canvas for each pane. */

import { drawPixels } from "../controls/pixels.ts";
import type { Frame } from "../engine/protocol.ts";

export type PaneName = "first" | "second";

export interface Screen {
	readonly canvas: Readonly<Record<PaneName, HTMLCanvasElement>>;
	draw(pane: PaneName, frame: Frame): void;
}

export function createScreen(): Screen {
	const canvas = { first: pictureCanvas("Picture"), second: pictureCanvas("Picture of the second network") };
	return {
		canvas,
		draw: (pane, frame) => {
			drawPixels(canvas[pane], frame);
			canvas[pane].dataset.type = frame.type;
		},
	};
}

function pictureCanvas(label: string): HTMLCanvasElement {
	const canvas = document.createElement("canvas");
	canvas.className = "picture";
	canvas.width = 64;
	canvas.height = 64;
	canvas.tabIndex = 0;
	canvas.setAttribute("role", "img");
	canvas.setAttribute("aria-label", `${label}. Drag or use the arrow keys to turn, plus and minus to zoom.`);
	return canvas;
}
