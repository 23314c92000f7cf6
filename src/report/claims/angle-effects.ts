/** What becomes of people at steep angles, as one number for each person: darker borders, blurred backs. */

import type { NetworkAngles } from "../../analysis/angles/record.ts";
import type { SeedMeasures } from "../../analysis/angles/steep-angles.ts";
import type { ViewMeasures } from "../../analysis/angles/view-measures.ts";
import type { Estimate } from "../../analysis/statistics/bootstrap.ts";
import { mean } from "../../tensor/statistics.ts";
import { type Finding, notTested, verdictAbove } from "./claim.ts";
import { countedPeople, interval, percentInterval } from "./number-words.ts";

/** True yaws, degrees: the report's outermost column is 63.8°. */
export const STEEP_FROM = 60;
export const FRONT_TO = 15;

/** One thing that happens to people at steep angles. */
export interface Effect {
	/** In a few words. */
	readonly name: string;
	/** What is measured, with its unit. */
	readonly quantity: string;
	readonly write: (estimate: Estimate) => string;
	readonly of: (effects: AngleEffects) => readonly (number | null)[];
}

export const EFFECTS: Readonly<Record<"borders" | "blur", Effect>> = {
	borders: {
		name: "darkening of the border",
		quantity: "dark share of the border, steep minus front",
		write: percentInterval,
		of: ({ borders }) => borders,
	},
	blur: {
		name: "blur of the back",
		quantity: "sharpness, front minus back of the head, luma per 1 % of the side",
		write: interval,
		of: ({ blur }) => blur,
	},
};

/** What a network does at steep angles, for each person. */
export interface AngleEffects {
	readonly network: NetworkAngles;
	/** Dark border, steep minus front. */
	readonly borders: readonly (number | null)[];
	/** Sharpness, front minus back of the head. */
	readonly blur: readonly (number | null)[];
}

/** @param seeds  of the people that count */
export function effectsOf(network: NetworkAngles, seeds: readonly number[]): AngleEffects {
	const { curve, people } = network;
	const yaws = curve.map(({ trueDegrees }) => Math.abs(trueDegrees.yaw));
	const views = ({ curve: measures }: SeedMeasures, from: number, to: number): ViewMeasures[] =>
		measures.filter(
			(_, index) => (yaws[index] ?? Number.NaN) >= from - ROUNDING && (yaws[index] ?? 0) <= to + ROUNDING,
		);
	const counted = people.filter(({ seed }) => seeds.includes(seed));
	return {
		network,
		borders: counted.map((person) =>
			less(
				over(views(person, STEEP_FROM, 90), "borderDarkFraction"),
				over(views(person, 0, FRONT_TO), "borderDarkFraction"),
			),
		),
		blur: counted.map((person) => {
			// both of the same views, or a view that shows one of the two only would count for that one
			const steep = views(person, STEEP_FROM, 90).filter(
				({ backSharpness, frontSharpness }) => backSharpness !== null && frontSharpness !== null,
			);
			return less(over(steep, "frontSharpness"), over(steep, "backSharpness"));
		}),
	};
}

/** Angles come back from cameras with rounding errors. */
const ROUNDING = 0.01;

/** Mean of a measure over views; `null` of none. */
function over(views: readonly ViewMeasures[], name: keyof ViewMeasures): number | null {
	const values = views.map((view) => view[name]).filter((value) => value !== null);
	return values.length > 0 ? mean(values) : null;
}

function less(a: number | null, b: number | null): number | null {
	return a === null || b === null ? null : a - b;
}

/** Verdict on "there is such an effect". */
export function effectFinding(about: string, estimate: Estimate, { write }: Effect, quantity: string): Finding {
	if (estimate.count === 0) return notTested(about, quantity, "Nobody shows what is compared.");
	const basis = countedPeople(estimate.count);
	return { about, quantity, value: write(estimate), basis, note: "", verdict: verdictAbove(estimate) };
}
