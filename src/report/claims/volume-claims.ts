/** Claims about the volume (E2): why dark pixels are dark, and what the report's panels show. */

import type { AnglesRecord, NetworkAngles } from "../../analysis/angles/record.ts";
import type { ViewMeasures } from "../../analysis/angles/view-measures.ts";
import { bootstrapMean } from "../../analysis/statistics/bootstrap.ts";
import type { VolumeRecord } from "../../analysis/volume/record.ts";
import { mean } from "../../tensor/statistics.ts";
import { STEEP_FROM } from "./angle-effects.ts";
import { type Claim, type Finding, notTested, verdictAbove } from "./claim.ts";
import { counted, countedPeople, percent, percentInterval } from "./number-words.ts";

/** People with less of it have no darkness to explain. */
const LEAST_DARK = 0.005;

/** Why pixels are dark, over many people. */
export function darknessClaims({ networks, statisticsSeeds, bootstrap }: AnglesRecord): Claim[] {
	const steep = (network: NetworkAngles): ViewMeasures[][] =>
		network.people
			.filter(({ seed }) => statisticsSeeds.includes(seed))
			.map(({ curve }) =>
				curve.filter((_, at) => Math.abs(network.curve[at]?.trueDegrees.yaw ?? 0) >= STEEP_FROM - 0.01),
			)
			.filter((views) => views.length > 0 && mean(views.map(({ darkFraction }) => darkFraction)) >= LEAST_DARK);
	const find = (pick: (view: ViewMeasures) => number, quantity: string, border: number): Finding[] =>
		networks.map((network) => {
			const shares = steep(network).map(
				(views) => mean(views.map(pick)) / mean(views.map(({ darkFraction }) => darkFraction)),
			);
			const estimate = bootstrapMean(shares, bootstrap);
			if (estimate.count === 0) {
				const reason = `Nobody has ${percent(LEAST_DARK)} dark pixels at steep angles: there is nothing to explain.`;
				return notTested(network.name, quantity, reason);
			}
			return {
				...{ about: network.name, quantity, value: percentInterval(estimate), note: "" },
				...{ basis: countedPeople(estimate.count), verdict: verdictAbove(estimate, border) },
			};
		});
	return [
		{
			id: "dark-since-missed",
			title: "Dark pixels are dark since nothing was hit",
			said: "For the dark regions densities are close to zero: there is no surface on which the ray will terminate.",
			rule: `Of dark pixels at true yaws of ${STEEP_FROM}° to 90°, the share whose ray met nothing (opacity below ½). Shown where the interval of the mean over people lies above one half.`,
			findings: find(({ darkMissedFraction }) => darkMissedFraction, "share of dark pixels whose ray hit nothing", 0.5),
		},
		{
			id: "dark-though-hit",
			title: "Dark pixels are dark though something was hit",
			said: "Near the back of the head density is high, but colour values are unknown, and therefore close to black.",
			rule: "Of the same dark pixels, the share whose ray was stopped (opacity at least ½). Shown as a cause where the interval lies above a tenth.",
			findings: find(({ darkHitFraction }) => darkHitFraction, "share of dark pixels whose ray was stopped", 0.1),
		},
	];
}

/** A panel is one depth if its samples stay within this share of the ray. */
const ONE_DEPTH = 1 / 8;

/** What the report's panels are. */
export function panelClaim(views: readonly { readonly about: string; readonly record: VolumeRecord }[]): Claim {
	return {
		id: "panels-are-channels",
		title: "The panels are channels at equal distances",
		said: "Variation of density values across channels: the first three images are of channels equidistant from each other.",
		rule: "Depths of the samples that make one panel, over the picture, as a share of the rays' length. Shown where all stay within an eighth, contradicted where the widest does not.",
		findings: views.map(({ about, record: { seed, slices, published } }) => {
			const quantity = "spread of the depths in one panel, share of the ray";
			const length = (slices.at(-1)?.to ?? 0) - (slices[0]?.from ?? 0);
			const panels = published?.filter(({ index }) => index !== null) ?? [];
			if (panels.length === 0 || length <= 0) return notTested(about, quantity, "The panels were not made.");
			const widest = Math.max(...panels.map(({ nearest, farthest }) => (farthest - nearest) / length));
			return {
				...{ about, quantity, value: `up to ${percent(widest, 0)}` },
				basis: `${counted(panels.length, "panel", "panels")} of seed ${seed}`,
				note: "The panels are importance samples, numbered in the order in which they were drawn.",
				verdict: widest > ONE_DEPTH ? "contradicted" : "shown",
			};
		}),
	};
}
