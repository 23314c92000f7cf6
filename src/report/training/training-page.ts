/**
 * The curves of a run as one HTML page beside its statistics. While the run goes on the page loads itself again; it needs
 * no server and no scripts.
 */

import { escapeXml } from "../plots/escape-xml.ts";
import { type LineSeries, linePlot } from "../plots/line-plot.ts";
import type { PlotHost } from "../plots/svg-plot.ts";
import { type StatsRow, seriesOf } from "./stats-series.ts";

export interface TrainingPageContent {
	/** Name of the run. */
	readonly title: string;
	/** A tick each. */
	readonly rows: readonly StatsRow[];
	/** Short facts: a name and a text each. */
	readonly facts: readonly (readonly [name: string, text: string])[];
	/** Pictures in the page's folder, with what they show. */
	readonly pictures: readonly { readonly file: string; readonly caption: string }[];
	/** Results of metrics, a plot each. */
	readonly metrics: readonly { readonly name: string; readonly rows: readonly StatsRow[] }[];
	/** Whether there is more to come. */
	readonly running: boolean;
}

interface Curves {
	readonly title: string;
	readonly yLabel: string;
	/** Names of values, and what they are called. */
	readonly lines: readonly (readonly [value: string, name: string])[];
}

const CURVES: readonly Curves[] = [
	{
		title: "Losses",
		yLabel: "softplus of the scores",
		lines: [
			["Loss/G/loss", "generator"],
			["Loss/D/loss", "discriminator"],
		],
	},
	{
		title: "Scores of the discriminator",
		yLabel: "logit",
		lines: [
			["Loss/scores/real", "real"],
			["Loss/scores/fake", "fake"],
		],
	},
	{ title: "R1 penalty", yLabel: "squared slope", lines: [["Loss/r1_penalty", "R1"]] },
	{ title: "Density regularisation", yLabel: "loss", lines: [["Loss/G/reg", "density"]] },
	{ title: "Augmentation", yLabel: "probability", lines: [["Progress/augment", "p"]] },
	{ title: "Speed", yLabel: "images per second", lines: [["Timing/images_per_sec", "speed"]] },
	{ title: "Rays per side", yLabel: "rays", lines: [["Progress/neural_rendering_resolution", "rays"]] },
	{ title: "Blur of the discriminator", yLabel: "σ, pixels", lines: [["Progress/blur_sigma", "σ"]] },
	{ title: "Swapped conditioning camera", yLabel: "probability", lines: [["Progress/swap_prob", "p"]] },
];

const REFRESH_SECONDS = 30;
const STYLE = `
body { font: 15px/1.5 TriplaneInter, sans-serif; color: #1b2430; margin: 2rem auto; max-width: 1040px; padding: 0 1rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem 1.2rem; }
dt { color: #4a5463; font-size: .85rem; } dd { margin: 0; font-weight: 600; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; } .plots svg { max-width: 100%; height: auto; }
figure { margin: 1rem 0; } figure img { max-width: 100%; image-rendering: pixelated; } figcaption { color: #4a5463; }
`;

/** The page as HTML. */
export function trainingPage(host: PlotHost, content: TrainingPageContent): string {
	const { title, facts, pictures, rows, metrics, running } = content;
	const refresh = running ? `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">` : "";
	const listed = facts.map(([name, text]) => `<div><dt>${escapeXml(name)}</dt><dd>${escapeXml(text)}</dd></div>`);
	const shown = pictures.map(
		({ file, caption }) =>
			`<figure><img src="${escapeXml(encodeURIComponent(file))}" alt="${escapeXml(caption)}"><figcaption>${escapeXml(caption)}</figcaption></figure>`,
	);
	const plots = [
		...metrics.flatMap(({ name, rows: results }) => plotOf(host, results, metricCurves(name))),
		...CURVES.flatMap((curves) => plotOf(host, rows, curves)),
	];
	return [
		'<!doctype html><html lang="en"><head><meta charset="utf-8">',
		`<meta name="viewport" content="width=device-width, initial-scale=1">${refresh}`,
		`<title>${escapeXml(title)}</title><style>${host.typefaceCss}${STYLE}</style></head><body>`,
		`<h1>${escapeXml(title)}</h1><dl>${listed.join("")}</dl>`,
		plots.length > 0 ? `<h2>Curves</h2><div class="plots">${plots.join("")}</div>` : "",
		shown.length > 0 ? `<h2>Pictures</h2>${shown.join("")}` : "",
		"</body></html>\n",
	].join("\n");
}

function metricCurves(name: string): Curves {
	return { title: name, yLabel: name, lines: [[name, name]] };
}

/** Nothing where fewer than two ticks have a value. */
function plotOf(host: PlotHost, rows: readonly StatsRow[], { title, yLabel, lines }: Curves): string[] {
	const series: LineSeries[] = lines.map(([value, name]) => ({ name, points: seriesOf(rows, value) }));
	const known = series.filter(({ points }) => points.length > 1);
	if (known.length === 0) return [];
	return [linePlot(host, { title, xLabel: "thousands of images", yLabel }, known).svg];
}
