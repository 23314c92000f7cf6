import { describe, expect, it } from "vitest";
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
	it("have another colour for each of the palette's, and leave others as they are", () => {
		const svg = `<svg style="background: white;"><path stroke="${SERIES_COLOURS[0]}" fill="#123456"/></svg>`;
		expect(themedPlot(svg)).toBe(
			'<svg style="background: var(--plot-paper, white);"><path stroke="var(--plot-0072b2, #0072b2)" fill="#123456"/></svg>',
		);
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
