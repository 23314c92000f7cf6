/** A sheet of many people: a row for each person and pitch, a column for each yaw. */

import type { ViewCamera } from "../../camera/view-camera.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { drawSheet } from "./labelled-sheet.ts";
import { signed } from "./signed-number.ts";

export interface PersonPictures {
	readonly seed: number;
	/** [pitches][yaws] */
	readonly pictures: readonly (readonly PixelImage[])[];
}

/**
 * @param title  as `heads-rebalanced · trunc 0.7`
 * @param word   what people are numbered by
 */
export function peopleSheet(
	title: string,
	people: readonly PersonPictures[],
	cameras: readonly (readonly ViewCamera[])[],
	word = "seed",
): Promise<Uint8Array> {
	return drawSheet({
		title,
		subtitle: ["true angles about the pivot"],
		columns: (cameras[0] ?? []).map(({ trueDegrees }) => [`yaw ${signed(trueDegrees.yaw)}°`]),
		rows: people.flatMap(({ seed }) =>
			cameras.map(([first]) => [`${word} ${seed}`, `pitch ${signed(first?.trueDegrees.pitch ?? 0)}°`]),
		),
		cells: people.flatMap(({ pictures }) => pictures.map((row) => row.map((pixels) => ({ pixels })))),
	});
}
