/** The report as one HTML page: what was claimed, what was measured, and the verdicts, with everything inside. */

import type { Claim } from "../claims/claim.ts";
import { escapeXml, type PlotHost } from "../plots/svg-plot.ts";
import { anglesChapter } from "./angles-chapter.ts";
import { type Chapter, chapterHtml } from "./chapter.ts";
import { claimsTable, verdictCounts } from "./claims-html.ts";
import type { ReportContent } from "./content.ts";
import { eyesChapter } from "./eyes-chapter.ts";
import { Figures, paragraph } from "./html.ts";
import { latentChapter } from "./latent-chapter.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { shapesChapter } from "./shapes-chapter.ts";
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
		`<title>${TITLE}</title><style>${host.typefaceCss}${PAGE_STYLE}</style></head><body>`,
		headHtml(content, chapters),
		"<main>",
		summaryHtml(chapters),
		...chapters.map(chapterHtml),
		"</main>",
		footHtml(content),
		`<script type="module">${content.script.replaceAll("</script", "<\\/script")}</script>`,
		"</body></html>\n",
	].join("\n");
	return { html, chapters: chapters.map(({ title, claims }) => ({ title, claims })) };
}

function headHtml({ facts }: ReportContent, chapters: readonly Chapter[]): string {
	const listed = facts.map(([name, text]) => `<div><dt>${escapeXml(name)}</dt><dd>${escapeXml(text)}</dd></div>`);
	const links = chapters.map(({ id, title }) => `<li><a href="#${id}">${escapeXml(title)}</a></li>`);
	return [
		`<header><h1>${TITLE}</h1>`,
		'<p class="lead">In April 2024 students looked at EG3D, a network that makes people who can be turned: at steep angles, into its volume, at single entries of its latent, at its eyes. This page repeats every experiment, claim by claim: what was said, what was measured, and whether one follows from the other.</p>',
		`<dl class="facts">${listed.join("")}</dl>`,
		`<nav aria-label="Chapters"><ul>${links.join("")}<li><a href="#how">How it was made</a></li></ul></nav></header>`,
	].join("\n");
}

function summaryHtml(chapters: readonly Chapter[]): string {
	return [
		'<section id="verdicts"><h2>Claims and verdicts</h2>',
		paragraph(
			"Every verdict is computed from a number and its 95 % interval by a rule that stands beside the claim. Shown: the interval lies wholly where the claim says. Contradicted: wholly on the other side. Not shown: both are possible, or there are fewer than five people. Not tested: what the test needs was not there. Verdicts hold for the networks that are named, and for no others.",
		),
		verdictCounts(chapters.flatMap(({ claims }) => claims)),
		claimsTable(chapters),
		"</section>",
	].join("\n");
}

function footHtml({ command }: ReportContent): string {
	return [
		'<footer id="how"><h2>How it was made</h2>',
		paragraph(
			"One command ran the commands of all chapters and put their results together. Everything is seeded: the same command on the same kind of machine gives the same numbers. What is measured and how stands in docs/experiments.md and docs/meshes-and-video.md, the fields of the records in docs/records.md.",
		),
		`<pre tabindex="0">${escapeXml(command)}</pre></footer>`,
	].join("\n");
}
