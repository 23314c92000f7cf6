import { spawnSync } from "node:child_process";
import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { commandWords } from "./command-words.ts";
import { SHELLS } from "./shells.ts";

function tree(): CommandUnknownOpts {
	const program = new Command("tool").helpCommand(false);
	program.command("run").summary("run it").option("--seeds <list>", "whose").option("--sheet", "it's one");
	program
		.command("set")
		.command("pack")
		.summary("pack it")
		.addOption(new Option("--format <f>", "as").choices(["png", "jpg"]));
	return program as CommandUnknownOpts;
}

/** What bash offers for the last of the words. */
function completed(...words: string[]): string[] {
	const script = SHELLS.get("bash")?.("tool", commandWords(tree())) ?? "";
	const list = words.map((word) => `'${word}'`).join(" ");
	const call = `COMP_WORDS=(tool ${list}); COMP_CWORD=${words.length}; _tool; printf '%s\\n' "\${COMPREPLY[@]}"`;
	const { stdout, stderr } = spawnSync("bash", ["-c", `${script}\n${call}`], {
		encoding: "utf8",
		cwd: import.meta.dirname,
	});
	expect(stderr).toBe("");
	return stdout.split("\n").filter((line) => line !== "");
}

describe("completion", () => {
	it("knows commands, options and values at their places", () => {
		expect(completed("r")).toEqual(["run"]);
		expect(completed("run", "--s")).toEqual(["--seeds", "--sheet"]);
		expect(completed("set", "pack", "--format", "")).toEqual(["png", "jpg"]);
		expect(completed("set", "p")).toEqual(["pack"]);
		expect(completed("run", "--seeds", "shel")).toEqual(["shells.ts"]);
		expect(completed("--device", "run", "--f")).toEqual([]);
	});

	it("is written for zsh and fish, too", () => {
		const words = commandWords(tree());
		expect(SHELLS.get("zsh")?.("tool", words)).toContain("bashcompinit");
		const fish = SHELLS.get("fish")?.("tool", words) ?? "";
		expect(fish).toContain("complete -c tool -n '__fish_seen_subcommand_from run' -l sheet -d 'it'\\''s one'");
		expect(fish).toContain(
			"-n '__fish_seen_subcommand_from set; and __fish_seen_subcommand_from pack' -l format -r -f -a 'png jpg'",
		);
	});
});
