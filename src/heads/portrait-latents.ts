/**
 * Latents of portraits: for each a `z` that says who is on it, made of what is known of the person, the setting and,
 * where gazes are free, the gaze. Nothing in it tells the camera. Over a set the numbers are standard normal and
 * uncorrelated, as a generator's latents are, so that a generator that has learned these people has others between them.
 *
 * Each trait is replaced by the normal number of the same rank (a Gaussian copula), equal ones in random order, then what
 * earlier traits say of it is taken out (Cholesky); traits of which nothing is left, such as a colour that follows from
 * another, are passed over. What room is left is filled with noise.
 */

import { InputError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { BEARD_STYLES, CLOTH_PATTERNS, HAIR_STYLES, HEADWEAR, NECKLINES } from "./identity/identity.ts";
import { type Portrait, type PortraitSet, portrait } from "./portrait.ts";
import { BACKDROP_KINDS } from "./shade/backdrop.ts";

/** Share of a trait's variance that must be left over by those before it. */
const LEAST_LEFT = 0.02;
/** Seed of the order of equal traits and of the noise, besides the set's. */
const NOISE_SEED = 0x7a;

/** Traits by their place in a portrait that are words, in an order in which neighbours are alike. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
	["identity.hair.style", HAIR_STYLES],
	["identity.headwear.kind", HEADWEAR],
	["identity.beard.style", BEARD_STYLES],
	["identity.body.neckline", NECKLINES],
	["identity.body.pattern", CLOTH_PATTERNS],
	["backdrop.kind", BACKDROP_KINDS],
]);

/**
 * Latents of the first `count` portraits of a set, [count, zDim]. The set decides all of them together: a portrait of a
 * longer set has another latent. Throws `InputError` where `zDim` is too short for the traits that differ, or `count` is
 * no whole number from 2.
 */
export function portraitLatents(set: PortraitSet, count: number, zDim: number): HostTensor<"float32"> {
	if (!(Number.isInteger(count) && count >= 2 && Number.isInteger(zDim) && zDim >= 1)) {
		throw new InputError(`latents: ${count} portraits and ${zDim} numbers of each, want whole numbers, two portraits`);
	}
	const random = new RandomState((set.seed ^ NOISE_SEED) >>> 0);
	const quantiles = Float64Array.from({ length: count }, (_, rank) => normalQuantile((rank + 0.5) / count));
	const columns = traitColumns(set, count).map((values) => normalScores(values, quantiles, random));
	const traits = uncorrelated(columns).map((values) => normalScores(values, quantiles, random));
	if (traits.length > zDim) {
		throw new InputError(`latents: ${traits.length} traits differ, want a zDim of at least that, got ${zDim}`);
	}
	while (traits.length < zDim) traits.push(random.randn(count));
	const z = new Float32Array(count * zDim);
	for (const [column, values] of traits.entries()) {
		for (let row = 0; row < count; row++) z[row * zDim + column] = values[row] ?? 0;
	}
	return float32Tensor([count, zDim], z);
}

/** The traits that are not the same in all portraits, one array each. */
function traitColumns(set: PortraitSet, count: number): Float64Array[] {
	const columns = new Map<string, Float64Array>();
	for (let row = 0; row < count; row++) {
		for (const [name, value] of traitsOf(portrait(set, row), set)) {
			const column = columns.get(name) ?? new Float64Array(count);
			column[row] = value;
			columns.set(name, column);
		}
	}
	return [...columns.values()].filter((values) => values.some((value) => value !== values[0]));
}

/** Who, before what, how lit and, where the camera does not decide it, looking where. */
function* traitsOf({ scene }: Portrait, { gaze }: PortraitSet): Generator<readonly [string, number]> {
	const { identity, backdrop, rig } = scene;
	yield* numbersIn("identity", identity);
	yield ["glasses", identity.glasses ? 1 : 0];
	yield* numbersIn("backdrop", backdrop);
	yield* numbersIn("rig", rig);
	if (gaze === "free") {
		yield ["gaze.yaw", scene.gaze.yawRadians];
		yield ["gaze.pitch", scene.gaze.pitchRadians];
	}
}

function* numbersIn(path: string, value: unknown): Generator<readonly [string, number]> {
	if (typeof value === "number") yield [path, value];
	else if (typeof value === "string") yield [path, WORDS.get(path)?.indexOf(value) ?? 0];
	else if (typeof value === "object" && value !== null) {
		for (const [name, part] of Object.entries(value)) yield* numbersIn(`${path}.${name}`, part);
	}
}

/** The standard normal numbers of the same ranks, `quantiles` by rank; equal values in random order. */
function normalScores(values: Float64Array, quantiles: Float64Array, random: RandomState): Float64Array {
	const { length } = values;
	const ties = random.rand(length);
	const order = Array.from(values.keys()).sort(
		(a, b) => (values[a] ?? 0) - (values[b] ?? 0) || (ties[a] ?? 0) - (ties[b] ?? 0),
	);
	const scores = new Float64Array(length);
	for (const [rank, row] of order.entries()) scores[row] = quantiles[rank] ?? 0;
	return scores;
}

/** What each column has that those before it have not, of unit variance (Gram & Schmidt). */
function uncorrelated(columns: readonly Float64Array[]): Float64Array[] {
	const kept: Float64Array[] = [];
	for (const column of columns) {
		const left = column.slice();
		for (const other of kept) {
			const share = meanProduct(left, other);
			for (let row = 0; row < left.length; row++) left[row] = (left[row] ?? 0) - share * (other[row] ?? 0);
		}
		const variance = meanProduct(left, left);
		if (variance < LEAST_LEFT) continue;
		kept.push(left.map((value) => value / Math.sqrt(variance)));
	}
	return kept;
}

function meanProduct(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let row = 0; row < a.length; row++) sum += (a[row] ?? 0) * (b[row] ?? 0);
	return sum / a.length;
}

/** The inverse of the standard normal distribution, by bisection of its tail (Abramowitz & Stegun 1964, 26.2.17). */
function normalQuantile(p: number): number {
	if (p < 0.5) return -normalQuantile(1 - p);
	let low = 0;
	let high = 8;
	for (let step = 0; step < 48; step++) {
		const middle = (low + high) / 2;
		if (normalTail(middle) > 1 - p) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** Share above x ≥ 0, to 8e-8. */
function normalTail(x: number): number {
	const t = 1 / (1 + 0.2316419 * x);
	const terms = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
	const polynomial = terms.reduceRight((sum, term) => (sum + term) * t, 0);
	return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
