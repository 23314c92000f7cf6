/** A sweep as text for people. */

import type { DistinctPeople } from "../../analysis/people/distinct-people.ts";
import type { SweepRecord } from "../../analysis/sweep/record.ts";
import { textTable } from "../text-table.ts";

const HEADER = ["row", "step", "sphere", "w", "image", "of two people"];

/** The table of steps, what w is like, and how many people there are. */
export function sweepText({ sweep, directions, people }: SweepRecord): string {
	const { typical } = sweep;
	const rows = sweep.rows.flatMap(({ name, steps }) =>
		steps.map((step) => [
			...[name, step.label, step.sphereDegrees === null ? "" : `${step.sphereDegrees.toFixed(1)}°`],
			...[step.wDistance.toFixed(3), step.imageDistance.toFixed(4), ratio(step.imageDistance, typical.imageDistance)],
		]),
	);
	const two = `two people (median of ${typical.pairs} pairs): ${typical.sphereDegrees?.toFixed(1)}° on the sphere, ${typical.wDistance.toFixed(3)} in w, ${typical.imageDistance.toFixed(4)} in the image`;
	return [
		textTable([HEADER, ...rows], [1, 2, 3, 4, 5]),
		two,
		...(directions
			? [
					`variance of w: ${directions.componentsFor.half} components hold half, ${directions.componentsFor.percent90} hold 90 %, ${directions.componentsFor.percent99} hold 99 % (${directions.samples} people)`,
				]
			: []),
		...(people ? peopleLines(people) : []),
	].join("\n");
}

/** The count, its uncertainty, and the report's claim. */
export function peopleLines(people: DistinctPeople): string[] {
	const { estimate, atLeast, tail, pairs, threshold, separation, log10TwoToZDim } = people;
	const { log10People, log10Low, log10High, collisions, halfBatch } = estimate;
	const number =
		log10People === null
			? `more than ${power(log10Low)} (95 %)`
			: `at least about ${power(log10People)} (95 %: ${power(log10Low)} to ${log10High === null ? "no bound" : power(log10High)})`;
	return [
		`distinct people: at least ${power(atLeast.log10Low)} (95 %, the best bound over all thresholds, at ${atLeast.threshold.toFixed(4)})`,
		`  at the threshold of two views: ${number}; ${collisions} of ${pairs} pairs are nearer than ${threshold.toFixed(4)}, as two views of one person are`,
		...(halfBatch === null ? [] : [`  two alike among ${halfBatch.toFixed(0)} people with probability 1/2`]),
		...(tail
			? [
					`  thinning out of the ${tail.nearest} nearest pairs: dimension ${tail.dimension.toFixed(1)}; extended to the threshold ${power(tail.log10People)} (${power(tail.log10Low)} to ${power(tail.log10High)})`,
				]
			: []),
		`  the distance tells one person from two with probability ${separation.toFixed(3)} (1: always, 0.5: never)`,
		`  the report's 2^zDim is ${power(log10TwoToZDim)}`,
	];
}

/** Small numbers as they are, large ones as a power of ten. */
function power(log10: number): string {
	if (log10 < 4) return (10 ** log10).toPrecision(3);
	const exponent = Math.floor(log10);
	return `${(10 ** (log10 - exponent)).toFixed(1)}·10^${exponent}`;
}

function ratio(value: number, typical: number): string {
	return typical > 0 ? `${(value / typical).toFixed(2)}×` : "";
}
