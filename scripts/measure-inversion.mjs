/**
 * How well pictures are inverted: people of a network itself, and synthetic heads that it was never shown.
 *
 *     npm run build
 *     node scripts/measure-inversion.mjs [--network heads] [--people 16] [--heads 8] [--steps 200] [--space w+]
 *
 * People are latents of seed 5000 on, from yaws spread over ±40°; the inversion is told the picture and the camera. Views that
 * it was not told lie 30° and 60° to the side. Then the camera is said 5° wrong in yaw and in pitch, and refined. Heads are those
 * of seed 2, from the front; views that were not told lie 45° to both sides. PSNR of 128² raw images, means over people.
 */

import { parseArgs } from "node:util";
import { frontalConditioning, viewCameraOfLabel } from "triplane/camera";
import { portraitLatent, renderImage, sceneOf } from "triplane/heads";
import { createRuntime } from "triplane/host";
import { INVERSION_DEFAULTS, invert, prepareInversion } from "triplane/inversion";
import {
	colourPixels,
	float32Tensor,
	latentFromSeed,
	loadGenerator,
	nodeOrtPlatform,
	splitLabel,
	trainingFov,
	trainingOrbit,
	viewCameraAt,
} from "triplane/node";

const { values: options } = parseArgs({
	options: {
		network: { type: "string", default: "heads" },
		people: { type: "string", default: "16" },
		heads: { type: "string", default: "8" },
		steps: { type: "string", default: String(INVERSION_DEFAULTS.steps) },
		space: { type: "string", default: INVERSION_DEFAULTS.space },
		lr: { type: "string", default: String(INVERSION_DEFAULTS.learningRate) },
		prior: { type: "string", default: String(INVERSION_DEFAULTS.prior) },
	},
});

const generator = await loadGenerator(options.network, { device: "cpu" });
const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", spinning: false });
const parts = await prepareInversion(generator, runtime);
const { rendering, mapping, neuralRenderingResolution: side } = generator.config;
const orbit = trainingOrbit(rendering);
const { degrees } = trainingFov(rendering);
const settings = {
	...INVERSION_DEFAULTS,
	steps: Number(options.steps),
	space: /** @type {"w" | "w+"} */ (options.space),
	learningRate: Number(options.lr),
	prior: Number(options.prior),
};

/** @typedef {{ width: number, height: number, data: Uint8Array }} Pixels */

const camera = (/** @type {number} */ yaw, pitch = 0) => viewCameraAt({ yaw, pitch }, orbit, degrees).label;

/** Shows ws from a yaw. @param {any} ws */
async function shower(ws) {
	const planes = await generator.planes(ws);
	return async (/** @type {number} */ yaw) =>
		colourPixels((await generator.render(planes, ws, camera(yaw), { superresolution: false })).imageRaw);
}

/** @param {Pixels} one @param {Pixels} other */
function psnr(one, other) {
	let square = 0;
	for (let at = 0; at < one.data.length; at++) square += (((one.data[at] ?? 0) - (other.data[at] ?? 0)) / 255) ** 2;
	return -10 * Math.log10(square / one.data.length);
}

/** @param {Pixels} pixels @param {any} from */
const pictured = (pixels, from) => ({
	pixels: Float32Array.from(pixels.data, (value) => value / 255),
	side: pixels.width,
	camera: from,
});

/** @type {Map<string, number[]>} */
const found = new Map();
const add = (/** @type {string} */ name, /** @type {number} */ value) =>
	found.set(name, [...(found.get(name) ?? []), value]);

const count = Number(options.people);
for (let person = 0; person < count; person++) {
	const yaw = -40 + (80 * (person + 0.5)) / count;
	const ws = await generator.mapping(latentFromSeed(5000 + person, mapping.zDim), frontalConditioning(rendering));
	const wanted = await shower(ws);
	const picture = await wanted(yaw);
	const began = performance.now();
	const inverted = await invert([pictured(picture, camera(yaw))], settings, parts);
	add("own people: seconds", (performance.now() - began) / 1000);
	const made = await shower(inverted.ws);
	add("own people: the picture, dB", psnr(await made(yaw), picture));
	for (const turn of [30, 60]) {
		for (const sign of [-1, 1]) {
			const other = yaw + sign * turn;
			if (Math.abs(other) > 75) continue;
			add(`own people: ${turn}° to the side, dB`, psnr(await made(other), await wanted(other)));
		}
	}
	const refined = await invert([pictured(picture, camera(yaw + 5, 5))], { ...settings, refineCamera: true }, parts);
	const { yaw: foundYaw, pitch } = viewCameraOfLabel(refined.camera, orbit.pivot).trueDegrees;
	add("own people: camera 5° wrong, error of yaw after, degrees", Math.abs(foundYaw - yaw));
	add("own people: camera 5° wrong, error of pitch after, degrees", Math.abs(pitch));
	console.error(`person ${person + 1} of ${count}`);
}
for (let person = 0; person < Number(options.heads); person++) {
	const z = portraitLatent({ seed: 2 }, person, mapping.zDim);
	const scene = sceneOf(z);
	const truth = (/** @type {number} */ yaw) => renderImage(scene, splitLabel(camera(yaw)), side);
	const inverted = await invert([pictured(truth(0), camera(0))], settings, parts);
	const known = await generator.mapping(float32Tensor([1, mapping.zDim], z), frontalConditioning(rendering));
	for (const [name, ws] of /** @type {const} */ ([
		["inverted", inverted.ws],
		["of their own z", known],
	])) {
		const made = await shower(ws);
		add(`synthetic heads, ${name}: the picture, dB`, psnr(await made(0), truth(0)));
		for (const yaw of [-45, 45]) add(`synthetic heads, ${name}: ±45°, dB`, psnr(await made(yaw), truth(yaw)));
	}
	console.error(`head ${person + 1} of ${options.heads}`);
}
for (const [name, values] of found) {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	console.log(
		`${name}: mean ${mean.toFixed(2)}, least ${Math.min(...values).toFixed(2)}, most ${Math.max(...values).toFixed(2)}`,
	);
}
await generator.dispose();
