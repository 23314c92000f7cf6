/** The pose statistics of a dataset as one picture. */

import type { Histogram } from "../../../analysis/dataset/histogram.ts";
import type { PoseStatistics } from "../../../analysis/dataset/pose-statistics.ts";
import { degrees } from "../../../camera/angles.ts";
import { newPicture } from "../../../platform/node/canvas.ts";
import { formatCount } from "../../text-table.ts";
import { drawYawPitch } from "./heat-panel.ts";
import { drawHistogram } from "./histogram-panel.ts";
import { type Box, COLOURS, write } from "./panel.ts";

const WIDTH = 1640;
const HEIGHT = 980;
const HEAD = 84;
const COLUMNS = 3;
const ROWS = 2;

/** Draws six panels as a PNG; `name` is what the dataset is called. */
export async function statsPicture(name: string, statistics: PoseStatistics): Promise<Uint8Array> {
	const picture = newPicture(WIDTH, HEIGHT);
	const { context } = picture;
	context.fillStyle = COLOURS.paper;
	context.fillRect(0, 0, WIDTH, HEIGHT);
	const { items, pivot, quantities, yawPitch } = statistics;
	write(context, `Cameras of ${name}`, 24, 40, { size: 24, weight: 600 });
	write(context, `${formatCount(items)} images · ${pivotText(pivot)}`, 24, 66, { size: 14, faint: true });
	const yLabel = "images";
	drawHistogram(
		context,
		panelBox(0, 0),
		{ title: "Yaw", xLabel: "degrees; positive: the camera is to the right of the scene", yLabel },
		{ name: "true, about the pivot", histogram: quantities.trueYawDegrees.histogram },
		{ name: "published parameter · 180/π", histogram: asDegrees(quantities.publishedYaw.histogram) },
	);
	drawHistogram(
		context,
		panelBox(1, 0),
		{ title: "Pitch", xLabel: "degrees; positive: from below", yLabel },
		{ name: "true, about the pivot", histogram: quantities.truePitchDegrees.histogram },
		{ name: "published parameter · 180/π", histogram: asDegrees(quantities.publishedPitch.histogram) },
	);
	const yawPitchText = {
		title: "Yaw and pitch",
		xLabel: "true yaw, degrees; darker is more, by logarithm",
		yLabel: "true pitch, degrees",
	};
	drawYawPitch(context, panelBox(2, 0), yawPitchText, yawPitch);
	const plain = [
		{ title: "Radius", xLabel: "distance from the origin, world units", quantity: quantities.radius },
		{ title: "Field of view", xLabel: "true horizontal, degrees", quantity: quantities.horizontalFovDegrees },
		{ title: "Roll", xLabel: "degrees about the optical axis", quantity: quantities.rollDegrees },
	];
	for (const [column, { title, xLabel, quantity }] of plain.entries()) {
		drawHistogram(
			context,
			panelBox(column, 1),
			{ title, xLabel, yLabel },
			{ name: title, histogram: quantity.histogram },
		);
	}
	return await picture.png();
}

function panelBox(column: number, row: number): Box {
	const width = WIDTH / COLUMNS;
	const height = (HEIGHT - HEAD) / ROWS;
	return { left: column * width, top: HEAD + row * height, width, height };
}

/** The published parameters are radians, of pitch in name only. */
function asDegrees({ from, to, counts }: Histogram): Histogram {
	return { from: degrees(from), to: degrees(to), counts };
}

function pivotText({ point, from }: PoseStatistics["pivot"]): string {
	const chosen = {
		given: "true angles about the given pivot",
		estimated: "true angles about the point that the cameras look at,",
		origin: "true angles about the origin, since the cameras do not say what they look at:",
	}[from];
	return `${chosen} ${point.map((value) => value.toFixed(3).replace("-", "−")).join(", ")}`;
}
