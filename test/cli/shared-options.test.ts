/** Options of one name take the same values in all commands. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { buildProgram } from "../../src/cli/program.ts";
import { CommandSession } from "../../src/cli/session.ts";

const program = await buildProgram(new CommandSession(new AbortController().signal));

/** Commands with an option, and what it makes of a text: the value, or the complaint. */
function answers(flag: string, text: string): Readonly<Record<string, unknown>> {
	const having = program.commands.flatMap((command: CommandUnknownOpts) => {
		const option = command.options.find(({ long }) => long === flag);
		return option?.parseArg ? [[command.name(), tried(() => option.parseArg?.(text, undefined))] as const] : [];
	});
	return Object.fromEntries(having);
}

function tried(work: () => unknown): unknown {
	try {
		return work();
	} catch (error) {
		return error instanceof Error ? error.message : error;
	}
}

describe("--nrr", () => {
	it("has the same limits in every command", () => {
		expect(Object.keys(answers("--nrr", "64")).sort()).toEqual(
			expect.arrayContaining(["angles", "export", "report", "sample", "sweep", "video", "volume"]),
		);
		for (const text of ["3", "4", "1024", "4096", "4097", "64.5"]) {
			expect(new Set(Object.values(answers("--nrr", text))).size, text).toBe(1);
		}
		expect(answers("--nrr", "4096").sample).toBe(4096);
		expect(answers("--nrr", "3").sample).toMatch(/at least 4 and at most 4096/);
	});
});

describe("options that commands share", () => {
	it.each([
		"--fov-deg",
		"--sample-mult",
		"--trunc",
		"--trunc-cutoff",
		"--radius",
		"--pivot",
		"--ray-limits",
		"--threads",
	])("%s takes the same in every command", (flag) => {
		for (const text of ["-1", "0", "0.5", "1", "45", "200", "5000", "1,2,3", "box", "x"]) {
			const found = Object.values(answers(flag, text)).map((answer) => JSON.stringify(answer));
			expect(found.length).toBeGreaterThan(1);
			expect(new Set(found).size, text).toBe(1);
		}
	});
});
