/** A chapter of the page: claims, each with its findings and the figures that support them; then how it was made. */

import type { Claim } from "../claims/claim.ts";
import { escapeXml } from "../plots/escape-xml.ts";
import { claimHtml } from "./claims-html.ts";
import type { PageRun } from "./content.ts";
import { paragraph, runBox } from "./html.ts";

export interface Chapter {
	/** Stable, for links. */
	readonly id: string;
	readonly title: string;
	/** Sentences under the title. */
	readonly intro: string;
	readonly claims: readonly Claim[];
	/** HTML that follows a claim, by the claim's id. */
	readonly figures: Readonly<Record<string, readonly string[]>>;
	/** HTML of figures that belong to no single claim. */
	readonly more: readonly string[];
	/** What made it. */
	readonly runs: readonly PageRun<unknown>[];
}

export function chapterHtml({ id, title, intro, claims, figures, more, runs }: Chapter): string {
	const further = more.filter((part) => part !== "");
	return [
		`<section id="${id}"><h2>${escapeXml(title)}</h2>`,
		paragraph(intro),
		...claims.flatMap((claim) => [claimHtml(claim), ...(figures[claim.id] ?? []).filter((part) => part !== "")]),
		...(further.length > 0 ? ["<h3>More figures</h3>", ...further] : []),
		madeHtml(runs),
		"</section>",
	].join("\n");
}

/** Closed, unless a command failed: then why is to be read at once. */
function madeHtml(runs: readonly PageRun<unknown>[]): string {
	const open = runs.some(({ failure }) => failure !== null) ? " open" : "";
	return `<details class="fold"${open}><summary>Commands and records of this chapter</summary>${runs.map(runBox).join("\n")}</details>`;
}
