/** Bars of a histogram, with the outline of another one over them. */

import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Histogram } from "../../../analysis/dataset/histogram.ts";
import { type Box, COLOURS, drawPanel, type Panel, type PanelText, write } from "./panel.ts";

export interface NamedHistogram {
	readonly name: string;
	readonly histogram: Histogram;
}

/** Draws both over a range that takes in both; the outline counts per bin of the bars, so that heights compare. */
export function drawHistogram(
	context: SKRSContext2D,
	box: Box,
	text: PanelText,
	bars: NamedHistogram,
	outline?: NamedHistogram,
): void {
	const over = outline && { ...outline, histogram: perBinOf(bars.histogram, outline.histogram) };
	const all = [bars.histogram, ...(over ? [over.histogram] : [])];
	const x = { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
	const most = Math.max(1, ...all.flatMap(({ counts }) => counts));
	// the legend stands above the highest bar
	const headroom = over ? 1.25 : 1.08;
	const panel = drawPanel(context, box, text, { x, y: { from: 0, to: most * headroom } });
	drawBars(panel, bars.histogram);
	if (!over) return;
	drawOutline(panel, over.histogram);
	drawLegend(panel, [
		{ name: bars.name, colour: COLOURS.bars },
		{ name: over.name, colour: COLOURS.outline },
	]);
}

function perBinOf(bars: Histogram, { from, to, counts }: Histogram): Histogram {
	const factor = binWidth(bars) / binWidth({ from, to, counts });
	return { from, to, counts: counts.map((count) => count * factor) };
}

function binWidth({ from, to, counts }: Histogram): number {
	return (to - from) / counts.length;
}

function drawBars(panel: Panel, { from, to, counts }: Histogram): void {
	const { context } = panel;
	const step = binWidth({ from, to, counts });
	context.fillStyle = COLOURS.bars;
	for (const [bin, count] of counts.entries()) {
		const left = panel.x(from + bin * step);
		const right = panel.x(from + (bin + 1) * step);
		const gap = right - left > 4 ? 1 : 0;
		context.fillRect(left, panel.y(count), right - left - gap, panel.y(0) - panel.y(count));
	}
}

function drawOutline(panel: Panel, { from, to, counts }: Histogram): void {
	const { context } = panel;
	const step = binWidth({ from, to, counts });
	context.strokeStyle = COLOURS.outline;
	context.lineWidth = 2;
	context.beginPath();
	context.moveTo(panel.x(from), panel.y(0));
	for (const [bin, count] of counts.entries()) {
		context.lineTo(panel.x(from + bin * step), panel.y(count));
		context.lineTo(panel.x(from + (bin + 1) * step), panel.y(count));
	}
	context.lineTo(panel.x(to), panel.y(0));
	context.stroke();
}

function drawLegend(
	{ context, inside }: Panel,
	entries: readonly { readonly name: string; readonly colour: string }[],
): void {
	for (const [row, { name, colour }] of entries.entries()) {
		const y = inside.top + 16 + row * 18;
		context.fillStyle = colour;
		context.fillRect(inside.left + 10, y - 9, 12, 10);
		write(context, name, inside.left + 28, y, { size: 12 });
	}
}
