import { describe, expect, it } from "vitest";
import { z } from "zod";
import { useProgram } from "./run-program.ts";

const program = useProgram();
const helpPages = z.array(z.object({ name: z.string(), summary: z.string(), help: z.string() }));

describe("help", () => {
	it("lists every command with a summary", async () => {
		const { code, stdout, stderr } = await program.run(["--help"]);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		for (const name of ["demo", "sample", "info", "export", "init", "verify", "dataset", "train", "doctor"]) {
			expect(stdout).toMatch(new RegExp(`^  ${name} .* {2}\\w`, "m"));
		}
		expect(stdout).not.toMatch(/help-pages/);
	});

	it("is printed for a single command in two ways", async () => {
		const [byOption, byCommand] = await Promise.all([
			program.run(["sample", "--help"]),
			program.run(["help", "sample"]),
		]);
		expect(byOption.code).toBe(0);
		expect(byOption.stdout).toMatch(/--trunc <psi>/);
		expect(byCommand).toEqual(byOption);
	});

	it("has a page for every command, of which docs/cli.md is made", async () => {
		const { stdout } = await program.run(["help-pages"]);
		const pages = helpPages.parse(JSON.parse(stdout));
		const listed = (text: string): string[] =>
			[...text.matchAll(/^ {2}([a-z]+)(?: .*)? {2}\w/gm)].map(([, name]) => name ?? "");
		const [top, dataset] = [await program.run(["--help"]), await program.run(["dataset", "--help"])];
		const commands = listed(top.stdout.split("Commands:")[1] ?? "").filter((name) => name !== "help");
		const below = listed(dataset.stdout.split("Commands:")[1] ?? "").filter((name) => name !== "help");
		const wanted = ["triplane", ...commands, ...below.map((name) => `dataset ${name}`)];
		expect(pages.map(({ name }) => name).sort()).toEqual(wanted.sort());
		expect(wanted).toContain("dataset rebalance");
		expect(pages.every(({ help }) => help.split("\n").every((line) => line.length <= 100))).toBe(true);
	});

	it("prints the version of the package", async () => {
		const { stdout } = await program.run(["--version"]);
		expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});
