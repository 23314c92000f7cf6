/** Sheets and maps: sizes, places of pictures, and that every letter has a shape in the package's own typeface. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { newPicture, TYPEFACE } from "../../platform/node/canvas.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { drawSheet } from "./labelled-sheet.ts";
import { mapPixels, normalPixels, scaleText } from "./map-pixels.ts";

function flat(side: number, colour: readonly [number, number, number]): PixelImage {
	const data = new Uint8Array(side * side * 3);
	for (let at = 0; at < data.length; at++) data[at] = colour[at % 3] ?? 0;
	return { width: side, height: side, channels: 3, data };
}

describe("a labelled sheet", () => {
	const red = flat(4, [255, 0, 0]);
	const blue = flat(4, [0, 0, 255]);
	const sheet = {
		...{ title: "title", subtitle: ["subtitle"], columns: [["one"], ["two"]], rows: [["first"], ["second"]] },
		cells: [
			[{ pixels: red, caption: ["caption"] }, { pixels: blue }],
			[null, { pixels: red }],
		],
	};

	it("shows pictures enlarged with sharp edges, in rows and columns, on white", async () => {
		const { data, info } = await sharp(await drawSheet(sheet))
			.removeAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		const count = (colour: string): number => {
			let found = 0;
			for (let at = 0; at < data.length; at += 3) if (data.subarray(at, at + 3).join() === colour) found += 1;
			return found;
		};
		expect(count("255,0,0")).toBe(2 * 128 ** 2);
		expect(count("0,0,255")).toBe(128 ** 2);
		expect(count("255,255,255")).toBeGreaterThan((info.width * info.height) / 4);
	});

	it("is the same file every time, and another with other words", async () => {
		const first = await drawSheet(sheet);
		expect(await drawSheet(sheet)).toEqual(first);
		expect(await drawSheet({ ...sheet, title: "another" })).not.toEqual(first);
	});
});

describe("maps", () => {
	it("go from dark to light, either way round, with grey where there is no number", () => {
		const values = Float32Array.of(0, 1, Number.NaN, 0.5);
		const up = mapPixels(values, 2, { from: 0, to: 1 }).data;
		const down = mapPixels(values, 2, { from: 1, to: 0 }).data;
		expect([...up.subarray(0, 6)]).toEqual([68, 1, 84, 253, 231, 37]);
		expect([...down.subarray(0, 6)]).toEqual([253, 231, 37, 68, 1, 84]);
		expect([...up.subarray(6, 9)]).toEqual([226, 229, 233]);
		expect(up.subarray(9)).toEqual(down.subarray(9));
	});

	it("show normals as normal maps have them", () => {
		expect([...normalPixels(Float32Array.of(0, 0, 1, 1, 0, 0), 2).data]).toEqual([128, 128, 255, 255, 128, 128]);
	});

	it("round numbers of legends to three digits, with a real minus", () => {
		expect([scaleText(-12.3456), scaleText(0.00012345), scaleText(100)]).toEqual(["−12.3", "0.000123", "100"]);
	});
});

describe("the typeface of sheets", () => {
	/** Ink of a letter, as pixels of a small picture. */
	function inkOf(letter: string): string {
		const { context } = newPicture(40, 40);
		context.font = `24px ${TYPEFACE}`;
		context.fillText(letter, 6, 30);
		return context.getImageData(0, 0, 40, 40).data.join();
	}

	it("has every letter that figures are written with", () => {
		const folders = [import.meta.dirname, join(import.meta.dirname, "..", "sweep")];
		const sources = folders.flatMap((folder) =>
			readdirSync(folder)
				.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
				.map((name) => readFileSync(join(folder, name), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")),
		);
		const special = new Set([...sources.join("")].filter((letter) => letter > "\u007f"));
		expect(special.size).toBeGreaterThan(4);
		const missing = inkOf("\u{10ffff}");
		for (const letter of special) expect(inkOf(letter), `U+${letter.codePointAt(0)?.toString(16)}`).not.toBe(missing);
		expect(inkOf("→")).toBe(missing); // so that this test can fail
	});
});
