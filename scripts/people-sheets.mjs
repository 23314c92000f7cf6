/**
 * Sheets of a network's model card: 64 people from five sides, and its failures.
 *
 *     npm run build
 *     node scripts/people-sheets.mjs [--network heads] [--out docs/pictures]
 *
 * People are seeds 0 to 63 at truncation 1, all of them: nobody is chosen. Failures are those whose pictures differ most
 * from the synthetic people of the same latents, which the network was taught from: the truth stands above each.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { openSeedPictures } from "./seed-pictures.mjs";

const { values: options } = parseArgs({
	options: { network: { type: "string", default: "heads" }, out: { type: "string", default: "docs/pictures" } },
});
const PEOPLE = 64;
const YAWS = [-60, -30, 0, 30, 60];
/** People beside each other on the large sheet. */
const ACROSS = 4;
const FAILURES = 8;
const FAILURE_YAWS = [-30, 0, 45];
/** Pixels of a picture on the large sheet. */
const SIDE = 96;

/** @typedef {{ width: number, height: number, data: Uint8Array }} Picture */

const pictures = await openSeedPictures(options.network);
/** @type {Picture[][]} */
const people = [];
/** @type {{ seed: number, psnr: number }[]} */
const scores = [];
for (let seed = 0; seed < PEOPLE; seed++) {
	const z = pictures.latent(seed);
	/** @type {Picture[]} */
	const made = [];
	let squares = 0;
	for (const yaw of YAWS) {
		const picture = await pictures.made(z, yaw);
		made.push(picture);
		squares += meanSquare(picture.data, pictures.true(z.data, yaw).data) / YAWS.length;
	}
	people.push(made);
	scores.push({ seed, psnr: 10 * Math.log10(255 ** 2 / squares) });
}
scores.sort((a, b) => a.psnr - b.psnr);
const worst = scores.slice(0, FAILURES);
const failures = [];
for (const { seed } of worst) {
	const z = pictures.latent(seed);
	const made = [];
	for (const yaw of FAILURE_YAWS) made.push(await pictures.made(z, yaw));
	failures.push({ truth: FAILURE_YAWS.map((yaw) => pictures.true(z.data, yaw)), made });
}
await pictures.dispose();

mkdirSync(options.out, { recursive: true });
const rows = Array.from({ length: PEOPLE / ACROSS }, (_, row) => people.slice(row * ACROSS, (row + 1) * ACROSS).flat());
await writeSheet("people-64.webp", rows, SIDE);
const half = FAILURES / 2;
await writeSheet(
	"failures.webp",
	[failures.slice(0, half), failures.slice(half)].flatMap((part) => [
		part.flatMap(({ truth }) => truth),
		part.flatMap(({ made }) => made),
	]),
	128,
);
const dB = (/** @type {number} */ value) => value.toFixed(1);
console.log(`median ${dB(scores[PEOPLE / 2]?.psnr ?? 0)} dB, best ${dB(scores.at(-1)?.psnr ?? 0)} dB`);
console.log(`worst: ${worst.map(({ seed, psnr }) => `seed ${seed} ${dB(psnr)} dB`).join(", ")}`);

/** @param {Uint8Array} a @param {Uint8Array} b */
function meanSquare(a, b) {
	let sum = 0;
	for (const [index, value] of a.entries()) sum += (value - (b[index] ?? 0)) ** 2;
	return sum / a.length;
}

/** @param {string} name @param {Picture[][]} rows @param {number} side */
async function writeSheet(name, rows, side) {
	const width = side * (rows[0]?.length ?? 0);
	const tiles = rows.flatMap((row, y) =>
		row.map(async ({ data, width, height }, x) => ({
			input: await sharp(data, { raw: { width, height, channels: 3 } })
				.resize(side)
				.png()
				.toBuffer(),
			left: x * side,
			top: y * side,
		})),
	);
	const create = { width, height: side * rows.length, channels: /** @type {const} */ (3), background: "black" };
	await sharp({ create })
		.composite(await Promise.all(tiles))
		.webp({ quality: 84 })
		.toFile(join(options.out, name));
	console.log(join(options.out, name));
}
