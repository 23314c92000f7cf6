/** Sheets of sweeps: one row per entry or direction, the unchanged person in its own column, distances under each. */

import type { SweepRow, SweepStep, TypicalDistances } from "../../analysis/sweep/sweep.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { drawSheet } from "./labelled-sheet.ts";

export interface SweepSheet {
	readonly title: string;
	readonly subtitle: readonly string[];
	readonly unchanged: PixelImage;
	readonly rows: readonly SweepRow[];
	/** [rows][steps] */
	readonly pictures: readonly (readonly PixelImage[])[];
	readonly typical: TypicalDistances;
}

/** Draws rows of equally many steps. Captions give distances, the image's also in units of that of two people. */
export function sweepSheet({ title, subtitle, unchanged, rows, pictures, typical }: SweepSheet): Promise<Uint8Array> {
	const [first] = rows;
	const shared = rows.every(({ steps }) => steps.every(({ label }, index) => label === first?.steps[index]?.label));
	return drawSheet({
		title,
		subtitle: [
			...subtitle,
			`under each picture: ${first?.steps[0]?.sphereDegrees === null ? "" : "angle on the sphere, "}distance in w, difference of the image (× that of two people: ${typical.imageDistance.toFixed(3)})`,
		],
		columns: [["unchanged"], ...(first?.steps ?? []).map(({ label }) => (shared ? [label] : [""]))],
		rows: rows.map(({ name }) => [name]),
		cells: rows.map((row, index) => [
			{ pixels: unchanged },
			...row.steps.map((step, at) => {
				const pixels = pictures[index]?.[at];
				return pixels ? { pixels, caption: [...(shared ? [] : [step.label]), ...captionOf(step, typical)] } : null;
			}),
		]),
	});
}

function captionOf({ sphereDegrees, wDistance, imageDistance }: SweepStep, typical: TypicalDistances): string[] {
	const ratio = typical.imageDistance > 0 ? ` (${(imageDistance / typical.imageDistance).toFixed(2)}×)` : "";
	const angle = sphereDegrees === null ? "" : `${sphereDegrees.toFixed(1)}° · `;
	return [`${angle}w ${wDistance.toFixed(2)}`, `image ${imageDistance.toFixed(3)}${ratio}`];
}
