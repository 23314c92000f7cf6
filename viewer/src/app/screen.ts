/** Where things are drawn: one canvas and one place for a mesh for each pane. */

import { drawPixels } from "../controls/pixels.ts";
import type { Frame } from "../engine/protocol.ts";
import { MeshStage } from "../mesh/mesh-stage.ts";

export const PANE_NAMES = ["first", "second"] as const;

export type PaneName = (typeof PANE_NAMES)[number];

export interface Screen {
	readonly canvas: Readonly<Record<PaneName, HTMLCanvasElement>>;
	readonly mesh: Readonly<Record<PaneName, MeshStage>>;
	draw(pane: PaneName, frame: Frame): void;
}

const HOW = "Drag or use the arrow keys to turn, plus and minus to zoom.";

export function createScreen(): Screen {
	const canvas = { first: pictureCanvas("Picture"), second: pictureCanvas("Picture of the second network") };
	const mesh = { first: new MeshStage(`Mesh. ${HOW}`), second: new MeshStage(`Mesh of the second network. ${HOW}`) };
	return {
		...{ canvas, mesh },
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
	canvas.setAttribute("aria-label", `${label}. ${HOW}`);
	return canvas;
}
