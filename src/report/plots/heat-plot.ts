/** Numbers over two axes: as coloured cells, each with its number in it. */

import { cell, text } from "@observablehq/plot";
import { sequentialColour } from "./palette.ts";
import type { PlotText } from "./plot-heading.ts";
import { axisOf, drawPlot, PLOT_SIZE, type PlotHost, type SvgPlot } from "./svg-plot.ts";

export interface HeatCells {
	/** Names of the columns and rows, as they stand on the axes; each once. */
	readonly columns: readonly string[];
	readonly rows: readonly string[];
	/** [rows][columns]; `null` leaves a cell empty. */
	readonly values: readonly (readonly (number | null)[])[];
	/** What the darkest and the lightest colour stand for. */
	readonly from: number;
	readonly to: number;
	/** A number as it stands in its cell. */
	readonly format: (value: number) => string;
}

interface HeatCell {
	readonly column: string;
	readonly row: string;
	readonly value: number;
}

/** Least size of a cell, pixels. */
const CELL = { width: 46, height: 30 } as const;
const MARGINS = { marginLeft: 48, marginRight: 8, marginBottom: 44 } as const;

/** Draws the first row on top. */
export function heatPlot(host: PlotHost, words: PlotText, cells: HeatCells): SvgPlot {
	const { columns, rows, values, from, to, format } = cells;
	const filled: HeatCell[] = rows.flatMap((row, index) =>
		columns.flatMap((column, at) => {
			const value = values[index]?.[at] ?? null;
			return value === null ? [] : [{ column, row, value }];
		}),
	);
	const shareOf = ({ value }: HeatCell): number => (to === from ? 0 : (value - from) / (to - from));
	const place = { x: "column", y: "row" } as const;
	const drawn = {
		...MARGINS,
		x: { ...axisOf(words.xLabel), grid: false, domain: [...columns] },
		y: { ...axisOf(null), grid: false, domain: [...rows] },
		marks: [
			cell(filled, {
				...place,
				fill: (one: HeatCell) => `rgb(${sequentialColour(shareOf(one)).join(", ")})`,
				inset: 0.5,
			}),
			text(filled, {
				...place,
				text: (one: HeatCell) => format(one.value),
				fill: (one: HeatCell) => (shareOf(one) > 0.55 ? "black" : "white"),
			}),
		],
	};
	const least = columns.length * CELL.width + MARGINS.marginLeft + MARGINS.marginRight;
	return drawPlot(host, words, drawn, [], {
		width: Math.max(PLOT_SIZE.width, least),
		frame: rows.length * CELL.height + MARGINS.marginBottom,
	});
}
