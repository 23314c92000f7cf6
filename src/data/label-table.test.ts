import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { labelFile, parseLabelTable } from "./label-table.ts";

function parse(text: string): ReturnType<typeof parseLabelTable> {
	return parseLabelTable(new TextEncoder().encode(text), "dataset.json");
}

function refusal(text: string): string {
	try {
		parse(text);
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		return (error as InputError).message;
	}
	throw new Error("it was read");
}

describe("dataset.json", () => {
	it("lists labels by name, with slashes whatever the system that wrote it", () => {
		const { listed, labels } = parse('{"labels": [["00000\\\\a.png", [1, 2]], ["./b.png", [3]], ["c.png", 7]]}');
		expect(listed).toBe(true);
		expect([...labels].map(([name, { values }]) => [name, values])).toEqual([
			["00000/a.png", [1, 2]],
			["b.png", [3]],
			["c.png", [7]],
		]);
	});

	it("may say that there are no labels, or none of one image", () => {
		expect(parse('{"labels": null}')).toMatchObject({ listed: false });
		const { listed, labels } = parse('{"labels": [["a.png", null]]}');
		expect({ listed, names: [...labels.keys()] }).toEqual({ listed: true, names: [] });
	});

	it("counts a label again where it is listed again, and tells another one of the same name apart", () => {
		const { labels } = parse('{"labels": [["a", [1]], ["a", [1]], ["b", [1]], ["b", [2]], ["b", [1]]]}');
		expect(labels.get("a")).toEqual({ values: [1], times: 2, conflicts: 0, notNumber: null });
		expect(labels.get("b")).toMatchObject({ values: [1], times: 2, conflicts: 1 });
	});

	it("tells texts from numbers, and from what stands for no number", () => {
		const { labels } = parse(
			'{"labels": [["a", [1, "2.5", 3]], ["b", "0.1 0.2"], ["c", [null, NaN]], ["d", [[1, 2]]]]}',
		);
		expect([...labels.values()].map(({ notNumber }) => notNumber)).toEqual([
			'number 1 is "2.5"',
			'number 0 is "0.1 0.2"',
			null,
			"number 0 is [1,2]",
		]);
	});

	it("takes a letter with its accent apart for the same letter", () => {
		const name = "é.png";
		const { labels } = parse(`{"labels": [["${name.normalize("NFD")}", [1]], ["${name.normalize("NFC")}", [1]]]}`);
		expect([...labels]).toEqual([[name.normalize("NFC"), { values: [1], times: 2, conflicts: 0, notNumber: null }]]);
	});

	it("reads the NaN and Infinity that Python writes, and leaves such words in names alone", () => {
		const { labels } = parse('{"labels": [["NaN \\" Infinity.png", [1, NaN, -Infinity, Infinity, 1e999]]]}');
		const [[name, label] = []] = [...labels];
		expect(name).toBe('NaN " Infinity.png');
		expect(label?.values).toEqual([1, Number.NaN, Number.NaN, Number.NaN, Number.POSITIVE_INFINITY]);
	});

	it("gives NaN for what is no number", () => {
		expect(parse('{"labels": [["a", [1, "2", null, [3]]]]}').labels.get("a")?.values).toEqual([
			1,
			Number.NaN,
			Number.NaN,
			Number.NaN,
		]);
	});

	it("keeps entries that are no labels apart", () => {
		const { labels, malformed } = parse('{"labels": [["a", [1]], "b", [3, [1]], ["c"], null, {"d": [1]}]}');
		expect([...labels.keys()]).toEqual(["a"]);
		expect(malformed).toEqual([
			'entry 1: "b"',
			"entry 2: [3,[1]]",
			'entry 3: ["c"]',
			"entry 4: null",
			'entry 5: {"d":[1]}',
		]);
	});

	it.each([
		["", /dataset\.json: is no JSON/],
		['{"labels": [', /is no JSON/],
		["[]", /want an object with 'labels'/],
		["null", /want an object with 'labels'/],
		['{"label": []}', /want an object with 'labels'/],
		['{"labels": "many"}', /'labels' is string, want a list or null/],
		[`${"[".repeat(200_000)}`, /JSON nests 200000 levels deep, want at most 32/],
		[`{"labels": [["a", ${"[".repeat(100_000)}${"]".repeat(100_000)}]]}`, /JSON nests 100003 levels deep/],
		[`{"labels": ${'\\\\"'.repeat(200_000)}`, /is no JSON/],
	])("refuses %.20s", (text, message) => {
		expect(refusal(text)).toMatch(message);
	});

	it("refuses bytes that are no text", () => {
		expect(() => parseLabelTable(Uint8Array.of(0x7b, 0xff), "x")).toThrow(/x: is no UTF-8 text/);
	});

	it("comes back from what is written, number by number", () => {
		const values = [0.1, -1e-9, 2.7, 1 / 3, Math.fround(4.2647)];
		const written = labelFile([
			["a.png", values],
			["a.png", values],
		]);
		expect(parseLabelTable(written, "x").labels.get("a.png")).toMatchObject({ values, times: 2, conflicts: 0 });
		expect(parseLabelTable(written, "x").rebalanced).toBe(false);
		expect(parseLabelTable(labelFile([["a", values]], { bins: 3 }), "x").rebalanced).toBe(true);
		expect(parseLabelTable(labelFile(null), "x").listed).toBe(false);
	});
});
