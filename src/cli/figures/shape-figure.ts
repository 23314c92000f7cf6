/** The figure of pictures beside shapes: one row per person, two views each. */

import type { FigureView } from "../../analysis/shapes/figure-views.ts";
import { drawSheet } from "./labelled-sheet.ts";
import { signed } from "./signed-number.ts";

export interface FigureRow {
	readonly seed: number;
	readonly level: number;
	readonly views: readonly FigureView[];
}

export function shapeFigure(network: string, rows: readonly FigureRow[], word = "seed"): Promise<Uint8Array> {
	return drawSheet({
		title: `${network} · pictures and shapes`,
		subtitle: ["super-resolved picture beside the surface of sigma at its level, from the same camera; true angles"],
		columns: (rows[0]?.views ?? []).flatMap(({ camera }) => {
			const angle = `${signed(Number(camera.trueDegrees.yaw.toFixed(1)))}°`;
			return [[`picture, yaw ${angle}`], [`shape, yaw ${angle}`]];
		}),
		rows: rows.map(({ seed, level }) => [`${word} ${seed}`, `sigma ${Number(level.toPrecision(3))}`]),
		cells: rows.map(({ views }) => views.flatMap(({ image, shape }) => [{ pixels: image }, { pixels: shape }])),
	});
}
