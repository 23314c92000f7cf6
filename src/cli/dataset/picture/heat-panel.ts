/** Counts over two axes as darkness, on a logarithmic scale, so that single cameras show beside thousands. */

import type { SKRSContext2D } from "@napi-rs/canvas";
import type { PoseStatistics } from "../../../analysis/dataset/pose-statistics.ts";
import { type Box, drawPanel, type PanelText } from "./panel.ts";

/** From nothing to the fullest bin. */
const SCALE: readonly (readonly [number, number, number])[] = [
	[255, 255, 255],
	[198, 219, 239],
	[107, 174, 214],
	[33, 113, 181],
	[8, 48, 107],
];

/** Draws yaw across and pitch up, both as they are looked at: pitch from above the face is at the top. */
export function drawYawPitch(
	context: SKRSContext2D,
	box: Box,
	text: PanelText,
	grid: PoseStatistics["yawPitch"],
): void {
	const { yaw, pitch, counts } = grid;
	// negative pitch is from above
	const limits = { x: yaw, y: { from: pitch.to, to: pitch.from } };
	const panel = drawPanel(context, box, text, limits);
	const most = Math.max(1, ...counts.flat());
	const rowStep = (pitch.to - pitch.from) / counts.length;
	for (const [row, columns] of counts.entries()) {
		const top = panel.y(pitch.from + row * rowStep);
		const height = panel.y(pitch.from + (row + 1) * rowStep) - top;
		const columnStep = (yaw.to - yaw.from) / columns.length;
		for (const [column, count] of columns.entries()) {
			if (count === 0) continue;
			const left = panel.x(yaw.from + column * columnStep);
			const width = panel.x(yaw.from + (column + 1) * columnStep) - left;
			context.fillStyle = colourOf(Math.log1p(count) / Math.log1p(most));
			context.fillRect(left, top, width + 0.5, height + 0.5);
		}
	}
}

function colourOf(share: number): string {
	const place = share * (SCALE.length - 1);
	const below = Math.min(Math.floor(place), SCALE.length - 2);
	const [low = [0, 0, 0], high = [0, 0, 0]] = SCALE.slice(below, below + 2);
	const mixed = low.map((value, channel) => Math.round(value + ((high[channel] ?? 0) - value) * (place - below)));
	return `rgb(${mixed.join(", ")})`;
}
