/** Plots as SVG: what stands in them, that numbers become places, and that they carry their typeface. */

import { describe, expect, it } from "vitest";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { heatPlot } from "./heat-plot.ts";
import { histogramPlot } from "./histogram-plot.ts";
import { linePlot } from "./line-plot.ts";
import { sequentialColour, seriesColour } from "./palette.ts";
import { plotHeading } from "./plot-heading.ts";
import { drawPlot, joinPlots } from "./svg-plot.ts";

const host = openPlotHost();

const WORDS = { title: "Dark <pixels>", xLabel: "yaw, degrees", yLabel: "% of pixels" };

/** Texts of all text elements. */
function textsOf(svg: string): string[] {
	return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = ""]) => text);
}

describe("a line plot", () => {
	const series = [
		{ name: "first", points: [0, 30, 60].map((x) => ({ x, y: x / 10, low: x / 20, high: x / 5 })) },
		{ name: "second", points: [0, 30, 60].map((x) => ({ x, y: x === 30 ? null : 1 })) },
	];
	const { svg, width, height } = linePlot(host, WORDS, series, {
		marks: [{ x: 60, name: "limit" }],
		xTicks: [0, 60, 90],
	});

	it("has title, labels with units, a legend, marks and ticks as asked for", () => {
		expect(width).toBe(340);
		expect(height).toBeGreaterThan(220);
		const texts = textsOf(svg);
		for (const text of ["Dark &lt;pixels&gt;", "yaw, degrees", "% of pixels", "limit", "0", "60"]) {
			expect(texts).toContain(text);
		}
		expect(texts.filter((text) => /first|second/.test(text))).toHaveLength(2);
		expect(texts).not.toContain("90"); // outside of the numbers
	});

	it("draws no place that is not a number, and leaves gaps", () => {
		expect(svg).not.toMatch(/NaN|Infinity|undefined/);
		const lines = [...svg.matchAll(/stroke="(#[0-9a-f]{6})"[^>]*><path d="([^"]*)"/g)];
		const second = lines.find(([, colour]) => colour === seriesColour(1))?.[2] ?? "";
		expect(second.match(/M/g)).toHaveLength(2); // two pieces about the gap
	});

	it("puts larger numbers higher", () => {
		const dots = [...svg.matchAll(/<circle [^>]*>/g)].map(([dot]) =>
			["cx", "cy"].map((name) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(dot)?.[1])),
		);
		expect(dots[0]?.[1]).toBeGreaterThan(dots[2]?.[1] ?? 0);
		expect(dots[0]?.[0]).toBeLessThan(dots[2]?.[0] ?? 0);
	});
});

describe("the heading of a plot", () => {
	const words = { title: "A title that is too long for a single line of a plot", xLabel: "x", yLabel: "y" };
	const named = (...names: string[]) => names.map((name) => ({ name, colour: "#0072b2", dashes: "none" }));

	it("breaks long titles, and puts what does not fit beside into the next row of the legend", () => {
		const short = plotHeading({ ...words, title: "Short" }, named("a", "b"), 340);
		const long = plotHeading(words, named("a", "b"), 340);
		expect(textsOf(long.svg).slice(0, 2)).toEqual(["A title that is too long for a single line", "of a plot"]);
		expect(long.height).toBeGreaterThan(short.height);
		const wide = plotHeading(
			{ ...words, title: "Short" },
			named("heads-rebalanced (16)", "control, anywhere (5)"),
			340,
		);
		const rows = [...wide.svg.matchAll(/<text x="(\d+)" y="(\d+)"[^>]*>(?:heads|control)/g)];
		expect(new Set(rows.map(([, x]) => x)).size).toBe(1);
		expect(new Set(rows.map(([, , y]) => y)).size).toBe(2);
	});

	it("keeps digits of texts, and leaves out those of places that nobody sees", () => {
		const title = "opacity 0.98765";
		const { svg } = drawPlot(host, { ...words, title }, { x: { domain: [0, 3] }, y: { domain: [0, 7] } });
		expect(textsOf(svg)).toContain(title);
		expect(svg).toMatch(/ transform="translate\(\d+\.\d,/);
		expect(svg).not.toMatch(/ transform="[^"]*\.\d\d/);
	});
});

describe("a heat plot", () => {
	it("writes every number into its cell, on colours from dark to light", () => {
		const { svg } = heatPlot(host, WORDS, {
			...{ columns: ["a", "b"], rows: ["r"], values: [[0, 1]], from: 0, to: 1 },
			format: (value) => `${value} !`,
		});
		expect(textsOf(svg)).toEqual(expect.arrayContaining(["a", "b", "r", "0 !", "1 !"]));
		expect(svg).toContain("rgb(68, 1, 84)");
		expect(svg).toContain("rgb(253, 231, 37)");
	});
});

describe("a histogram", () => {
	it("shows shares, so that sets of different sizes compare", () => {
		const { svg } = histogramPlot(host, WORDS, [
			{ name: "few", histogram: { from: 0, to: 1, counts: [1, 1] } },
			{ name: "many", histogram: { from: 0, to: 1, counts: [500, 500] } },
		]);
		const lines = [...svg.matchAll(/stroke-width="2"[^>]*><path d="([^"]*)"/g)].map(([, path]) => path);
		expect(lines).toHaveLength(2);
		expect(lines[0]).toBe(lines[1]);
	});
});

describe("plots side by side", () => {
	it("are one file with title, and with the typeface inside: nothing is loaded", () => {
		const { svg } = linePlot(host, WORDS, [{ name: "one", points: [{ x: 0, y: 1 }] }]);
		const plot = { title: "one", svg, width: 340, height: 280 };
		const file = joinPlots(host, { title: "A & B", subtitle: "three" }, [plot, plot, plot], 2);
		expect(file).toContain("<title>A &amp; B</title>");
		expect(file).toMatch(/width="704" height="636"/);
		expect(file.match(/@font-face/g)).toHaveLength(3);
		for (const [, address = ""] of file.matchAll(/url\(([^)]{0,20})/g)) expect(address).toMatch(/^(data:font|#)/);
		expect(file).not.toMatch(/href="http/);
	});
});

describe("the scale of colours", () => {
	it("gets lighter all the way, and takes what lies outside for its ends", () => {
		const lightness = Array.from({ length: 21 }, (_, i) => {
			const [red, green, blue] = sequentialColour(i / 20);
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		});
		expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
		expect(sequentialColour(-3)).toEqual(sequentialColour(0));
		expect(sequentialColour(7)).toEqual(sequentialColour(1));
		expect(sequentialColour(Number.NaN)).toEqual(sequentialColour(0));
	});
});
