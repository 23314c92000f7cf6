/**
 * Makes the turning picture at the top of the README: some people of a network, side by side, swaying once there and back.
 *
 *     npm run build
 *     node scripts/turning-picture.mjs [--network heads] [--seeds 24,…] [--yaw 55] [--frames 28] [--out docs/pictures/turning.webp]
 */

import { parseArgs } from "node:util";
import sharp from "sharp";
import { colourPixels, NO_TRUNCATION, personOfSeed, sheetOf, trainingFov, trainingOrbit, viewCameraAt } from "triplane";
import { loadGenerator } from "triplane/node";

const { values } = parseArgs({
	options: {
		network: { type: "string", default: "heads" },
		seeds: { type: "string", default: "24,5,11,3" },
		yaw: { type: "string", default: "55" },
		frames: { type: "string", default: "28" },
		side: { type: "string", default: "192" },
		out: { type: "string", default: "docs/pictures/turning.webp" },
	},
});
/** Milliseconds of the whole sway. */
const PERIOD = 3600;

const generator = await loadGenerator(values.network);
const { rendering } = generator.config;
const [orbit, { degrees }] = [trainingOrbit(rendering), trainingFov(rendering)];
/** @type {import("triplane").Person[]} */
const people = [];
for (const seed of values.seeds.split(",")) people.push(await personOfSeed(generator, Number(seed), NO_TRUNCATION));
const count = Number(values.frames);
/** @type {Buffer[]} */
const frames = [];
for (let frame = 0; frame < count; frame++) {
	const angle = (2 * Math.PI * frame) / count;
	const pose = { yaw: Number(values.yaw) * Math.sin(angle), pitch: -4 };
	const { label } = viewCameraAt(pose, orbit, degrees);
	/** @type {import("triplane").PixelImage[]} */
	const pictures = [];
	for (const { planes, ws } of people) {
		const view = await generator.render(planes, ws, label, { neuralRenderingResolution: Number(values.side) });
		pictures.push(colourPixels(view.imageRaw));
	}
	const { data, width, height, channels } = sheetOf([pictures]);
	frames.push(await sharp(data, { raw: { width, height, channels } }).png().toBuffer());
}
const { size, width, height } = await sharp(frames, { join: { animated: true } })
	.webp({ quality: 74, effort: 5, loop: 0, delay: Array(count).fill(Math.round(PERIOD / count)) })
	.toFile(values.out);
console.log(`${values.out}: ${width} × ${height}, ${Math.round(size / 1000)} kB`);
await generator.dispose();
