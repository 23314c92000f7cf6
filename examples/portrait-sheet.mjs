/**
 * A sheet of portraits: a row for each seed, a column for each yaw.
 *
 *     node examples/portrait-sheet.mjs [network] [file]
 */

import { colourPixels, personOfSeed, sheetOf, trainingFov, trainingOrbit, viewCameraAt } from "triplane";
import { encodeImage, loadGenerator, writeFileWhole } from "triplane/node";

const [network = "heads", file = "out/examples/portraits.png"] = process.argv.slice(2);
const seeds = [0, 1, 2, 3];
const yawsDegrees = [-40, -20, 0, 20, 40];

const generator = await loadGenerator(network);
const { rendering } = generator.config;
const orbit = trainingOrbit(rendering);
const fov = trainingFov(rendering);

/** @param {number} seed */
async function portraitsOf(seed) {
	const { ws, planes } = await personOfSeed(generator, seed, { truncationPsi: 0.7, truncationCutoff: null });
	const portraits = [];
	for (const yaw of yawsDegrees) {
		const camera = viewCameraAt({ yaw, pitch: 0 }, orbit, fov.degrees);
		const { image, imageRaw } = await generator.render(planes, ws, camera.label);
		portraits.push(colourPixels(image ?? imageRaw));
	}
	return portraits;
}

const rows = [];
for (const seed of seeds) rows.push(await portraitsOf(seed));
await writeFileWhole(file, await encodeImage(sheetOf(rows), "png"));
await generator.dispose();
console.log(file);
