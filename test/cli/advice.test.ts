/** Messages may name an option only if there is one: of the command, where a file belongs to a command. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { buildProgram } from "../../src/cli/program.ts";
import { CommandSession } from "../../src/cli/session.ts";
import { ROOT } from "./run-program.ts";

const SOURCE = join(ROOT, "src");
/** Of Node and npm, and of programs that read our files. */
const FOREIGN = new Set(["--import", "--include", "--check"]);
/** Where custom properties of style sheets look like options: 'var(--paper)' and '--paper: #fff'. */
const STYLED = join("report", "page");
const CUSTOM_PROPERTY = /var\(--[\w-]+|--[\w-]+: |--plot-/g;

const program = await buildProgram(new CommandSession(new AbortController().signal));

function flagsOf(command: CommandUnknownOpts): string[] {
	const own = command.options.flatMap(({ long }) => (long ? [long] : []));
	return [...own, "--help", ...command.commands.flatMap(flagsOf)];
}

const everywhere = new Set([...flagsOf(program), ...FOREIGN]);
const ofCommand = new Map(program.commands.map((command) => [command.name(), new Set(flagsOf(command))]));

/** Options named in the texts of a file, comments left out; those after another command's name are that command's. */
function optionsNamed(text: string): { readonly flag: string; readonly command: string | null }[] {
	const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
	const strings = code.match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
	return strings.flatMap((string) =>
		[...string.matchAll(/(?<![\w-])--[a-z][\w-]*/g)].map(({ 0: flag, index }) => {
			const [, command = null] = /triplane ([a-z]+)[^;.']*$/.exec(string.slice(0, index)) ?? [];
			return { flag, command };
		}),
	);
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
	.sort();

describe("options in messages", () => {
	it("exist", () => {
		const missing = files.flatMap((name) => {
			const [layer, folder = ""] = name.split(/[/\\]/);
			// what doctor, info and descriptions of commands say is about other commands
			const speaksOfItself = layer === "cli" && !["doctor", "info"].includes(folder) && !name.endsWith("command.ts");
			const owner = speaksOfItself ? ofCommand.get(folder) : undefined;
			const text = readFileSync(join(SOURCE, name), "utf8");
			const code = name.startsWith(STYLED) ? text.replace(CUSTOM_PROPERTY, "") : text;
			return optionsNamed(code).flatMap(({ flag, command }) => {
				const known = (command === null ? owner : ofCommand.get(command)) ?? everywhere;
				return known.has(flag) ? [] : [`${name}: ${flag}`];
			});
		});
		expect(missing).toEqual([]);
	});

	it("are found by this test where they do not exist", () => {
		const [found] = optionsNamed('throw new InputError("lookAt: give another --up");');
		expect(found).toEqual({ flag: "--up", command: null });
		expect(everywhere.has("--up")).toBe(false);
		expect(optionsNamed("\"as 'triplane dataset pack --crop center' makes\"")[0]).toEqual({
			flag: "--crop",
			command: "dataset",
		});
	});
});
