/**
 * A person that turns: the views are rendered once, one after the other, then shown in a circle. The page does all of the
 * work itself; a page with more to do gives it to a worker.
 */

import { colourPixels, type PixelImage, personOfSeed, trainingFov, trainingOrbit, viewCameraAt } from "triplane";
import { drawImage, loadGenerator } from "triplane/web";
import { ort } from "../onnx-runtime.ts";

const NETWORK = new URL("../../assets/networks/heads.safetensors", import.meta.url);
const VIEWS = 24;
const FRAME_MS = 120;

const canvas = document.querySelector("canvas") as HTMLCanvasElement;
const output = document.querySelector("output") as HTMLOutputElement;

const generator = await loadGenerator(NETWORK, { ort });
const { rendering } = generator.config;
const { ws, planes } = await personOfSeed(generator, 4, { truncationPsi: 0.7, truncationCutoff: null });
const views: PixelImage[] = [];
while (views.length < VIEWS) {
	const yaw = 40 * Math.sin((2 * Math.PI * views.length) / VIEWS);
	const camera = viewCameraAt({ yaw, pitch: 0 }, trainingOrbit(rendering), trainingFov(rendering).degrees);
	const { image, imageRaw } = await generator.render(planes, ws, camera.label);
	const view = colourPixels(image ?? imageRaw);
	views.push(view);
	drawImage(canvas, view);
	output.value = `View ${views.length} of ${VIEWS}`;
	await new Promise(requestAnimationFrame); // so that the browser draws it
}
await generator.dispose();

let next = 0;
setInterval(() => {
	drawImage(canvas, views[next] as PixelImage);
	next = (next + 1) % VIEWS;
}, FRAME_MS);
output.value = "Turning";
