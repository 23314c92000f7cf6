/** A chapter of the page: its text and figures, and the claims that it weighs. */

import type { Claim } from "../claims/claim.ts";
import { escapeXml } from "../plots/svg-plot.ts";
import { claimCards } from "./claims-html.ts";
import type { PageRun } from "./content.ts";
import { runBox } from "./html.ts";

export interface Chapter {
	/** Stable, for links. */
	readonly id: string;
	readonly title: string;
	/** HTML between the title and the claims. */
	readonly body: readonly string[];
	readonly claims: readonly Claim[];
	/** What made it. */
	readonly runs: readonly PageRun<unknown>[];
}

/** The chapter as HTML: figures, then claims, then how it was made. */
export function chapterHtml({ id, title, body, claims, runs }: Chapter): string {
	return [
		`<section id="${id}"><h2>${escapeXml(title)}</h2>`,
		...body.filter((part) => part !== ""),
		claimCards(claims),
		"<h3>Commands and records</h3>",
		...runs.map(runBox),
		"</section>",
	].join("\n");
}
