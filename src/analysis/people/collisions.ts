/**
 * How many distinct people a model has, from collisions (the birthday paradox test of Arora & Zhang 2017).
 *
 * If N people were equally likely, two draws would be the same with probability 1/N. So the share p of pairs that are the
 * same person says N = 1/p; where people are not equally likely it is the effective number (the inverse of Simpson's
 * index), which is smaller. "The same" is a distance below a threshold that photos of one person keep with probability
 * `sensitivity`. Other people may fall below it by chance; that only raises p. So sensitivity / p is a lower bound of
 * the number of people that this distance can tell apart, not of those a human could.
 *
 * Pairs share people and are not independent: the interval is the wider one of Garwood's for a Poisson count and of the
 * variance of a U-statistic (Hoeffding 1948), whose main term is the spread of people's own collision rates.
 */

import { InputError } from "../../tensor/errors.ts";
import { poissonInterval } from "./poisson-interval.ts";

/** A number of people by its logarithm to base 10; `null` is unbounded or unknown. */
export interface PeopleEstimate {
	readonly threshold: number;
	/** Pairs below the threshold. */
	readonly collisions: number;
	/** `null` where no pair collides: then only `low` is known. */
	readonly log10People: number | null;
	/** Ends of the 95 % interval. */
	readonly log10Low: number;
	readonly log10High: number | null;
	/** How many people one must draw to find two that are the same with probability ½. */
	readonly halfBatch: number | null;
}

/** A confidence, and how many standard deviations of a normal distribution to each side hold it. */
interface Level {
	readonly confidence: number;
	readonly normal: number;
}

const NORMAL_QUANTILE = 1.96;
const USUAL: Level = { confidence: 0.95, normal: NORMAL_QUANTILE };
/** Most thresholds that `bestLowerBound` may try. */
export const MOST_THRESHOLDS = 24;
/** 95 % over all of them together, two bounds for each (Bonferroni). */
const STRICT: Level = { confidence: 1 - 0.05 / (2 * MOST_THRESHOLDS), normal: 3.28 };

/**
 * @param distances    [people, people] symmetric
 * @param sensitivity  probability that two photos of one person are below the threshold, in (0, 1]
 */
export function countPeople(
	distances: Float64Array,
	people: number,
	threshold: number,
	sensitivity: number,
	level: Level = USUAL,
): PeopleEstimate {
	if (distances.length !== people ** 2 || people < 3 || !(sensitivity > 0 && sensitivity <= 1)) {
		throw new InputError(
			`countPeople: ${distances.length} distances of ${people} people, sensitivity ${sensitivity}; want people² of at least 3, and a share`,
		);
	}
	const pairs = (people * (people - 1)) / 2;
	const own = collisionRates(distances, people, threshold);
	const collisions = Math.round((own.reduce((sum, rate) => sum + rate, 0) * (people - 1)) / 2);
	const share = collisions / pairs;
	const { low, high } = shareInterval(collisions, own, pairs, level);
	const peopleAt = (value: number): number => Math.log10(sensitivity / value);
	return {
		threshold,
		collisions,
		log10People: collisions === 0 ? null : peopleAt(share),
		log10Low: peopleAt(Math.min(high, 1)),
		log10High: low > 0 ? peopleAt(low) : null,
		halfBatch: collisions === 0 ? null : Math.sqrt((2 * Math.LN2 * sensitivity) / share),
	};
}

/** For each person the share of the others that collide with it. */
function collisionRates(distances: Float64Array, people: number, threshold: number): Float64Array {
	return Float64Array.from({ length: people }, (_, person) => {
		const row = distances.subarray(person * people, (person + 1) * people);
		const close = row.reduce((count, value, other) => count + (other !== person && value < threshold ? 1 : 0), 0);
		return close / (people - 1);
	});
}

function shareInterval(
	collisions: number,
	own: Float64Array,
	pairs: number,
	{ confidence, normal }: Level,
): { low: number; high: number } {
	const poisson = poissonInterval(collisions, confidence);
	const share = collisions / pairs;
	const people = own.length;
	const spread = own.reduce((sum, rate) => sum + (rate - share) ** 2, 0) / (people - 1);
	const error = normal * Math.sqrt((4 * spread) / people);
	return {
		low: Math.max(0, Math.min(poisson.low / pairs, share - error)),
		high: Math.max(poisson.high / pairs, share + error),
	};
}

/** The largest lower bound that any threshold gives. */
export interface LowerBound {
	readonly threshold: number;
	readonly log10Low: number;
}

/**
 * Sensitivity over the share of collisions is a lower bound at every threshold, so the largest one counts. It holds with
 * 95 % for all thresholds together: sensitivities by the lower end of Wilson's interval, shares by the upper end of
 * theirs, at Bonferroni's level. Throws `InputError` for more than `MOST_THRESHOLDS`.
 * @param distances   [people, people] symmetric
 * @param samePerson  distances of pairs of photos of one person
 */
export function bestLowerBound(
	distances: Float64Array,
	people: number,
	samePerson: readonly number[],
	thresholds: readonly number[],
): LowerBound {
	if (thresholds.length > MOST_THRESHOLDS || thresholds.length === 0) {
		throw new InputError(`bestLowerBound: ${thresholds.length} thresholds, want 1 to ${MOST_THRESHOLDS}`);
	}
	const bounds = thresholds.map((threshold): LowerBound => {
		const below = samePerson.filter((value) => value < threshold).length;
		const sensitivity = wilsonLow(below, samePerson.length, STRICT.normal);
		// one person there is in any case
		if (sensitivity === 0) return { threshold, log10Low: 0 };
		return {
			threshold,
			log10Low: Math.max(0, countPeople(distances, people, threshold, sensitivity, STRICT).log10Low),
		};
	});
	return bounds.reduce((best, bound) => (bound.log10Low > best.log10Low ? bound : best));
}

/** Lower end of Wilson's interval of a share (Wilson 1927). */
export function wilsonLow(hits: number, trials: number, normal: number): number {
	if (hits === 0) return 0;
	const share = hits / trials;
	const square = normal ** 2 / trials;
	return (share + square / 2 - normal * Math.sqrt((share * (1 - share)) / trials + square / trials / 4)) / (1 + square);
}

/** How the smallest distances thin out, and what that says of a threshold below all of them. */
export interface TailEstimate {
	/** Pairs that it comes from. */
	readonly nearest: number;
	/** Number of dimensions that people spread over, as seen by the distance (Hill 1975; Levina & Bickel 2004). */
	readonly dimension: number;
	readonly dimensionLow: number;
	readonly dimensionHigh: number;
	/** log₁₀ of the number of people at the threshold, if the tail goes on as it does; an extrapolation. */
	readonly log10People: number;
	readonly log10Low: number;
	readonly log10High: number;
}

/**
 * The share of pairs nearer than r goes like r^dimension for small r. Fits the dimension to the `nearest` pairs and
 * extends the law down to the threshold. `null` where the threshold is not below those pairs, or they are equal.
 */
export function tailEstimate(
	sortedDistances: Float64Array,
	nearest: number,
	threshold: number,
	sensitivity: number,
): TailEstimate | null {
	const border = sortedDistances[nearest];
	if (border === undefined || !(threshold > 0 && threshold < border)) return null;
	const logs = sortedDistances.subarray(0, nearest).reduce((sum, value) => sum + Math.log(border / value), 0);
	const dimension = nearest / logs;
	if (!Number.isFinite(dimension)) return null;
	const spread = (NORMAL_QUANTILE * dimension) / Math.sqrt(nearest);
	const people = (exponent: number): number =>
		Math.log10((sensitivity * sortedDistances.length) / nearest) + exponent * Math.log10(border / threshold);
	return {
		...{ nearest, dimension, dimensionLow: dimension - spread, dimensionHigh: dimension + spread },
		log10People: people(dimension),
		log10Low: people(dimension - spread),
		log10High: people(dimension + spread),
	};
}
