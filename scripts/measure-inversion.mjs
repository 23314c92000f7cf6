/**
 * How well pictures are inverted: people of a network itself, and synthetic heads that it was never shown.
 *
 *     npm run build
 *     node scripts/measure-inversion.mjs [--network heads] [--people 16] [--heads 8] [--ways w,w+,…] [--encoder file]
 *
 * People are latents of seed 5000 on, from yaws spread over ±40° and pitches over ±15°; the inversion is told the picture
 * and the camera. Views that it was not told lie 30° and 60° to the side. Heads are those of seed 2, from the front; views that were not told lie 45° to both sides, and depths of the picture are compared with the
 * truth. PSNR of raw images, dB. Means over people, and the least or the most. Ways:
 *
 *   own z      the network's picture of the z that the head has: no inversion
 *   w, w+      the default number of steps from the mean
 *   encoder    the encoder's answer
 *   +50, +all  steps in w+ from there: 50, or the default number
 *   tune       steps on the weights after +all (w+ without an encoder)
 *   published  500 steps in w and 350 on the weights, as EG3D's projector and PTI (docs/inversion.md)
 *   camera     as +all, with a camera that is said 5° wrong in yaw and in pitch, and moves
 */

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { frontalConditioning, viewCameraOfLabel } from "triplane/camera";
import { portraitLatent, renderImage, sceneOf, truthMaps } from "triplane/heads";
import { bytesInMemory, createRuntime } from "triplane/host";
import {
	Encoder,
	findPerson,
	INVERSION_DEFAULTS,
	invert,
	pictureOf,
	prepareInversion,
	RECIPES,
	readEncoder,
	TUNING_DEFAULTS,
	tune,
} from "triplane/inversion";
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
import { decibels, meanSquaredDifference } from "triplane/tensor";

const { values: options } = parseArgs({
	options: {
		network: { type: "string", default: "heads" },
		people: { type: "string", default: "16" },
		heads: { type: "string", default: "8" },
		ways: { type: "string", default: "own z,w,w+,encoder,+50,+all,tune,published,camera" },
		encoder: { type: "string", default: "assets/encoders/heads.safetensors" },
		tune: { type: "string", default: String(TUNING_DEFAULTS.steps) },
		"tune-lr": { type: "string", default: String(TUNING_DEFAULTS.learningRate) },
	},
});
const ways = options.ways.split(",");

const generator = await loadGenerator(options.network, { device: "cpu" });
const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", spinning: false });
const parts = await prepareInversion(generator, runtime);
const { rendering, mapping, neuralRenderingResolution: side } = generator.config;
const orbit = trainingOrbit(rendering);
const { degrees } = trainingFov(rendering);
const encoder = await readFile(options.encoder).then(
	async (bytes) =>
		Encoder.open(
			await readEncoder(bytesInMemory("encoder", new Uint8Array(bytes)), mapping.wDim),
			generator.config,
			runtime,
		),
	() => null,
);
if (!encoder) console.error(`no encoder '${options.encoder}': ways that begin with it are left out`);

/** @typedef {import("triplane/tensor").PixelImage} Pixels */
/** @typedef {{ ws: any, camera: any, tuned?: any }} Found */

const camera = (/** @type {number} */ yaw, pitch = 0) => viewCameraAt({ yaw, pitch }, orbit, degrees).label;

/** Shows ws from a yaw, with weights that were tuned perhaps. @param {any} ws @param {any} [tuned] */
async function shower(ws, tuned) {
	const own = tuned?.size > 0 ? await loadGenerator(options.network, { device: "cpu", tuned }) : generator;
	const planes = await own.planes(ws);
	const from = async (/** @type {any} */ label) => {
		const seen = await own.render(planes, ws, label, { superresolution: false });
		return { pixels: colourPixels(seen.imageRaw), depth: seen.imageDepth.data };
	};
	const view = (/** @type {number} */ yaw, pitch = 0) => from(camera(yaw, pitch));
	return { from, view, close: () => (own === generator ? undefined : own.dispose()) };
}

/** @param {Pixels} one @param {Pixels} other */
function psnr(one, other) {
	return decibels(meanSquaredDifference(one.data, other.data), 255);
}

/** @param {Pixels} pixels @param {any} from */
const pictured = (pixels, from) => ({ ...pictureOf(pixels), camera: from });

/** @param {any} w [1, wDim] */
const manyLayers = (w) => {
	const { numWs, wDim } = mapping;
	const data = Float32Array.from({ length: numWs * wDim }, (_, at) => w.data[at % wDim] ?? 0);
	return float32Tensor([1, numWs, wDim], data);
};

/** @type {(picture: any, more: object, start?: any) => Promise<Found>} */
const steps = async (picture, more, start) =>
	await invert([picture], { ...INVERSION_DEFAULTS, ...more }, { ...parts, start: start?.data });
/** Latents to begin with; the mean where there is no encoder. @param {any} picture */
const answer = async (picture) =>
	encoder ? manyLayers((await encoder.encode(picture.pixels, picture.side)).w) : undefined;

let turns = 0;

/** @type {Record<string, (picture: any) => Promise<Found>>} */
const WAYS = {
	w: (picture) => steps(picture, { space: "w" }),
	"w+": (picture) => steps(picture, {}),
	encoder: async (picture) => ({ ws: await answer(picture), camera: picture.camera }),
	"+50": async (picture) => steps(picture, { steps: 50 }, await answer(picture)),
	"+all": async (picture) => steps(picture, {}, await answer(picture)),
	camera: async (picture) => {
		const { yaw, pitch } = viewCameraOfLabel(picture.camera, orbit.pivot).trueDegrees;
		// to all four corners in turn
		turns += 1;
		const wrong = camera(yaw + (turns % 2 === 0 ? 5 : -5), pitch + (turns % 4 < 2 ? 5 : -5));
		return steps({ ...picture, camera: wrong }, { refineCamera: true }, await answer(picture));
	},
	tune: async (picture) => {
		const found = await steps(picture, {}, await answer(picture));
		const settings = { ...TUNING_DEFAULTS, steps: Number(options.tune), learningRate: Number(options["tune-lr"]) };
		const { tuned, keptStep } = await tune(generator, picture, found, settings, parts);
		console.error(`tuned, ${keptStep} steps kept`);
		return { ...found, tuned };
	},
	published: async ({ camera: from, ...picture }) => {
		const { found, differences } = await findPerson(
			{ generator, runtime, picture, camera: from, refine: false, recipe: RECIPES.published, encoder: null },
			{ signal: new AbortController().signal },
		);
		return { ...found, tuned: differences };
	},
};
const needsEncoder = new Set(["encoder", "+50", "+all"]);
const chosen = Object.entries(WAYS).filter(([name]) => ways.includes(name) && (encoder || !needsEncoder.has(name)));

/** @type {Map<string, number[]>} */
const found = new Map();
const add = (/** @type {string} */ name, /** @type {number} */ value) =>
	found.set(name, [...(found.get(name) ?? []), value]);

const count = Number(options.people);
for (let person = 0; person < count; person++) {
	// spread evenly, whatever the count
	const yaw = -40 + 80 * ((0.5 + person * 0.618034) % 1);
	const pitch = -15 + 30 * ((0.5 + person * 0.754878) % 1);
	const ws = await generator.mapping(latentFromSeed(5000 + person, mapping.zDim), frontalConditioning(rendering));
	const wanted = await shower(ws);
	const picture = (await wanted.view(yaw, pitch)).pixels;
	for (const [name, way] of chosen) {
		const began = performance.now();
		const inverted = await way(pictured(picture, camera(yaw, pitch)));
		add(`own people · ${name} · seconds`, (performance.now() - began) / 1000);
		const made = await shower(inverted.ws, inverted.tuned);
		add(`own people · ${name} · the picture, dB`, psnr((await made.from(inverted.camera)).pixels, picture));
		if (name === "camera") {
			const { trueDegrees } = viewCameraOfLabel(inverted.camera, orbit.pivot);
			add("own people · camera · error of yaw, degrees", Math.abs(trueDegrees.yaw - yaw));
			add("own people · camera · error of pitch, degrees", Math.abs(trueDegrees.pitch - pitch));
		}
		for (const turn of [30, 60]) {
			for (const other of [yaw - turn, yaw + turn].filter((angle) => Math.abs(angle) <= 75)) {
				const [one, two] = [(await made.view(other, pitch)).pixels, (await wanted.view(other, pitch)).pixels];
				add(`own people · ${name} · ${turn}° to the side, dB`, psnr(one, two));
			}
		}
		await made.close();
	}
	console.error(`person ${person + 1} of ${count}`);
}
for (let person = 0; person < Number(options.heads); person++) {
	const z = portraitLatent({ seed: 2 }, person, mapping.zDim);
	const scene = sceneOf(z);
	const truth = (/** @type {number} */ yaw) => renderImage(scene, splitLabel(camera(yaw)), side);
	const maps = truthMaps(scene, splitLabel(camera(0)), side);
	const known = await generator.mapping(float32Tensor([1, mapping.zDim], z), frontalConditioning(rendering));
	const all = [
		...(ways.includes("own z")
			? [/** @type {const} */ (["own z", async () => ({ ws: known, camera: camera(0) })])]
			: []),
		...chosen,
	];
	for (const [name, way] of all) {
		const { ws, tuned } = /** @type {Found} */ (await way(pictured(truth(0), camera(0))));
		const made = await shower(ws, tuned);
		const front = await made.view(0);
		add(`synthetic heads · ${name} · the picture, dB`, psnr(front.pixels, truth(0)));
		for (const yaw of [-45, 45]) {
			add(`synthetic heads · ${name} · ±45°, dB`, psnr((await made.view(yaw)).pixels, truth(yaw)));
		}
		let [error, pixels] = [0, 0];
		for (const [pixel, part] of maps.parts.data.entries()) {
			if (part === 0) continue; // the backdrop
			error += Math.abs((front.depth[pixel] ?? 0) - (maps.depth.data[pixel] ?? 0));
			pixels += 1;
		}
		add(`synthetic heads · ${name} · depth error, world units`, error / pixels);
		await made.close();
	}
	console.error(`head ${person + 1} of ${options.heads}`);
}
for (const [name, values] of found) {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toPrecision(3));
	console.log(`${name}: mean ${mean.toPrecision(3)}, least ${least}, most ${most}`);
}
await generator.dispose();
