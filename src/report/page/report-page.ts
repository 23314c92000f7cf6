/** The report as one HTML page: what was claimed, what was measured, and the verdicts, with everything inside. */

import type { Claim } from "../claims/claim.ts";
import { escapeXml } from "../plots/escape-xml.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import { anglesChapter } from "./angles-chapter.ts";
import { type Chapter, chapterHtml } from "./chapter.ts";
import type { ReportContent } from "./content.ts";
import { eyesChapter } from "./eyes-chapter.ts";
import { Figures } from "./figures.ts";
import { paragraph } from "./html.ts";
import { latentChapter } from "./latent-chapter.ts";
import { shapesChapter } from "./shapes-chapter.ts";
import { PAGE_STYLE } from "./style/page-style.ts";
import { verdictsSection } from "./verdicts-section.ts";
import { volumeChapter } from "./volume-chapter.ts";

const TITLE = "A student report on EG3D, measured";

/** The claims of one chapter. */
export interface ChapterClaims {
	readonly title: string;
	readonly claims: readonly Claim[];
}

export interface ReportPage {
	/** The whole page as text; it loads nothing from anywhere. */
	readonly html: string;
	/** Every claim with its findings, by chapter. */
	readonly chapters: readonly ChapterClaims[];
}

/** Weighs the claims and writes the page. Equal content gives an equal page. */
export function reportPage(host: PlotHost, content: ReportContent): ReportPage {
	const figures = new Figures();
	const chapters = [
		anglesChapter(host, figures, content),
		volumeChapter(host, figures, content),
		latentChapter(host, figures, content),
		shapesChapter(figures, content),
		eyesChapter(host, figures, content),
	];
	const html = [
		'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		// servers are asked for an icon otherwise
		'<link rel="icon" href="data:,">',
		`<title>${TITLE}</title><style>${host.typefaceCss}${PAGE_STYLE}</style></head><body>`,
		contentsHtml(chapters),
		`<div class="page"><header><h1>${TITLE}</h1>`,
		'<p class="lead">In April 2024 students looked at EG3D, a network that makes people who can be seen from any side. This page repeats every experiment of their report and says of each claim what was measured.</p></header>',
		"<main>",
		verdictsSection(content.networks, chapters),
		...chapters.map(chapterHtml),
		"</main>",
		footHtml(content),
		"</div>",
		`<script type="module">${content.script.replaceAll("</script", "<\\/script")}</script>`,
		"</body></html>\n",
	].join("\n");
	return { html, chapters: chapters.map(({ title, claims }) => ({ title, claims })) };
}

/** A column beside the page, with every claim; on narrow screens a bar above it, with the chapters. */
function contentsHtml(chapters: readonly Chapter[]): string {
	const links = chapters.map(({ id, title, claims }) => {
		const below = claims.map((claim) => `<li><a href="#claim-${claim.id}">${escapeXml(claim.title)}</a></li>`);
		return `<li><a href="#${id}">${escapeXml(title)}</a><ul>${below.join("")}</ul></li>`;
	});
	return `<nav class="contents" aria-label="Contents"><ul><li><a href="#verdicts">Verdicts</a></li>${links.join("")}<li><a href="#how">How it was made</a></li></ul></nav>`;
}

function footHtml({ command, facts }: ReportContent): string {
	const listed = facts.map(([name, text]) => `<div><dt>${escapeXml(name)}</dt><dd>${escapeXml(text)}</dd></div>`);
	return [
		'<footer id="how"><h2>How it was made</h2>',
		`<dl class="facts">${listed.join("")}</dl>`,
		paragraph(
			"One command ran the commands of all chapters and put their results together. Everything is seeded: the same command on the same kind of machine gives the same numbers. What is measured and how is in docs/experiments.md and docs/meshes-and-video.md, the fields of the records in docs/records.md.",
		),
		`<pre tabindex="0">${escapeXml(command)}</pre></footer>`,
	].join("\n");
}
