/** Claims about steep angles (E1): dark borders, blurred backs, what two networks say of them. */

import type { AnglesRecord } from "../../analysis/angles/record.ts";
import { bootstrapMean } from "../../analysis/statistics/bootstrap.ts";
import { effectFinding, effectsOf, FRONT_TO, STEEP_FROM } from "./angle-effects.ts";
import { pairClaims } from "./angle-pairs.ts";
import type { Claim, Difference } from "./claim.ts";
import { interval, percentInterval } from "./number-words.ts";

export function angleClaims(
	{ networks, statisticsSeeds, bootstrap }: AnglesRecord,
	differ: Difference | null,
): Claim[] {
	const measured = networks.map((network) => effectsOf(network, statisticsSeeds));
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
		...pairClaims(measured, bootstrap, differ),
	];
}
