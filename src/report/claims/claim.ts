/**
 * Claims of the report and what was found of them. A verdict comes from a number, its interval and a rule that the page
 * prints beside it; nothing is written in advance.
 */

import type { Estimate } from "../../analysis/statistics/bootstrap.ts";

/**
 * `shown`: the interval lies wholly where the claim says; `contradicted`: wholly on the other side; `not shown`: both are
 * possible, or too few people; `not tested`: what the test needs was not there.
 */
export type Verdict = "shown" | "contradicted" | "not shown" | "not tested";

/** What was found of a claim, in one network or one pair of them. */
export interface Finding {
	/** Whom it is about: a network's name, or two. */
	readonly about: string;
	/** The numbers as a sentence. */
	readonly measured: string;
	readonly verdict: Verdict;
}

export interface Claim {
	/** Stable, for links; as in `borders-dark`. */
	readonly id: string;
	/** What the report said, shortened. */
	readonly said: string;
	/** What was measured, and when that counts as shown. */
	readonly rule: string;
	readonly findings: readonly Finding[];
}

/** What two networks differ in while all else is alike, as whoever asks for a report says. */
export type Difference = "poses" | "gaze";

/** Fewer people have no interval worth the name: with five, a nominal 95 % holds the truth in 83 %. */
export const LEAST_PEOPLE = 5;

/** Verdict on "the number is above `border`". */
export function verdictAbove({ low, high, count }: Estimate, border = 0, least: number = LEAST_PEOPLE): Verdict {
	if (low === null || high === null || count === 0) return "not tested";
	if (count < least) return "not shown";
	if (low > border) return "shown";
	return high < border ? "contradicted" : "not shown";
}

/** Verdict on "the number is below `border`". */
export function verdictBelow({ low, high, count }: Estimate, border = 0, least: number = LEAST_PEOPLE): Verdict {
	const opposite = verdictAbove({ mean: null, low, high, count }, border, least);
	if (opposite === "shown") return "contradicted";
	return opposite === "contradicted" ? "shown" : opposite;
}

/** A finding of something that could not be measured. */
export function notTested(about: string, reason: string): Finding {
	return { about, measured: reason, verdict: "not tested" };
}

/** Why a claim about two networks was not tested. */
export function twoWanted(count: number): string {
	return `Needs two networks; ${count === 1 ? "one was" : `${count} were`} measured.`;
}

/** Whom a finding is about that needs no network. */
export const ALL_NETWORKS = "all networks";

/** The claims with those networks that the measurement of failed. */
export function withUnmeasured(claims: readonly Claim[], networks: readonly string[]): Claim[] {
	const unmeasured = networks.map((about) => notTested(about, "The command did not come to an end; why stands below."));
	return claims.map((claim) =>
		claim.findings.some(({ about }) => about === ALL_NETWORKS)
			? claim
			: { ...claim, findings: [...claim.findings.filter(({ about }) => about !== ""), ...unmeasured] },
	);
}
