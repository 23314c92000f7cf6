/**
 * Counts what people wear in a network's pictures: hair styles, headwear, beards, glasses, as a reader sees them that was
 * fitted to other synthetic heads. The reader also looks at the true portraits of the same seeds: its mistakes are in both
 * columns, and the network's are in the difference.
 *
 *     npm run build
 *     node scripts/count-kinds.mjs --network heads [--people 512] [--fit 2000]
 *
 * Pictures from straight ahead, 32², RGB; kernel ridge regression (Gaussian kernel) to one value for each kind, of which the
 * largest counts. Takes some five minutes on one core.
 */

import { parseArgs } from "node:util";
import { choleskyInPlace, solveCholesky } from "triplane/analysis";
import { personOf, portraitLatent } from "triplane/heads";
import { openSeedPictures } from "./seed-pictures.mjs";

const { values: options } = parseArgs({
	options: {
		network: { type: "string", default: "heads" },
		people: { type: "string", default: "512" },
		fit: { type: "string", default: "2000" },
	},
});
const SIDE = 32;
/** Rendered larger, then averaged, so that edges are soft. */
const RENDERED = 64;
const RIDGE = 0.05;
/** People that the reader is fitted to; seeds of `latentFromSeed` are others. */
const FIT_SEED = 77;

/** @typedef {import("triplane/heads").LatentPerson} Person */

/** What is read, and what it is of a person. @type {Readonly<Record<string, (person: Person) => string>>} */
const TRAITS = {
	hair: ({ identity }) => (identity.headwear.kind === "none" ? identity.hair.style : "covered"),
	headwear: ({ identity }) => identity.headwear.kind,
	beard: ({ identity }) => identity.beard.style,
	glasses: ({ identity }) => (identity.glasses ? "worn" : "none"),
};

const source = await openSeedPictures(options.network);

/** @param {ArrayLike<number>} z */
function truePicture(z) {
	return small(source.true(z, 0, RENDERED));
}

/** Means of squares, [SIDE² · 3], in [0, 1]. @param {{ width: number, data: Uint8Array }} image */
function small({ width, data }) {
	const each = width / SIDE;
	const out = new Float32Array(SIDE * SIDE * 3);
	for (let y = 0; y < width; y++) {
		for (let x = 0; x < width; x++) {
			const to = 3 * (Math.floor(y / each) * SIDE + Math.floor(x / each));
			for (let channel = 0; channel < 3; channel++) {
				out[to + channel] = (out[to + channel] ?? 0) + (data[3 * (y * width + x) + channel] ?? 0) / (255 * each * each);
			}
		}
	}
	return out;
}

/** @param {Float32Array} a @param {Float32Array} b */
function squaredDistance(a, b) {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
	return sum;
}

const count = Number(options.fit);
const people = Array.from({ length: count }, (_, index) => portraitLatent({ seed: FIT_SEED }, index));
const pictures = people.map(truePicture);
const persons = people.map((z) => personOf(z));
const distances = Array.from({ length: 500 }, (_, i) =>
	squaredDistance(pictures[i % count] ?? new Float32Array(), pictures[(i * 7 + 1) % count] ?? new Float32Array()),
).sort((a, b) => a - b);
const width = distances[250] ?? 1;

/** @param {Float32Array} picture */
function kernelRow(picture) {
	return Float64Array.from(pictures, (other) => Math.exp(-squaredDistance(picture, other) / width));
}

const K = new Float64Array(count * count);
for (const [row, picture] of pictures.entries()) {
	K.set(kernelRow(picture), row * count);
	K[row * count + row] = 1 + RIDGE;
}
/** One column for each kind. */
const kinds = Object.entries(TRAITS).flatMap(([trait, of]) =>
	[...new Set(persons.map(of))].sort().map((kind) => ({
		...{ trait, kind },
		weights: Float64Array.from(persons, (person) => (of(person) === kind ? 1 : 0)),
	})),
);
choleskyInPlace(K, count);
for (const { weights } of kinds) solveCholesky(K, count, weights);

/** @param {Float32Array} picture @returns {Map<string, string>} */
function read(picture) {
	const row = kernelRow(picture);
	/** @type {Map<string, { kind: string, score: number }>} */
	const best = new Map();
	for (const { trait, kind, weights } of kinds) {
		let score = 0;
		for (let i = 0; i < count; i++) score += (row[i] ?? 0) * (weights[i] ?? 0);
		if (score > (best.get(trait)?.score ?? Number.NEGATIVE_INFINITY)) best.set(trait, { kind, score });
	}
	return new Map([...best].map(([trait, { kind }]) => [trait, kind]));
}

/** @type {Map<string, { are: number, right: number, ofTruth: number, ofNetwork: number, both: number }>} */
const tally = new Map();
/** @param {string} trait @param {string} kind */
const at = (trait, kind) => {
	const key = `${trait} ${kind}`;
	const row = tally.get(key) ?? { are: 0, right: 0, ofTruth: 0, ofNetwork: 0, both: 0 };
	tally.set(key, row);
	return row;
};
const seeds = Number(options.people);
for (let seed = 0; seed < seeds; seed++) {
	const z = source.latent(seed);
	const [ofTruth, ofNetwork] = [read(truePicture(z.data)), read(small(await source.made(z, 0)))];
	const person = personOf(z.data);
	for (const [trait, of] of Object.entries(TRAITS)) {
		const [is, truth, network] = [of(person), ofTruth.get(trait) ?? "", ofNetwork.get(trait) ?? ""];
		at(trait, is).are++;
		at(trait, truth).ofTruth++;
		at(trait, network).ofNetwork++;
		if (truth === is) at(trait, is).right++;
		if (network === is) at(trait, is).both++;
	}
}
await source.dispose();

console.log(`${seeds} seeds of ${options.network}; reader fitted to ${count} other heads`);
console.log("kind | people | read in true portraits | right there | read in the network's pictures | right there");
for (const [key, { are, right, ofTruth, ofNetwork, both }] of [...tally].sort()) {
	console.log(`${key} | ${are} | ${ofTruth} | ${right} | ${ofNetwork} | ${both}`);
}
