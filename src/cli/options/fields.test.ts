import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { truth } from "./booleans.ts";
import {
	choice,
	declare,
	defaultsOf,
	explained,
	type Fields,
	flag,
	missingOf,
	negated,
	recordedOptions,
	repeatOf,
	several,
	text,
	under,
	value,
} from "./fields.ts";
import { whole } from "./numbers.ts";

const TABLE = {
	seeds: value<readonly number[]>("<list>", "seeds", (words) => words.split(",").map(Number)),
	shapeRes: value("<n>", "voxels", whole(2, 64), { fallback: 8 }),
	kind: choice<"a" | "b">("<kind>", "which", ["a", "b"], { fallback: "a" }),
	mix: several("<list>", "mixes", (words) => words.split(","), { fallbackText: "none" }),
	map_lr_mul: value("<x>", "rate", Number),
	sheet: flag("a sheet"),
	sr: negated("no super-resolution"),
	white: truth("white"),
	out: text("<file>", "where to", { isRequired: true, alias: "output" }),
	...under("Said:", { json: flag("JSON", { isRecorded: false }) }),
};

function parse(fields: Fields, ...args: string[]): Record<string, unknown> {
	const command = new Command("try")
		.exitOverride()
		.configureOutput({ writeErr: () => undefined }) as CommandUnknownOpts;
	declare(command, fields);
	return command.parse(args, { from: "user" }).opts();
}

function help(fields: Fields): string {
	const command = new Command("try") as CommandUnknownOpts;
	declare(command, fields);
	return command.configureHelp({ helpWidth: 200 }).helpInformation();
}

describe("a table of options", () => {
	it("reads values, defaults, flags and repeated options", () => {
		expect(parse(TABLE)).toEqual({ shapeRes: 8, kind: "a", sr: true });
		const args = ["--seeds", "1,2", "--shape-res", "16", "--mix", "x,y", "--mix", "z", "--map_lr_mul", "0.5"];
		expect(parse(TABLE, ...args, "--sheet", "--no-sr", "--white", "--kind", "b")).toEqual({
			...{ seeds: [1, 2], shapeRes: 16, mix: ["x", "y", "z"], map_lr_mul: 0.5 },
			...{ sheet: true, sr: false, white: true, kind: "b" },
		});
		expect(parse(TABLE, "--white", "no")).toMatchObject({ white: false });
		expect(() => parse(TABLE, "--shape-res", "65")).toThrow(/65 is out of range/);
		expect(() => parse(TABLE, "--kind", "c")).toThrow(/Allowed choices are a, b/);
	});

	it("explains itself", () => {
		const page = help(TABLE);
		expect(page).toMatch(/--shape-res <n> +voxels \(default: 8\)/);
		expect(page).toMatch(/--mix <list> +mixes \(default: none\)/);
		expect(page).toMatch(/--out <file> +where to \(required\)/);
		expect(page).toMatch(/Said:\n {2}--json/);
		expect(page).not.toContain("--output");
		expect(help(explained(TABLE, { sheet: "another" }))).toMatch(/--sheet +another/);
	});

	it("knows what is missing, and what has a value without being given", () => {
		expect(missingOf(TABLE, parse(TABLE))).toEqual(["--out <file>"]);
		expect(missingOf(TABLE, parse(TABLE, "--out", "x"))).toEqual([]);
		expect(defaultsOf(TABLE)).toEqual({ shapeRes: 8, kind: "a", sr: true });
	});

	it("refuses a name that the command line would change", () => {
		expect(() => parse({ "shape-res": flag("x") })).toThrow(RangeError);
	});
});

describe("records of options", () => {
	it("have what was given and found out, as it stands on a command line", () => {
		const given = { seeds: [0, 2], shapeRes: 8, sr: false, sheet: true, white: false, json: true, out: "a b" };
		const recorded = recordedOptions(TABLE, given, { kind: "b", out: "c" });
		expect(recorded).toEqual({
			...{ seeds: [0, 2], shapeRes: 8, kind: "b" },
			...{ sheet: true, sr: false, white: "false", out: "c" },
		});
		expect(repeatOf("dataset try", TABLE, recorded, ["source"])).toEqual([
			...["dataset", "try", "source", "--seeds", "0,2", "--shape-res", "8", "--kind", "b"],
			...["--sheet", "--no-sr", "--white", "false", "--out", "c"],
		]);
	});

	it("come back from the command line that repeats them", () => {
		const args = ["--seeds", "3", "--kind", "b", "--white", "false", "--no-sr", "--out", "x"];
		const options = parse(TABLE, ...args);
		const again = repeatOf("try", TABLE, recordedOptions(TABLE, options)).slice(1);
		expect(parse(TABLE, ...again)).toEqual(options);
	});

	it("leave out flags that are not set", () => {
		expect(repeatOf("try", TABLE, { sheet: false, sr: true })).toEqual(["try"]);
	});
});
