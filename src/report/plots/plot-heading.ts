/** What stands above the frame of a plot: title, a smaller line, the legend and the label of the vertical axis. */

import { escapeXml } from "./escape-xml.ts";
import { GREY, INK } from "./palette.ts";

export interface PlotText {
	readonly title: string;
	/** A smaller line under the title. */
	readonly subtitle?: string;
	/** With units. */
	readonly xLabel: string;
	/** With units. It stands level, above the axis. */
	readonly yLabel: string;
}

/** A name of the legend, with a sample of its line or of its points. */
export interface LegendItem {
	readonly name: string;
	readonly colour: string;
	/** As SVG has it; `null` is a point. */
	readonly dashes: string | null;
}

export interface PlotHeading {
	/** Elements of an `<svg>`. */
	readonly svg: string;
	/** Pixels from the top to where the frame may begin. */
	readonly height: number;
}

/** Distance of the heading from both sides. */
const SIDE = 8;
const TITLE = { size: 14, line: 18, letter: 7.7 } as const;
const TEXT = { size: 12, line: 17, letter: 6.5 } as const;
const SAMPLE_WIDTH = 24;
const ITEM_GAP = 16;

/** Lays the heading out in `width` pixels: long titles break, legends go on in the next row. */
export function plotHeading(
	{ title, subtitle, yLabel }: PlotText,
	legend: readonly LegendItem[],
	width: number,
): PlotHeading {
	const room = width - 2 * SIDE;
	let y = 0;
	const text = (words: string, style: typeof TITLE | typeof TEXT, look: string): string => {
		y += style.line;
		return `<text x="${SIDE}" y="${y}" text-anchor="start" font-size="${style.size}" ${look}>${escapeXml(words)}</text>`;
	};
	const lines = [
		...brokenLines(title, room / TITLE.letter).map((words) => text(words, TITLE, `font-weight="600" fill="${INK}"`)),
		...brokenLines(subtitle ?? "", room / TEXT.letter).map((words) => text(words, TEXT, `fill="${GREY}"`)),
	];
	const items = legendRows(legend, room).map((row) => {
		y += TEXT.line;
		return row.map(({ item, x }) => legendItem(item, x + SIDE, y)).join("");
	});
	const label = text(yLabel, TEXT, `fill="${GREY}"`);
	return { svg: [...lines, ...items, label].join(""), height: y + 12 };
}

/** Words in lines of at most `letters`, if words allow it. */
function brokenLines(words: string, letters: number): string[] {
	const lines: string[] = [];
	for (const word of words.split(" ").filter((part) => part !== "")) {
		const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
		if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}

interface PlacedItem {
	readonly item: LegendItem;
	readonly x: number;
}

function legendRows(legend: readonly LegendItem[], room: number): PlacedItem[][] {
	const rows: PlacedItem[][] = [];
	let x = 0;
	for (const item of legend) {
		const width = SAMPLE_WIDTH + item.name.length * TEXT.letter + ITEM_GAP;
		const row = rows.at(-1);
		if (row && x + width - ITEM_GAP <= room) {
			row.push({ item, x });
		} else {
			rows.push([{ item, x: 0 }]);
			x = 0;
		}
		x += width;
	}
	return rows;
}

/** Colour is in the sample only: names stay legible in ink. */
function legendItem({ name, colour, dashes }: LegendItem, x: number, y: number): string {
	const middle = y - 4;
	const sample =
		dashes === null
			? `<circle cx="${x + 9}" cy="${middle}" r="4" fill="${colour}"/>`
			: `<line x1="${x}" x2="${x + 18}" y1="${middle}" y2="${middle}" stroke="${colour}" stroke-width="3" stroke-dasharray="${dashes}"/>`;
	return `${sample}<text x="${x + SAMPLE_WIDTH}" y="${y}" text-anchor="start" font-size="${TEXT.size}" fill="${INK}">${escapeXml(name)}</text>`;
}
