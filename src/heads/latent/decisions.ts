/**
 * Where numbers of a latent decide: the values at which a kind, a colour or a yes turns into another. Found by looking at
 * many people, so that it follows what `personOf` does.
 */

import { portraitLatent } from "../portrait.ts";
import { normalOf } from "./normal.ts";
import { personOf } from "./person.ts";
import type { DecisionKind } from "./person-draws.ts";

export interface Decision {
	/** Which number of a latent. */
	readonly index: number;
	readonly kind: DecisionKind;
	/** The value of the number, of N(0, 1). */
	readonly at: number;
	/** Share of people for whom it is asked. */
	readonly people: number;
}

/** Decisions at values that differ by less are one. */
export const CLOSE = 0.08;
/** Decisions for fewer people are left out. */
const FEWEST_ASKED = 0.02;
/** A number that decides at more values than this, each for other people, is a quantity that is compared. */
const MOST_CHOICES = 8;

/**
 * Decisions that many people are made with, those of most people first. Numbers that are compared with a quantity, and
 * so decide at other values for everybody, are left out.
 * @param count  people who are asked
 */
export function decisionsOfPeople(count: number): Decision[] {
	const sums = new Map<string, { index: number; kind: DecisionKind; sum: number; count: number }>();
	for (let person = 0; person < count; person++) {
		personOf(portraitLatent({ seed: 0 }, person), (index, share, kind) => {
			if (share <= 0 || share >= 1) return;
			const at = normalOf(share);
			const key = `${index} ${Math.round(at / CLOSE)}`;
			const sum = sums.get(key) ?? { index, kind, sum: 0, count: 0 };
			sums.set(key, { index, kind, sum: sum.sum + at, count: sum.count + 1 });
		});
	}
	const common = [...sums.values()].filter((sum) => sum.count >= FEWEST_ASKED * count);
	const isSharp = ({ index, kind }: Pick<Decision, "index" | "kind">): boolean =>
		kind === "place" || common.filter((other) => other.index === index).length <= MOST_CHOICES;
	return common
		.filter(isSharp)
		.map(({ index, kind, sum, count: asked }) => ({ index, kind, at: sum / asked, people: asked / count }))
		.sort((one, other) => other.people - one.people || one.index - other.index || one.at - other.at);
}
