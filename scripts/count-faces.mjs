/**
 * Counts people in whose pictures a face detector finds a face: one that nothing here was trained or chosen with
 * (SSD MobileNet v1 of @vladmandic/face-api, trained on photographs).
 *
 *     npm run build
 *     node scripts/count-faces.mjs --network heads [--people 64] [--yaws 0,30] [--truth]
 *
 * People are seeds 0, 1, 2, …, at truncation 1. `--truth` shows the synthetic people of the same latents instead, which a
 * taught network should have learned. A face counts where the detector is at least half sure. Runs on plain JavaScript:
 * five seconds a picture.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
	options: {
		network: { type: "string", default: "heads" },
		people: { type: "string", default: "64" },
		yaws: { type: "string", default: "0,30" },
		truth: { type: "boolean", default: false },
	},
});
const SURE = 0.5;

const library = await openDetector();
const { openSeedPictures } = await import("./seed-pictures.mjs");
const pictures = await openSeedPictures(options.network);
const count = Number(options.people);

for (const yaw of options.yaws.split(",").map(Number)) {
	let found = 0;
	for (let seed = 0; seed < count; seed++) {
		const z = pictures.latent(seed);
		if (await hasFace(options.truth ? pictures.true(z.data, yaw) : await pictures.made(z, yaw))) found++;
	}
	const shown = options.truth ? "synthetic people" : options.network;
	console.log(`${shown}, yaw ${yaw}°: a face in ${found} of ${count}`);
}
await pictures.dispose();

/** @param {{ width: number, height: number, data: Uint8Array }} pixels */
async function hasFace({ width, height, data }) {
	const picture = library.tf.tensor3d(Float32Array.from(data), [height, width, 3]);
	const faces = await library.detectAllFaces(picture, new library.SsdMobilenetv1Options({ minConfidence: SURE }));
	picture.dispose();
	return faces.length > 0;
}

/** The detector with its weights from the package; nothing is downloaded. */
async function openDetector() {
	// Its bundle is made for pages and asks for these; nothing is drawn.
	Object.assign(globalThis, { window: globalThis, document: { createElement: () => ({ getContext: () => null }) } });
	const faceapi = await import("@vladmandic/face-api/dist/face-api.esm.js");
	await /** @type {any} */ (faceapi.tf).setBackend("cpu"); // its types leave it out
	const require = createRequire(import.meta.url);
	const folder = join(dirname(require.resolve("@vladmandic/face-api/package.json")), "model");
	const manifest = JSON.parse(readFileSync(join(folder, "ssd_mobilenetv1_model-weights_manifest.json"), "utf8"));
	const bytes = Buffer.concat(
		manifest.flatMap((/** @type {{ paths: string[] }} */ group) =>
			group.paths.map((path) => readFileSync(join(folder, path))),
		),
	);
	const weights = manifest.flatMap((/** @type {{ weights: object[] }} */ group) => group.weights);
	faceapi.nets.ssdMobilenetv1.loadFromWeightMap(
		faceapi.tf.io.decodeWeights(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), weights),
	);
	return faceapi;
}
