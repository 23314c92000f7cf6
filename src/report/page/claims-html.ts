/** Claims on the page: cards with what was said, what was measured, and the verdict; and all of them in one table. */

import type { Claim, Verdict } from "../claims/claim.ts";
import { escapeXml } from "../plots/svg-plot.ts";

/** A sign for each, so that colour is not needed. */
const SIGNS: Readonly<Record<Verdict, string>> = {
	shown: "✓",
	contradicted: "✗",
	"not shown": "~",
	"not tested": "–",
};

export function claimCards(claims: readonly Claim[]): string {
	return claims.map(claimCard).join("\n");
}

function claimCard({ id, said, rule, findings }: Claim): string {
	const found = findings.map(
		({ about, measured, verdict }) =>
			`<li>${badge(verdict)} <span><b>${escapeXml(about)}</b>: ${escapeXml(measured)}</span></li>`,
	);
	return `<section class="claim" id="claim-${id}"><h3>Claim</h3><blockquote>${escapeXml(said)}</blockquote><ul>${found.join("")}</ul><details><summary>The rule</summary><p>${escapeXml(rule)}</p></details></section>`;
}

export function badge(verdict: Verdict): string {
	const kind = verdict.replace(" ", "-");
	return `<span class="verdict ${kind}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</span>`;
}

/** Every claim with its verdicts, linked to its card. */
export function claimsTable(
	chapters: readonly { readonly title: string; readonly claims: readonly Claim[] }[],
): string {
	const rows = chapters.flatMap(({ title, claims }) => [
		`<tr><th scope="colgroup" colspan="2">${escapeXml(title)}</th></tr>`,
		...claims.map(({ id, said, findings }) => {
			const verdicts = findings.map(({ about, verdict }) => `<li>${badge(verdict)} ${escapeXml(about)}</li>`);
			return `<tr><td><a href="#claim-${id}">${escapeXml(said)}</a></td><td><ul class="verdicts">${verdicts.join("")}</ul></td></tr>`;
		}),
	]);
	return `<table class="claims"><caption>Claims of the report and what was found</caption><thead><tr><th scope="col">The report says</th><th scope="col">Verdict</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

/** How many findings have each verdict. */
export function verdictCounts(claims: readonly Claim[]): string {
	const all = claims.flatMap(({ findings }) => findings);
	const verdicts = Object.keys(SIGNS) as Verdict[];
	const counts = verdicts.map((verdict) => {
		const count = all.filter((finding) => finding.verdict === verdict).length;
		return `<li>${badge(verdict)} ${count}</li>`;
	});
	return `<ul class="counts">${counts.join("")}</ul>`;
}
