/** Sheets of pictures with words: a title, names of rows and columns, captions under the pictures, a legend. */

import { newPicture } from "../../platform/node/canvas.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { COLOURS, font, type WriteOptions, write } from "../dataset/picture/panel.ts";
import { drawPixels } from "./draw-pixels.ts";

export interface SheetCell {
	readonly pixels: PixelImage;
	/** Lines under the picture. */
	readonly caption?: readonly string[];
	/** Places with a name, 0 to 1 from the left and from the top. */
	readonly marks?: readonly { readonly u: number; readonly v: number; readonly name: string }[];
}

export interface LegendEntry {
	/** As CSS has it. */
	readonly colour: string;
	readonly name: string;
}

export interface LabelledSheet {
	readonly title: string;
	/** Lines under the title. */
	readonly subtitle: readonly string[];
	/** Lines over each column. */
	readonly columns: readonly (readonly string[])[];
	/** Lines beside each row. */
	readonly rows: readonly (readonly string[])[];
	/** [rows][columns]; `null` leaves a place empty. */
	readonly cells: readonly (readonly (SheetCell | null)[])[];
	/** Width and height of a picture on the sheet, pixels. Default: the largest picture's own, 128 to 256. */
	readonly cellSide?: number;
	readonly legend?: readonly LegendEntry[];
}

const MARGIN = 24;
const LINE = 17;
const GAP = 8;
const SMALL: WriteOptions = { size: 13 };
const CAPTION: WriteOptions = { size: 12, faint: true };
const LETTER_WIDTH = 6.6;
const CELL_LIMITS = [128, 256] as const;

interface Layout {
	readonly side: number;
	readonly columnWidth: number;
	readonly rowHeight: number;
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** Draws a sheet as a PNG; equal sheets give equal bytes. */
export async function drawSheet(sheet: LabelledSheet): Promise<Uint8Array> {
	const layout = layOut(sheet);
	const picture = newPicture(layout.width, layout.height);
	const { context } = picture;
	context.fillStyle = COLOURS.paper;
	context.fillRect(0, 0, layout.width, layout.height);
	context.textBaseline = "alphabetic";
	write(context, sheet.title, MARGIN, 38, { size: 20, weight: 600 });
	for (const [line, words] of sheet.subtitle.entries()) {
		write(context, words, MARGIN, 62 + line * LINE, { size: 13, faint: true });
	}
	drawNames(context, sheet, layout);
	for (const [row, cells] of sheet.cells.entries()) {
		for (const [column, cell] of cells.entries()) if (cell) drawCell(context, cell, row, column, layout);
	}
	drawLegend(context, sheet.legend ?? [], layout);
	return picture.png();
}

function layOut({ title, subtitle, columns, rows, cells, cellSide, legend = [] }: LabelledSheet): Layout {
	const all = cells.flat().filter((cell) => cell !== null);
	const [least, most] = CELL_LIMITS;
	const largest = Math.max(1, ...all.map(({ pixels }) => Math.max(pixels.width, pixels.height)));
	const side = cellSide ?? Math.min(Math.max(largest, least), most);
	const captionLines = Math.max(0, ...all.map(({ caption = [] }) => caption.length));
	const widest = textWidth([...columns.flat(), ...all.flatMap(({ caption = [] }) => caption)]);
	// whole pixels, so that pictures keep sharp edges
	const columnWidth = Math.ceil(Math.max(side, widest)) + GAP;
	const rowHeight = side + captionLines * (LINE - 1) + GAP + (captionLines > 0 ? 6 : 0);
	const left = MARGIN + (rows.flat().length > 0 ? Math.ceil(textWidth(rows.flat())) + 12 : 0);
	const headerLines = Math.max(0, ...columns.map((lines) => lines.length));
	const top = 62 + subtitle.length * LINE + headerLines * LINE + 6;
	const heading = Math.max(11 * title.length, textWidth(subtitle) * 1.05);
	const width = Math.ceil(Math.max(left + columns.length * columnWidth, heading + MARGIN) + MARGIN);
	const height = Math.ceil(top + cells.length * rowHeight + (legend.length > 0 ? 34 : 0) + 12);
	return { side, columnWidth, rowHeight, left, top, width, height };
}

type Context = Parameters<typeof write>[0];

function drawNames(context: Context, { columns, rows }: LabelledSheet, layout: Layout): void {
	const { left, top, columnWidth, rowHeight, side } = layout;
	for (const [column, lines] of columns.entries()) {
		const x = left + column * columnWidth + side / 2;
		for (const [line, words] of lines.entries()) {
			write(context, words, x, top - 8 - (lines.length - 1 - line) * LINE, { ...SMALL, align: "center" });
		}
	}
	for (const [row, lines] of rows.entries()) {
		const middle = top + row * rowHeight + side / 2 - ((lines.length - 1) * LINE) / 2 + 5;
		for (const [line, words] of lines.entries()) {
			write(context, words, left - 12, middle + line * LINE, { ...SMALL, align: "right" });
		}
	}
}

function drawCell(context: Context, cell: SheetCell, row: number, column: number, l: Layout): void {
	const { pixels, caption = [], marks = [] } = cell;
	const x = l.left + column * l.columnWidth;
	const y = l.top + row * l.rowHeight;
	drawPixels(context, pixels, { left: x, top: y, width: l.side, height: l.side });
	for (const { u, v, name } of marks) drawMark(context, name, x + u * l.side, y + v * l.side);
	for (const [line, words] of caption.entries()) {
		write(context, words, x + l.side / 2, y + l.side + 15 + line * (LINE - 1), { ...CAPTION, align: "center" });
	}
}

/** A ring, white on black, so that it shows on any picture, with its name beside it. */
function drawMark(context: Context, name: string, x: number, y: number): void {
	for (const [colour, width] of [
		["#000000", 4],
		["#ffffff", 2],
	] as const) {
		context.strokeStyle = colour;
		context.lineWidth = width;
		context.beginPath();
		context.arc(x, y, 5, 0, 2 * Math.PI);
		context.stroke();
	}
	context.font = font(14, 600);
	context.textAlign = "left";
	context.lineWidth = 3;
	context.strokeStyle = "#000000";
	context.strokeText(name, x + 9, y + 5);
	context.fillStyle = "#ffffff";
	context.fillText(name, x + 9, y + 5);
}

function drawLegend(context: Context, entries: readonly LegendEntry[], { left, height }: Layout): void {
	let x = left;
	for (const { colour, name } of entries) {
		context.fillStyle = colour;
		context.fillRect(x, height - 31, 14, 14);
		context.strokeStyle = COLOURS.faint;
		context.lineWidth = 1;
		context.strokeRect(x, height - 31, 14, 14);
		write(context, name, x + 20, height - 19, SMALL);
		x += 20 + textWidth([name]) + 22;
	}
}

/** Of the longest text, at the size of names; a little more than it takes. */
function textWidth(texts: readonly string[]): number {
	return Math.max(0, ...texts.map((text) => text.length * LETTER_WIDTH));
}
