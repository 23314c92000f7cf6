/** The figure of pictures beside shapes: one row per person, two views each. */

import { FIGURE_ANGLES, type FigureView } from "../../analysis/shapes/figure-views.ts";
import { drawSheet } from "./labelled-sheet.ts";

export interface FigureRow {
	readonly seed: number;
	readonly level: number;
	readonly views: readonly FigureView[];
}

export function shapeFigure(network: string, rows: readonly FigureRow[]): Promise<Uint8Array> {
	return drawSheet({
		title: `${network} · pictures and shapes`,
		subtitle: ["super-resolved picture beside the surface of sigma at its level, from the same camera; true angles"],
		columns: FIGURE_ANGLES.flatMap(({ yaw }) => {
			const angle = `${yaw < 0 ? "−" : "+"}${Math.abs(yaw)}°`;
			return [[`picture, yaw ${angle}`], [`shape, yaw ${angle}`]];
		}),
		rows: rows.map(({ seed, level }) => [`seed ${seed}`, `sigma ${Number(level.toPrecision(3))}`]),
		cells: rows.map(({ views }) => views.flatMap(({ image, shape }) => [{ pixels: image }, { pixels: shape }])),
	});
}
