/** The first section of the page: which networks this is about, what verdicts mean, and all of them with their numbers. */

import type { Verdict } from "../claims/claim.ts";
import { counted } from "../claims/number-words.ts";
import { escapeXml } from "../plots/escape-xml.ts";
import type { Chapter } from "./chapter.ts";
import { badge, claimsTable, VERDICTS } from "./claims-html.ts";
import type { NetworkRuns } from "./content.ts";
import { paragraph } from "./html.ts";

export function verdictsSection(networks: readonly NetworkRuns[], chapters: readonly Chapter[]): string {
	return [
		'<section id="verdicts"><h2>Claims and verdicts</h2>',
		`<p class="caution">${escapeXml(caution(networks))}</p>`,
		paragraph(
			"Each claim has a rule, and verdicts are computed by it: most of them from a mean and its 95 % interval. Fewer than five people have no interval.",
		),
		verdictKey(chapters),
		claimsTable(chapters),
		"</section>",
	].join("\n");
}

/** Says which networks are small and synthetic, so that their verdicts are not taken for those of published ones. */
function caution(networks: readonly NetworkRuns[]): string {
	const ours = networks.filter(({ embedded }) => embedded).map(({ label }) => label);
	const scope = "A verdict holds for the networks that its row names, and for no others.";
	if (ours.length === 0) return scope;
	const [these, are, them] = ours.length === 1 ? ["This network", "is", "it"] : ["These networks", "are", "them"];
	const who = ours.length === networks.length ? these : ours.join(" and ");
	return `${who} ${are} small and synthetic: no photograph was used to train ${them}. ${scope}`;
}

/** What each verdict means, and how many findings have it. */
function verdictKey(chapters: readonly Chapter[]): string {
	const all = chapters.flatMap(({ claims }) => claims.flatMap(({ findings }) => findings));
	const items = (Object.keys(VERDICTS) as Verdict[]).map((verdict) => {
		const count = all.filter((finding) => finding.verdict === verdict).length;
		const words = counted(count, "finding", "findings");
		return `<div><dt>${badge(verdict)} ${words}</dt><dd>${VERDICTS[verdict].when}</dd></div>`;
	});
	return `<dl class="key">${items.join("")}</dl>`;
}
