/** A panel of a picture: title, frame, axes with marks. */

import type { SKRSContext2D } from "@napi-rs/canvas";
import { TYPEFACE } from "../../../platform/node/canvas.ts";
import { type Ticks, ticksOf } from "./ticks.ts";

export const COLOURS = {
	paper: "#ffffff",
	ink: "#1c2430",
	faint: "#6b7686",
	grid: "#e3e7ec",
	bars: "#3b6ea8",
	outline: "#d9822b",
} as const;

export interface PanelText {
	readonly title: string;
	readonly xLabel: string;
	readonly yLabel: string;
}

export interface Limits {
	readonly x: { readonly from: number; readonly to: number };
	readonly y: { readonly from: number; readonly to: number };
}

/** Where the inside of a panel lies, in pixels. */
export interface Box {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** A panel that was drawn, and how numbers become pixels in it. */
export interface Panel {
	readonly context: SKRSContext2D;
	readonly inside: Box;
	x(value: number): number;
	y(value: number): number;
}

const MARGIN = { left: 72, right: 16, top: 40, bottom: 52 } as const;
const MOST_TICKS = 7;

export function font(size: number, weight: 400 | 600 = 400): string {
	return `${weight} ${size}px ${TYPEFACE}`;
}

/** Draws title, grid and axes into `box`. */
export function drawPanel(context: SKRSContext2D, box: Box, text: PanelText, limits: Limits): Panel {
	const inside: Box = {
		left: box.left + MARGIN.left,
		top: box.top + MARGIN.top,
		width: box.width - MARGIN.left - MARGIN.right,
		height: box.height - MARGIN.top - MARGIN.bottom,
	};
	const { x: across, y: up } = limits;
	const panel: Panel = {
		context,
		inside,
		x: (value) => inside.left + ((value - across.from) / (across.to - across.from)) * inside.width,
		y: (value) => inside.top + inside.height * (1 - (value - up.from) / (up.to - up.from)),
	};
	context.textBaseline = "alphabetic";
	write(context, text.title, inside.left, box.top + 24, { size: 17, weight: 600 });
	write(context, text.xLabel, inside.left + inside.width / 2, box.top + box.height - 12, {
		align: "center",
		faint: true,
	});
	drawTicks(panel, limits);
	writeUpwards(panel, text.yLabel, box.left + 22);
	context.strokeStyle = COLOURS.faint;
	context.lineWidth = 1;
	context.strokeRect(inside.left, inside.top, inside.width, inside.height);
	return panel;
}

export interface WriteOptions {
	readonly size?: number;
	readonly weight?: 400 | 600;
	readonly align?: "left" | "center" | "right";
	readonly faint?: boolean;
}

export function write(context: SKRSContext2D, text: string, x: number, y: number, options: WriteOptions = {}): void {
	const { size = 13, weight = 400, align = "left", faint = false } = options;
	context.font = font(size, weight);
	context.textAlign = align;
	context.fillStyle = faint ? COLOURS.faint : COLOURS.ink;
	context.fillText(text, x, y);
}

function drawTicks(panel: Panel, { x, y }: Limits): void {
	const { context, inside } = panel;
	context.lineWidth = 1;
	const horizontal = ticksBetween(x);
	for (const [index, value] of horizontal.values.entries()) {
		line(context, panel.x(value), inside.top, panel.x(value), inside.top + inside.height);
		write(context, horizontal.labels[index] ?? "", panel.x(value), inside.top + inside.height + 17, {
			align: "center",
			size: 12,
		});
	}
	const vertical = ticksBetween(y);
	for (const [index, value] of vertical.values.entries()) {
		line(context, inside.left, panel.y(value), inside.left + inside.width, panel.y(value));
		write(context, vertical.labels[index] ?? "", inside.left - 7, panel.y(value) + 4, { align: "right", size: 12 });
	}
}

/** An axis may run downwards. */
function ticksBetween({ from, to }: Limits["x"]): Ticks {
	return ticksOf(Math.min(from, to), Math.max(from, to), MOST_TICKS);
}

function line(context: SKRSContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
	context.strokeStyle = COLOURS.grid;
	context.beginPath();
	context.moveTo(fromX, fromY);
	context.lineTo(toX, toY);
	context.stroke();
}

function writeUpwards({ context, inside }: Panel, text: string, x: number): void {
	context.save();
	context.translate(x, inside.top + inside.height / 2);
	context.rotate(-Math.PI / 2);
	write(context, text, 0, 0, { align: "center", faint: true });
	context.restore();
}
