/** Claims about two networks at steep angles: what the rebalanced one mends, and whether poses are the cause. */

import { type BootstrapOptions, bootstrapDifference, bootstrapMean } from "../../analysis/statistics/bootstrap.ts";
import { type AngleEffects, EFFECTS, type Effect, effectFinding } from "./angle-effects.ts";
import {
	type Claim,
	type Difference,
	type Finding,
	notTested,
	twoWanted,
	type Verdict,
	verdictAbove,
} from "./claim.ts";
import { countedPeople } from "./number-words.ts";

const BOTH: readonly Effect[] = [EFFECTS.borders, EFFECTS.blur];

export function pairClaims(
	networks: readonly AngleEffects[],
	bootstrap: BootstrapOptions,
	differ: Difference | null,
): Claim[] {
	const [first, second, ...more] = networks;
	const about = networks.map(({ network }) => network.name).join(", ");
	const pair = first && second && more.length === 0 ? ([first, second] as const) : null;
	const unpaired = [notTested(about, "difference of two networks", twoWanted(networks.length))];
	return [
		{
			id: "rebalanced-mends",
			title: "A rebalanced network mends both",
			said: "With a rebalanced model the black background and the blurring on the rear have been solved largely.",
			rule: "For each effect that is shown in the first network: shown where the interval of half of it minus the whole of the second network's lies above 0 – no more than half is left; contradicted where the second network's is larger. Needs two networks, the rebalanced one second.",
			findings: pair ? BOTH.map((effect) => mended(effect, pair, bootstrap)) : unpaired,
		},
		{
			id: "poses-cause",
			title: "The poses of the training pictures are the cause",
			said: "This effect is rather easy to explain: the original model is trained mainly on images where the person looks straight ahead.",
			rule: "Needs two networks that differ in nothing but the poses of their training pictures, which --differ poses says of them, the rebalanced one second. Shown where the difference of the effect, first minus second, lies above 0, contradicted where it lies below.",
			findings: pair ? causes(about, pair, bootstrap, differ) : unpaired,
		},
	];
}

type Pair = readonly [first: AngleEffects, second: AngleEffects];

function mended({ name, write, of }: Effect, [first, second]: Pair, bootstrap: BootstrapOptions): Finding {
	const [before, after] = [of(first), of(second)];
	const about = `${first.network.name}, then ${second.network.name}`;
	const quantity = `${name}: half of the first minus the second`;
	const there = bootstrapMean(before, bootstrap);
	if (verdictAbove(there) !== "shown") {
		return notTested(about, quantity, `The first network shows no ${name} that could be mended: ${write(there)}.`);
	}
	const left = bootstrapMean(after, bootstrap);
	const whole = bootstrapDifference(before, after, bootstrap);
	const halves = before.map((value) => (value === null ? null : value / 2));
	const halved = bootstrapDifference(halves, after, bootstrap);
	const verdict = verdictAbove(whole) === "contradicted" ? "contradicted" : atBest(verdictAbove(halved));
	return {
		...{ about, quantity, value: write(halved), basis: countedPeople(halved.count), verdict },
		note: `First ${write(there)}, then ${write(left)}.`,
	};
}

/** That more than half is left does not contradict that something was mended. */
function atBest(verdict: Verdict): Verdict {
	return verdict === "contradicted" ? "not shown" : verdict;
}

function causes(
	about: string,
	[first, second]: Pair,
	bootstrap: BootstrapOptions,
	differ: Difference | null,
): Finding[] {
	if (differ !== "poses") {
		const reason = "The networks are not said to differ in poses only; a difference may have other causes.";
		return [notTested(about, "difference of two networks", reason)];
	}
	return BOTH.map((effect) =>
		effectFinding(
			`${first.network.name} minus ${second.network.name}`,
			bootstrapDifference(effect.of(first), effect.of(second), bootstrap),
			effect,
			`${effect.name}: first minus second`,
		),
	);
}
