/**
 * How many distinct people a network has, beside the report's 2^512: people are drawn, seen from the front, shrunk to
 * their coarse look and compared; the threshold comes from pairs of views of one and the same person.
 */

import { viewCameraAt } from "../../camera/view-camera.ts";
import { concatBatch } from "../../generator/batch.ts";
import type { Generator } from "../../generator/generator.ts";
import type { RenderOptions } from "../../generator/render-options.ts";
import { trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import { viewOf } from "../../generator/views.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { InputError, throwIfAborted } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { quantile } from "../../tensor/statistics.ts";
import { type Histogram, histogram } from "../dataset/histogram.ts";
import { imageDistance, shrunk } from "../image-distance.ts";
import { type Truncation, wsOfLatent } from "../person.ts";
import {
	bestLowerBound,
	countPeople,
	type LowerBound,
	MOST_THRESHOLDS,
	type PeopleEstimate,
	type TailEstimate,
	tailEstimate,
} from "./collisions.ts";

export interface DistinctPeopleOptions {
	/** People to draw, at least 3. */
	readonly people: number;
	/** Seed of their latents. */
	readonly peopleSeed: number;
	/** The other view of each person: true yaw from the front, degrees. */
	readonly viewYawDegrees: number;
	/** Field of view of all views, as the published scripts count it. Default: that of the training cameras. */
	readonly fovDegrees?: number | undefined;
	/** Side that images are shrunk to before they are compared. */
	readonly side: number;
	/** Share of same-person pairs that the threshold takes in. */
	readonly sensitivity: number;
	readonly truncation: Truncation;
	readonly render?: Omit<RenderOptions, "signal" | "onProgress" | "superresolution"> | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

export const DISTINCT_PEOPLE_DEFAULTS: Pick<
	DistinctPeopleOptions,
	"peopleSeed" | "viewYawDegrees" | "side" | "sensitivity"
> = Object.freeze({ peopleSeed: 0, viewYawDegrees: 10, side: 16, sensitivity: 0.9 });

export interface DistinctPeople {
	readonly people: number;
	readonly pairs: number;
	/** `sensitivity` quantile of the distances of same-person pairs. */
	readonly threshold: number;
	readonly sensitivity: number;
	/** Probability that a same-person pair is nearer than a pair of two people: 1 tells them apart, ½ does not at all. */
	readonly separation: number;
	/** Distances of the two views of each person. */
	readonly samePerson: readonly number[];
	/** Quantiles of the distances of all pairs of people: least, 1 %, 5 %, 25 %, 50 %, 75 %, 95 %, most. */
	readonly differentPeople: readonly number[];
	/** Both kinds of pairs over one range. */
	readonly histograms: { readonly samePerson: Histogram; readonly differentPeople: Histogram };
	readonly estimate: PeopleEstimate;
	/** The largest lower bound over all thresholds of `curve`, at 95 % for all together. */
	readonly atLeast: LowerBound;
	/** Where the threshold lies below the nearest pairs: what their thinning out says. An extrapolation. */
	readonly tail: TailEstimate | null;
	/** The estimate over thresholds: how much hangs on it. */
	readonly curve: readonly PeopleEstimate[];
	/** The report's claim: log₁₀ of 2^zDim. */
	readonly log10TwoToZDim: number;
}

const QUANTILES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
const HISTOGRAM_BINS = 60;
/** Share of pairs that the tail is fitted to. */
const NEAREST_SHARE = 0.01;
const FEWEST_NEAREST = 10;

/** Draws people and counts collisions. */
export async function distinctPeople(generator: Generator, options: DistinctPeopleOptions): Promise<DistinctPeople> {
	const { zDim } = generator.config.mapping;
	const { people, sensitivity } = options;
	if (zDim === 0) throw new InputError("distinctPeople: this network takes no latent z: it has one person");
	if (!(Number.isInteger(people) && people >= 3)) {
		throw new InputError(`distinctPeople: ${people} people, want a whole number, at least 3`);
	}
	const looks = await lookAtPeople(generator, options);
	const samePerson = looks.map(({ front, other }) => imageDistance(front, other)).sort((a, b) => a - b);
	const threshold = quantile(samePerson, sensitivity);
	const distances = pairDistances(looks.map(({ front }) => front));
	const sorted = sortedPairs(distances, people);
	const all = thresholds(samePerson, sorted);
	const nearest = Math.max(FEWEST_NEAREST, Math.round(sorted.length * NEAREST_SHARE));
	return {
		...{ people, pairs: sorted.length, threshold, sensitivity, samePerson },
		separation: separationOf(samePerson, sorted),
		differentPeople: QUANTILES.map((share) => quantile(sorted, share)),
		histograms: histogramsOf(samePerson, sorted),
		estimate: countPeople(distances, people, threshold, sensitivity),
		tail: tailEstimate(sorted, Math.min(nearest, sorted.length - 1), threshold, sensitivity),
		atLeast: bestLowerBound(distances, people, samePerson, all),
		curve: all.map((one) => countPeople(distances, people, one, shareBelow(samePerson, one))),
		log10TwoToZDim: zDim * Math.log10(2),
	};
}

interface Looks {
	/** [1, 3, side, side] */
	readonly front: Float32Tensor;
	readonly other: Float32Tensor;
}

async function lookAtPeople(generator: Generator, options: DistinctPeopleOptions): Promise<Looks[]> {
	const { people, peopleSeed, viewYawDegrees, side, truncation, render = {}, signal, onProgress } = options;
	const { mapping, rendering } = generator.config;
	const fovDegrees = options.fovDegrees ?? trainingFov(rendering).degrees;
	const orbit = trainingOrbit(rendering);
	const cameras = concatBatch(
		[0, viewYawDegrees].map((yaw) => viewCameraAt({ yaw, pitch: 0 }, orbit, fovDegrees).label),
	);
	const random = new RandomState(peopleSeed);
	const looks: Looks[] = [];
	for (let index = 0; index < people; index++) {
		throwIfAborted(signal, "counting people");
		const z = float32Tensor([1, mapping.zDim], Float32Array.from(random.randn(mapping.zDim)));
		const ws = await wsOfLatent(generator, z, truncation, signal);
		const planes = await generator.planes(ws, { signal });
		const views = await generator.render(planes, ws, cameras, { ...render, superresolution: false, signal });
		looks.push({ front: shrunk(viewOf(views, 0).imageRaw, side), other: shrunk(viewOf(views, 1).imageRaw, side) });
		onProgress?.({ stage: "people", fraction: (index + 1) / people });
	}
	return looks;
}

/** @returns [people, people] */
function pairDistances(images: readonly Float32Tensor[]): Float64Array {
	const people = images.length;
	const distances = new Float64Array(people ** 2);
	for (const [i, a] of images.entries()) {
		for (const [j, b] of images.entries()) {
			if (j <= i) continue;
			const distance = imageDistance(a, b);
			distances[i * people + j] = distance;
			distances[j * people + i] = distance;
		}
	}
	return distances;
}

function sortedPairs(distances: Float64Array, people: number): Float64Array {
	return distances.filter((_, at) => Math.floor(at / people) < at % people).sort();
}

/** Mann and Whitney's statistic as a probability; ties count half. Both ascending. */
export function separationOf(same: readonly number[], different: Float64Array): number {
	let [below, upTo, wins] = [0, 0, 0];
	for (const value of same) {
		while (below < different.length && (different[below] ?? 0) < value) below += 1;
		upTo = Math.max(upTo, below);
		while (upTo < different.length && (different[upTo] ?? 0) <= value) upTo += 1;
		wins += different.length - upTo + (upTo - below) / 2;
	}
	return wins / (same.length * different.length);
}

function histogramsOf(samePerson: readonly number[], sorted: Float64Array): DistinctPeople["histograms"] {
	const range = { from: 0, to: Math.max(samePerson.at(-1) ?? 0, sorted.at(-1) ?? 0) || 1 };
	return {
		samePerson: histogram(samePerson, range, HISTOGRAM_BINS),
		differentPeople: histogram([...sorted], range, HISTOGRAM_BINS),
	};
}

/** From where the first same-person pairs are to the median of pairs of people, evenly in the logarithm. */
function thresholds(samePerson: readonly number[], sorted: Float64Array): number[] {
	const from = Math.max(quantile(samePerson, 0.05), 1e-6);
	const to = Math.max(quantile(sorted, 0.5), from * 1.01);
	return Array.from({ length: MOST_THRESHOLDS }, (_, index) => from * (to / from) ** (index / (MOST_THRESHOLDS - 1)));
}

/** Sensitivity of a threshold; at least that of one pair, so that it can be divided by. */
function shareBelow(samePerson: readonly number[], threshold: number): number {
	return Math.max(1, samePerson.filter((value) => value < threshold).length) / samePerson.length;
}
