/** The person who was found beside the picture, from its side and from others. */

import type { Person } from "../../analysis/person.ts";
import { figureViews } from "../../analysis/shapes/figure-views.ts";
import { personShape } from "../../analysis/shapes/person-shape.ts";
import { viewCameraAt, viewCameraOfLabel } from "../../camera/view-camera.ts";
import type { Generator } from "../../generator/generator.ts";
import { trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import type { Inverted } from "../../inversion/invert.ts";
import { colourPixels, greyPixels, type PixelImage } from "../../tensor/pixels.ts";
import { decibels, meanSquaredDifference, rangeOfAll } from "../../tensor/statistics.ts";
import { drawSheet, type SheetCell } from "../figures/labelled-sheet.ts";
import { signed } from "../figures/signed-number.ts";

/** True yaws of the other views, degrees. */
const YAWS = [-60, -30, 0, 30, 60] as const;
const SHAPE = { resolution: 128, level: "auto", crop: "person", largest: true, colours: false } as const;
/** A difference is shown so many times as large. */
const ENLARGED = 4;

/** The person from the camera that was found. */
export interface Reconstruction {
	/** The raw image, as large as the picture that it is compared with. */
	readonly image: PixelImage;
	readonly depth: PixelImage;
	/** Of the whole picture, dB. */
	readonly psnr: number;
}

export async function reconstruction(
	generator: Generator,
	{ ws, planes }: Person,
	{ camera }: Inverted,
	wanted: PixelImage,
): Promise<Reconstruction> {
	const seen = await generator.render(planes, ws, camera, { superresolution: false });
	const image = colourPixels(seen.imageRaw);
	const { least, most } = rangeOfAll([seen.imageDepth.data]);
	return {
		image,
		depth: greyPixels(seen.imageDepth, most, least),
		psnr: decibels(meanSquaredDifference(image.data, wanted.data), 255),
	};
}

/** The picture, the reconstruction, their difference and depth; below them other sides, as pictures and in clay. */
export async function reconstructionSheet(
	generator: Generator,
	person: Person,
	{ image, depth, psnr }: Reconstruction,
	wanted: PixelImage,
	found: Inverted,
): Promise<Uint8Array> {
	const { rendering } = generator.config;
	const orbit = trainingOrbit(rendering);
	const cameras = YAWS.map((yaw) => viewCameraAt({ yaw, pitch: 0 }, orbit, trainingFov(rendering).degrees));
	const { mesh } = (await personShape(generator, person, SHAPE)).extracted;
	const views = await figureViews(generator, person, mesh, undefined, cameras);
	const { yaw, pitch } = viewCameraOfLabel(found.camera, orbit.pivot).trueDegrees;
	const first: (SheetCell | null)[] = [
		{ pixels: wanted, caption: ["the picture"] },
		{ pixels: image, caption: [`found, ${psnr.toFixed(1)} dB`] },
		{ pixels: difference(image, wanted), caption: [`difference, ${ENLARGED} times`] },
		{ pixels: depth, caption: ["depth"] },
		null,
	];
	return await drawSheet({
		title: "a picture and the person found",
		subtitle: [`camera at yaw ${signed(yaw)}°, pitch ${signed(pitch)}° about the pivot`],
		columns: YAWS.map(() => []),
		rows: [[], [], []],
		cells: [
			first,
			views.map(({ image: pixels }, at) => ({ pixels, caption: [`yaw ${signed(YAWS[at] ?? 0)}°`] })),
			views.map(({ shape: pixels }) => ({ pixels })),
		],
	});
}

/** Grey where both are alike. */
function difference(image: PixelImage, wanted: PixelImage): PixelImage {
	const data = Uint8Array.from(image.data, (value, at) =>
		Math.min(Math.max(Math.round(127.5 + ENLARGED * (value - (wanted.data[at] ?? 0))), 0), 255),
	);
	return { ...image, data };
}
