/** Claims on the page: a section for each, and all of them in one table with their numbers. */

import type { Claim, Finding, Verdict } from "../claims/claim.ts";
import { escapeXml } from "../plots/escape-xml.ts";

/** A sign for each, so that colour is not needed; and when it is given. */
export const VERDICTS: Readonly<Record<Verdict, { readonly sign: string; readonly when: string }>> = {
	shown: { sign: "✓", when: "The whole interval lies where the claim says." },
	contradicted: { sign: "✗", when: "The whole interval lies on the other side." },
	"not shown": { sign: "~", when: "Both are possible, or there are fewer than five people." },
	"not tested": { sign: "–", when: "What the test needs was missing." },
};

export function badge(verdict: Verdict): string {
	const kind = verdict.replace(" ", "-");
	return `<span class="verdict ${kind}"><span aria-hidden="true">${VERDICTS[verdict].sign}</span> ${verdict}</span>`;
}

/** What was said, what was found with all there is to know, and the rule. */
export function claimHtml({ id, title, said, rule, findings }: Claim): string {
	const groups = byQuantity(findings).map(
		({ quantity, rows }) => `<h4>${escapeXml(sentence(quantity))}</h4><ul>${rows.map(findingItem).join("")}</ul>`,
	);
	return `<section class="claim" id="claim-${id}"><h3>${escapeXml(title)}</h3><blockquote>${escapeXml(said)}</blockquote>${groups.join("")}<details><summary>The rule</summary><p>${escapeXml(rule)}</p></details></section>`;
}

function findingItem({ about, value, basis, note, verdict }: Finding): string {
	const number =
		value === null ? "" : `<b class="value">${escapeXml(value)}</b> <span class="basis">${escapeXml(basis)}</span>`;
	const further = note === "" ? "" : `<span class="note">${escapeXml(note)}</span>`;
	return `<li>${badge(verdict)}<span class="about">${escapeXml(about)}</span><span>${number} ${further}</span></li>`;
}

interface QuantityRows {
	readonly quantity: string;
	readonly rows: readonly Finding[];
}

/** Neighbours that measure the same stand together, so that it is said once. */
function byQuantity(findings: readonly Finding[]): QuantityRows[] {
	const quantities = [...new Set(findings.map(({ quantity }) => quantity))];
	return quantities.map((quantity) => ({ quantity, rows: findings.filter((one) => one.quantity === quantity) }));
}

const COLUMNS = ["Measured", "Network", "Value [95 % interval]", "From", "Verdict"] as const;

/** Every finding with its number, under its claim, which links to its section. */
export function claimsTable(
	chapters: readonly { readonly title: string; readonly claims: readonly Claim[] }[],
): string {
	const heads = COLUMNS.map((words) => `<th scope="col">${words}</th>`);
	const bodies = chapters.flatMap(({ title, claims }) => [
		`<tbody><tr class="chapter"><th scope="rowgroup" colspan="${COLUMNS.length}">${escapeXml(title)}</th></tr></tbody>`,
		...claims.map(claimRows),
	]);
	return `<table class="claims"><thead><tr>${heads.join("")}</tr></thead>${bodies.join("")}</table>`;
}

function claimRows({ id, title, said, findings }: Claim): string {
	const head = `<tr class="said"><th scope="rowgroup" colspan="${COLUMNS.length}"><a href="#claim-${id}">${escapeXml(title)}</a> <q>${escapeXml(said)}</q></th></tr>`;
	const rows = byQuantity(findings).flatMap(({ quantity, rows: same }) =>
		same.map((finding, index) => {
			const first = `<td class="quantity" rowspan="${same.length}">${escapeXml(sentence(quantity))}</td>`;
			return `<tr>${index === 0 ? first : ""}${findingCells(finding)}</tr>`;
		}),
	);
	return `<tbody>${head}${rows.join("")}</tbody>`;
}

/** The reason takes the place of a number that is not there. */
function findingCells({ about, value, basis, note, verdict }: Finding): string {
	const number =
		value === null
			? `<td class="note" colspan="2">${escapeXml(note)}</td>`
			: `<td class="value">${escapeXml(value)}</td><td class="basis">${escapeXml(basis)}</td>`;
	return `<td class="about">${escapeXml(about)}</td>${number}<td>${badge(verdict)}</td>`;
}

/** With a capital letter. */
function sentence(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
