/** Claims about steep angles (E1): dark borders, blurred backs, what two networks say of them. */

import type { AnglesRecord } from "../../analysis/angles/record.ts";
import { bootstrapMean } from "../../analysis/statistics/bootstrap.ts";
import { EFFECTS, type Effect, effectFinding, effectsOf, FRONT_TO, STEEP_FROM } from "./angle-effects.ts";
import { pairClaims } from "./angle-pairs.ts";
import type { Claim, Difference, Finding } from "./claim.ts";

export function angleClaims(
	{ networks, statisticsSeeds, bootstrap }: AnglesRecord,
	differ: Difference | null,
): Claim[] {
	const measured = networks.map((network) => effectsOf(network, statisticsSeeds));
	const findings = (effect: Effect): Finding[] =>
		measured.map((effects) =>
			effectFinding(effects.network.name, bootstrapMean(effect.of(effects), bootstrap), effect, effect.quantity),
		);
	return [
		{
			id: "borders-dark",
			title: "Borders turn dark at steep angles",
			said: "When the angle becomes larger, the extremities of the background turn black (original network).",
			rule: `Share of dark pixels in the outer eighth of the picture, at true yaws of ${STEEP_FROM}° to 90° minus up to ${FRONT_TO}°, for each person. Shown where the 95 % interval of the mean lies above 0.`,
			findings: findings(EFFECTS.borders),
		},
		{
			id: "backs-blurred",
			title: "Backs of heads are blurred",
			said: "The backside of the heads is distorted with blurred patches (original network).",
			rule: `Sharpness of the front minus that of the back of the head, in the same pictures at true yaws of ${STEEP_FROM}° to 90°, luma per 1 % of the side. Shown where the interval lies above 0.`,
			findings: findings(EFFECTS.blur),
		},
		...pairClaims(measured, bootstrap, differ),
	];
}
