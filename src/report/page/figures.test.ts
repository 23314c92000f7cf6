import { describe, expect, it } from "vitest";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { linePlot } from "../plots/line-plot.ts";
import { SERIES_COLOURS } from "../plots/palette.ts";
import type { PagePicture, PageRun } from "./content.ts";
import { Figures, folded } from "./figures.ts";
import { DARK_PLOTS, themedPlot } from "./plot-theme.ts";

function runWith(id: string, ...uris: string[]): PageRun<null> {
	const pictures = uris.map(
		(uri): PagePicture => ({ kind: "sheet", file: `${uri}.png`, uri, width: 900, height: 300 }),
	);
	return { id, command: "triplane", result: null, failure: null, records: [], pictures };
}

describe("figures", () => {
	it("are numbered, lead to their commands, and show no picture again that another run has too", () => {
		const figures = new Figures();
		const first = figures.pictures(runWith("a", "one", "control"), "sheet", "Eyes");
		const second = figures.pictures(runWith("b", "two", "control"), "sheet", "Eyes");
		expect([first.length, second.length]).toEqual([2, 1]);
		expect(second[0]).toMatch(/src="two".*<b>Figure 3\.<\/b> Eyes \(two\.png\).*href="#run-b"/);
		expect(figures.pictures(runWith("a", "one"), "other kind", "Eyes")).toEqual([]);
	});

	it("name all their commands where they come from several", () => {
		const figure = new Figures().figure("<p>", "Both", [runWith("a"), runWith("b")]);
		expect(figure).toContain('<a href="#run-a">a</a> · <a href="#run-b">b</a>');
	});

	it("fold what is there, and are nothing where there is nothing", () => {
		expect(folded("All & more", ["", "<p>"])).toBe(
			'<details class="fold"><summary>All &amp; more</summary><p></details>',
		);
		expect(folded("All", ["", ""])).toBe("");
	});
});

describe("plots in the dark", () => {
	it("have variables for paper, ink and lines, and leave other colours as they are", () => {
		const points = [0, 1].map((x) => ({ x, y: x, low: 0, high: 1 }));
		const words = { title: "A line", xLabel: "x", yLabel: "y" };
		const plot = linePlot(openPlotHost(), words, [{ name: "one", points }]);
		const themed = themedPlot(plot.svg);
		expect(plot.svg).toMatch(/background: ?white/);
		expect(themed.replaceAll(/var\(--plot-[a-z0-9]+, [^)]+\)/g, "")).not.toMatch(/#[0-9a-f]{6}|: ?white/);
		expect(themed).toContain(`var(--plot-${SERIES_COLOURS[0]?.slice(1)}, ${SERIES_COLOURS[0]})`);
		expect(themedPlot('<path fill="#123456"/>')).toBe('<path fill="#123456"/>');
	});

	it("stand out from the dark paper", () => {
		for (const colour of SERIES_COLOURS) {
			const dark = new RegExp(`--plot-${colour.slice(1)}: (#[0-9a-f]{6});`).exec(DARK_PLOTS)?.[1] ?? colour;
			expect(contrast(dark, "#1a2028")).toBeGreaterThan(4.5);
		}
	});
});

/** WCAG's contrast of two colours, 1 to 21. */
function contrast(one: string, other: string): number {
	const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
