/** Sheets of eyes: zoomed pictures from every yaw, the irises that were found marked, the gaze below. */

import { EYE_SIDES, type EyePicture } from "../../analysis/eyes/eye-picture.ts";
import type { ShownEyes } from "../../analysis/eyes/measure-eyes.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import { drawSheet } from "./labelled-sheet.ts";
import { signed } from "./signed-number.ts";

/** More people make a sheet that nobody looks at. */
const MOST_ROWS = 12;
/** Of the marks; visible on skin, eyes and hair. */
const MARK = [0, 255, 160] as const;

export function eyesSheet(shown: readonly ShownEyes[], subject: string, yaws: readonly number[]): Promise<Uint8Array> {
	const people = shown.slice(0, MOST_ROWS);
	return drawSheet({
		title: `${subject} · eyes against camera yaw`,
		subtitle: [
			"volume renderer, cameras on the training orbit turned to the eyes and zoomed; marks: ends and middle of each iris",
		],
		columns: yaws.map((yaw) => [`camera ${signed(yaw)}°`]),
		rows: people.map(({ id, person }) => [
			`${id}`,
			person.gaze.slope === null ? "slope –" : `slope ${person.gaze.slope.toFixed(2)}`,
		]),
		cells: people.map(({ person, pictures }) =>
			pictures.map((picture) => ({
				pixels: marked(picture),
				caption: [gazeText(person.gaze.readings.filter(({ poseYaw }) => poseYaw === picture.yawDegrees))],
			})),
		),
	});
}

function gazeText(readings: readonly { readonly gazeYaw: number }[]): string {
	if (readings.length === 0) return "gaze –";
	return `gaze ${signed(readings.reduce((sum, { gazeYaw }) => sum + gazeYaw, 0) / readings.length)}°`;
}

function marked({ picture, irises }: EyePicture): PixelImage {
	const pixels = colourPixels(picture.image);
	const paint = (x: number, y: number): void => {
		const at = (Math.floor(y) * pixels.width + Math.floor(x)) * 3;
		if (x >= 0 && x < pixels.width && y >= 0 && y < pixels.height) pixels.data.set(MARK, at);
	};
	for (const eye of EYE_SIDES) {
		const iris = irises[eye];
		if (!iris) continue;
		for (const end of [-iris.radius, 0, iris.radius]) {
			for (const step of [-1, 0, 1]) paint(iris.x + end, iris.y + step);
		}
	}
	return pixels;
}
