import { describe, expect, it } from "vitest";
import { type ImportsByFile, layerOffenders, outsideOffenders, rings, type Table } from "./layer-rules.mjs";

const TABLE: Table = {
	layers: [
		{ name: "L0", folders: { tensor: "numbers", host: "powers" } },
		{ name: "L1", apart: true, folders: { graph: "nodes", runtime: "sessions" } },
		{ name: "top", folders: { cli: "commands", "index.ts": "entry" } },
	],
	forbidden: [{ from: "cli", to: "graph", because: "commands use the library" }],
	rings: [],
};

/** `["a.ts", "b.ts"]` is: line 1 of src/a.ts imports a value of src/b.ts; a third word `type` makes it a type. */
function importsFrom(...edges: readonly [from: string, to: string, kind?: "type"][]): ImportsByFile {
	const imports: ImportsByFile = new Map();
	for (const [from, to, kind] of edges) {
		const list = imports.get(`src/${from}`) ?? [];
		const target = to.startsWith("../") ? to.slice(3) : `src/${to}`;
		list.push({ specifier: to, target, typeOnly: kind === "type", line: list.length + 1 });
		imports.set(`src/${from}`, list);
	}
	return imports;
}

describe("layerOffenders", () => {
	it("lets a file import its own layer and those below", () => {
		const imports = importsFrom(
			["tensor/a.ts", "host/b.ts"],
			["graph/c.ts", "tensor/a.ts"],
			["index.ts", "runtime/d.ts"],
		);
		expect(layerOffenders(TABLE, imports)).toEqual([]);
	});

	it("names file and line of an import that goes up, even of a type", () => {
		const imports = importsFrom(["tensor/a.ts", "host/b.ts"], ["tensor/a.ts", "graph/c.ts", "type"]);
		expect(layerOffenders(TABLE, imports)).toEqual(["src/tensor/a.ts:2: tensor (L0) is below graph (L1)"]);
	});

	it("keeps folders apart where their layer says so", () => {
		const imports = importsFrom(["graph/c.ts", "runtime/d.ts"], ["graph/c.ts", "graph/e.ts"]);
		expect(layerOffenders(TABLE, imports)).toEqual(["src/graph/c.ts:1: graph and runtime are kept apart within L1"]);
	});

	it("applies single prohibitions and gives their reason", () => {
		const imports = importsFrom(["cli/main.ts", "graph/c.ts"]);
		expect(layerOffenders(TABLE, imports)).toEqual([
			"src/cli/main.ts:1: cli may not import graph: commands use the library",
		]);
	});

	it("refuses folders that have no layer and imports from outside src", () => {
		const imports = importsFrom(["misc/a.ts", "tensor/a.ts"], ["cli/main.ts", "../test/fixtures.ts"]);
		expect(layerOffenders(TABLE, imports)).toEqual([
			"src/misc/a.ts:1: its folder has no layer in scripts/layers.json",
			"src/cli/main.ts:1: '../test/fixtures.ts' is outside src",
		]);
	});
});

describe("outsideOffenders", () => {
	it("lets a folder import its own files and packages, and nothing else of the repository", () => {
		const imports = importsFrom(["viewer/a.ts", "viewer/b.ts"], ["viewer/a.ts", "tensor/c.ts"]);
		imports.get("src/viewer/a.ts")?.push({ specifier: "triplane", target: undefined, typeOnly: false, line: 3 });
		expect(outsideOffenders("src/viewer", imports)).toEqual([
			"src/viewer/a.ts:2: 'tensor/c.ts' is outside src/viewer: use the public entries",
		]);
	});
});

describe("rings", () => {
	it("finds a ring of three once, and says how it closes", () => {
		const imports = importsFrom(["a.ts", "b.ts"], ["b.ts", "c.ts"], ["c.ts", "a.ts"], ["d.ts", "a.ts"]);
		expect(rings(imports)).toEqual(["src/c.ts:1: ring of imports: src/a.ts → src/b.ts → src/c.ts → src/a.ts"]);
	});

	it("finds a file that imports itself", () => {
		expect(rings(importsFrom(["a.ts", "a.ts"]))).toHaveLength(1);
	});

	it("finds rings of types, but for those that the table gives a reason for", () => {
		const known = [{ files: ["src/a.ts", "src/b.ts"], because: "they are one" }];
		const types = importsFrom(["a.ts", "b.ts", "type"], ["b.ts", "a.ts", "type"]);
		expect(rings(types)).toHaveLength(1);
		expect(rings(types, known)).toEqual([]);
		expect(rings(importsFrom(["a.ts", "b.ts"], ["b.ts", "a.ts", "type"]), known)).toEqual([]);
		expect(rings(importsFrom(["a.ts", "b.ts"], ["b.ts", "a.ts"]), known)).toHaveLength(1);
	});

	it("ignores diamonds, which close nothing", () => {
		expect(rings(importsFrom(["a.ts", "b.ts"], ["a.ts", "c.ts"], ["b.ts", "d.ts"], ["c.ts", "d.ts"]))).toEqual([]);
	});
});
