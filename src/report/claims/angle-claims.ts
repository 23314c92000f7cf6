/** Claims about steep angles (E1): dark borders, blurred backs, what a rebalanced network mends, and why. */

import type { AnglesRecord, NetworkAngles } from "../../analysis/angles/record.ts";
import type { SeedMeasures } from "../../analysis/angles/steep-angles.ts";
import type { ViewMeasures } from "../../analysis/angles/view-measures.ts";
import {
	type BootstrapOptions,
	bootstrapDifference,
	bootstrapMean,
	type Estimate,
	mean,
} from "../../analysis/statistics/bootstrap.ts";
import { type Claim, type Difference, type Finding, notTested, twoWanted, verdictAbove } from "./claim.ts";
import { counted, interval, percentInterval } from "./number-words.ts";

/** True yaws, degrees: the report's outermost column is 63.8°. */
export const STEEP_FROM = 60;
const FRONT_TO = 15;

export function angleClaims(
	{ networks, statisticsSeeds, bootstrap }: AnglesRecord,
	differ: Difference | null,
): Claim[] {
	const measured = networks.map((network) => ({ network, ...effectsOf(network, statisticsSeeds) }));
	const pair = measured.length === 2 ? [measured[0], measured[1]] : [];
	const [first, second] = pair;
	const mended = first && second ? mendedFindings(first, second, bootstrap) : null;
	return [
		{
			id: "borders-dark",
			said: "When the angle becomes larger, the extremities of the background turn black (original network).",
			rule: `Share of dark pixels in the outer eighth of the picture, at true yaws of ${STEEP_FROM}° to 90° minus up to ${FRONT_TO}°, for each person. Shown where the 95 % interval of the mean lies above 0.`,
			findings: measured.map(({ network, borders }) =>
				effectFinding(network.name, bootstrapMean(borders, bootstrap), percentInterval, "more of the border is dark"),
			),
		},
		{
			id: "backs-blurred",
			said: "The backside of the heads is distorted with blurred patches (original network).",
			rule: `Sharpness of the front minus that of the back of the head, in the same pictures at true yaws of ${STEEP_FROM}° to 90°, luma per 1 % of the side. Shown where the interval lies above 0.`,
			findings: measured.map(({ network, blur }) =>
				effectFinding(
					network.name,
					bootstrapMean(blur, bootstrap),
					interval,
					"the back is less sharp than the front by",
				),
			),
		},
		{
			id: "rebalanced-mends",
			said: "With a rebalanced model the black background and the blurring on the rear have been solved largely.",
			rule: "Both effects of the first network minus those of the second. Shown where both intervals lie above 0, contradicted where both lie below. Needs two networks, the rebalanced one second.",
			findings: mended ?? [notTested(namesOf(networks), twoWanted(networks.length))],
		},
		causeOfPoses(networks, mended, differ),
	];
}

interface Effects {
	/** For each person: dark border, steep minus front. */
	readonly borders: readonly (number | null)[];
	/** For each person: sharpness, front minus back of the head. */
	readonly blur: readonly (number | null)[];
}

function effectsOf({ curve, people }: NetworkAngles, seeds: readonly number[]): Effects {
	const yaws = curve.map(({ trueDegrees }) => Math.abs(trueDegrees.yaw));
	const views = ({ curve: measures }: SeedMeasures, from: number, to: number): ViewMeasures[] =>
		measures.filter(
			(_, index) => (yaws[index] ?? Number.NaN) >= from - ROUNDING && (yaws[index] ?? 0) <= to + ROUNDING,
		);
	const counted = people.filter(({ seed }) => seeds.includes(seed));
	return {
		borders: counted.map((person) =>
			less(
				over(views(person, STEEP_FROM, 90), "borderDarkFraction"),
				over(views(person, 0, FRONT_TO), "borderDarkFraction"),
			),
		),
		blur: counted.map((person) => {
			const steep = views(person, STEEP_FROM, 90).filter(({ backSharpness }) => backSharpness !== null);
			return less(over(steep, "frontSharpness"), over(steep, "backSharpness"));
		}),
	};
}

/** Angles come back from cameras with rounding errors. */
const ROUNDING = 0.01;

/** Mean of a measure over views; `null` of none. */
export function over(views: readonly ViewMeasures[], name: keyof ViewMeasures): number | null {
	const values = views.map((view) => view[name]).filter((value) => value !== null);
	return values.length > 0 ? mean(values) : null;
}

function less(a: number | null, b: number | null): number | null {
	return a === null || b === null ? null : a - b;
}

function effectFinding(
	about: string,
	estimate: Estimate,
	write: (estimate: Estimate) => string,
	what: string,
): Finding {
	if (estimate.count === 0) return notTested(about, "Nobody shows what is compared.");
	const people = counted(estimate.count, "person", "people");
	return { about, measured: `${what}: ${write(estimate)} (${people}).`, verdict: verdictAbove(estimate) };
}

type Named = Effects & { readonly network: NetworkAngles };

function mendedFindings(first: Named, second: Named, bootstrap: BootstrapOptions): Finding[] {
	const about = `${first.network.name} minus ${second.network.name}`;
	return [
		effectFinding(
			about,
			bootstrapDifference(first.borders, second.borders, bootstrap),
			percentInterval,
			"darkening of the border",
		),
		effectFinding(about, bootstrapDifference(first.blur, second.blur, bootstrap), interval, "blur of the back"),
	];
}

function causeOfPoses(
	networks: readonly NetworkAngles[],
	mended: readonly Finding[] | null,
	differ: Difference | null,
): Claim {
	const about = namesOf(networks);
	const rule =
		"Needs two networks that differ in nothing but the poses of their training pictures, which --differ poses says of them. Then: the verdict of the claim before.";
	const said =
		"This effect is rather easy to explain: the original model is trained mainly on images where the person looks straight ahead.";
	return { id: "poses-cause", said, rule, findings: causeFindings(about, networks.length, mended, differ) };
}

function causeFindings(
	about: string,
	count: number,
	mended: readonly Finding[] | null,
	differ: Difference | null,
): Finding[] {
	if (!mended) return [notTested(about, twoWanted(count))];
	if (differ !== "poses") {
		return [notTested(about, "The networks are not said to differ in poses only; a difference may have other causes.")];
	}
	return mended.map((finding) => ({
		...finding,
		measured: `${finding.measured} They are said to differ in poses only.`,
	}));
}

function namesOf(networks: readonly NetworkAngles[]): string {
	return networks.map(({ name }) => name).join(", ");
}
