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

/** What was found of a claim, in one network or one pair of them: a row of the page's tables. */
export interface Finding {
	/** Whom it is about: a network's name, or two. */
	readonly about: string;
	/** What was measured, with its unit. Findings of one claim about the same networks differ in it. */
	readonly quantity: string;
	/** The number with its interval, as in `12.0 [8.1, 16.0] %`; `null` where there is none. */
	readonly value: string | null;
	/** What the number comes from, as in `16 people`; empty without a number. */
	readonly basis: string;
	/** What else one has to know, or why there is no number: sentences, or empty. */
	readonly note: string;
	readonly verdict: Verdict;
}

export interface Claim {
	/** Stable, for links; as in `borders-dark`. */
	readonly id: string;
	/** The claim in a few words, as a heading. */
	readonly title: string;
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

/** Whether the interval of an estimate is shown, in texts and in plots. */
export function hasInterval({ low, high, count }: Estimate): boolean {
	return low !== null && high !== null && count >= LEAST_PEOPLE;
}

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

/** A finding of something that could not be measured. @param reason  a sentence */
export function notTested(about: string, quantity: string, reason: string): Finding {
	return { about, quantity, value: null, basis: "", note: reason, verdict: "not tested" };
}

/** Why a claim about two networks was not tested. */
export function twoWanted(count: number): string {
	return `Needs two networks; ${count === 1 ? "one was" : `${count} were`} measured.`;
}

/** Whom a finding is about that needs no network. */
export const ALL_NETWORKS = "all networks";

const COMMAND_FAILED = "The command failed. Its message is at the end of the chapter.";

/** The claims with those networks that the measurement of failed. */
export function withUnmeasured(claims: readonly Claim[], networks: readonly string[]): Claim[] {
	return claims.map((claim) => {
		const measured = claim.findings.filter(({ about }) => about !== "");
		if (measured.some(({ about }) => about === ALL_NETWORKS)) return claim;
		const quantity = measured[0]?.quantity ?? "not measured";
		const unmeasured = networks.map((about) => notTested(about, quantity, COMMAND_FAILED));
		return { ...claim, findings: [...measured, ...unmeasured] };
	});
}
