/**
 * What can be seen of a person as a list of numbers of about unit size: quantities standardised, one number for each
 * choice of what is chosen. A mapping that has learned them tells people apart before there is a picture.
 */

import { gazeAt } from "../gaze.ts";
import { BEARD_STYLES, CLOTH_PATTERNS, HAIR_STYLES, HEADWEAR, NECKLINES } from "../identity/identity.ts";
import { BACKDROP_KINDS } from "../shade/backdrop.ts";
import { faceLayout } from "../shape/layout.ts";
import { type LatentPerson, personOf } from "./person.ts";

/** Traits that are words, by their place in a person. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
	["identity.hair.style", HAIR_STYLES],
	["identity.headwear.kind", HEADWEAR],
	["identity.beard.style", BEARD_STYLES],
	["identity.body.neckline", NECKLINES],
	["identity.body.pattern", CLOTH_PATTERNS],
	["backdrop.kind", BACKDROP_KINDS],
]);
/** Numbers that only place a noise: nothing that could be learned. */
const UNSEEN = /\.pattern$/;
/** Value of the choice that was made; the others are 0. Quantities have a deviation of 1: kinds are seen from afar. */
const CHOSEN = 5;

/** Quantities that differ by less are the same for all. */
const LEAST_DEVIATION = 1e-5;

/** Where the names begin of what only some people have. */
const WORN = {
	glasses: "glasses",
	headwear: "worn.headwear",
	beard: "worn.beard",
	secondCloth: "worn.secondCloth",
} as const;
/** Such quantities count so many times: they are 0 for all the others. */
const WORN_WEIGHT = 3;

interface Column {
	readonly name: string;
	readonly mean: number;
	readonly deviation: number;
}

/** How traits are standardised. */
export interface TraitScale {
	readonly columns: readonly Column[];
}

/**
 * Named values of a person. What is not there has none, such as the colour of a hat that is not worn: a mapping that tells
 * such colours only where they show has them as numbers of their own, which a picture needs.
 */
function* valuesOf({ identity, setting, target }: LatentPerson): Generator<readonly [string, number]> {
	const { glasses, headwear, beard, body, ...others } = identity;
	const { style, ...beardParts } = beard;
	const { secondCloth, ...clothes } = body;
	yield* numbersIn("identity", { ...others, body: clothes, headwear: { kind: headwear.kind }, beard: { style } });
	yield ["glasses.worn", glasses ? CHOSEN : 0];
	yield* numbersIn(WORN.glasses, glasses);
	yield* numbersIn(WORN.headwear, headwear.kind === "none" ? null : { colour: headwear.colour });
	yield* numbersIn(WORN.beard, style === "none" ? null : beardParts);
	yield* numbersIn(WORN.secondCloth, body.pattern === "plain" ? null : secondCloth);
	yield* numbersIn("backdrop", setting.backdrop);
	yield* numbersIn("rig", setting.rig);
	const { yawRadians, pitchRadians } = gazeAt(target, faceLayout(identity));
	yield ["gaze.yaw", yawRadians];
	yield ["gaze.pitch", pitchRadians];
}

function* numbersIn(path: string, value: unknown): Generator<readonly [string, number]> {
	if (typeof value === "number") {
		if (!UNSEEN.test(path)) yield [path, value];
	} else if (typeof value === "string") {
		for (const word of WORDS.get(path) ?? []) yield [`${path}=${word}`, word === value ? CHOSEN : 0];
	} else if (typeof value === "object" && value !== null) {
		for (const [name, part] of Object.entries(value)) yield* numbersIn(`${path}.${name}`, part);
	}
}

/** Whether a column is left as it is: it has the value of a choice. */
function isChoice(name: string): boolean {
	return name.includes("=") || name === "glasses.worn";
}

/** The scale of given people: mean and deviation of each quantity that differs among those who have it. */
export function traitScale(latents: Iterable<ArrayLike<number>>): TraitScale {
	const sums = new Map<string, { count: number; sum: number; squares: number }>();
	for (const z of latents) {
		for (const [name, value] of valuesOf(personOf(z))) {
			const at = sums.get(name) ?? { count: 0, sum: 0, squares: 0 };
			sums.set(name, { count: at.count + 1, sum: at.sum + value, squares: at.squares + value * value });
		}
	}
	const columns: Column[] = [];
	for (const [name, { count, sum, squares }] of sums) {
		const mean = sum / count;
		const deviation = Math.sqrt(Math.max(squares / count - mean * mean, 0));
		if (isChoice(name)) columns.push({ name, mean: 0, deviation: 1 });
		else if (deviation > LEAST_DEVIATION) columns.push({ name, mean, deviation: deviation / weightOf(name) });
	}
	return { columns };
}

function weightOf(name: string): number {
	return Object.values(WORN).some((path) => name.startsWith(`${path}.`)) ? WORN_WEIGHT : 1;
}

/** Standardised traits of a person, one for each column: 0 where the person has no such trait. */
export function visibleTraits(z: ArrayLike<number>, { columns }: TraitScale): Float32Array {
	const values = new Map(valuesOf(personOf(z)));
	return Float32Array.from(columns, ({ name, mean, deviation }) => {
		const value = values.get(name);
		return value === undefined ? 0 : (value - mean) / deviation;
	});
}
