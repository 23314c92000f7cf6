/** Runs `test/samples` in a Vitest of its own and reads what it prints. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const VITEST = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const SAMPLES = fileURLToPath(new URL("samples", import.meta.url));

function runSamples(
	files: readonly string[],
	env: Readonly<Record<string, string>>,
): { lines: string[]; status: number | null } {
	const run = spawnSync(process.execPath, [VITEST, "run", "--root", SAMPLES, ...files], {
		env: { ...process.env, TRIPLANE_REQUIRE_GPU: "", TRIPLANE_TEST_GPU: "", NO_COLOR: "1", ...env },
		encoding: "utf8",
	});
	return { lines: run.stdout.trimEnd().split("\n"), status: run.status };
}

describe("the closing lines of a test run", () => {
	it("name what was skipped and why, and end with the totals", () => {
		const { lines, status } = runSamples(["outcomes"], { TRIPLANE_TEST_GPU: "hardware" });
		expect(lines.slice(-4)).toEqual([
			"skipped 1 in outcomes.sample.ts (the moon is full)",
			"skipped 2 in outcomes.sample.ts (no such machine)",
			"ran 4 / skipped 3",
			"3 passed, 1 failed, 3 skipped",
		]);
		expect(status).toBe(1);
	});

	it("count a file that cannot be loaded as a failure", () => {
		const { lines, status } = runSamples(["broken"], {});
		expect(lines.at(-1)).toBe("0 passed, 1 failed, 0 skipped");
		expect(status).toBe(1);
	});

	it("count a missing GPU as a skip, or as a failure where a GPU is required", () => {
		const withoutGpu = { TRIPLANE_TEST_GPU: "none" };
		const optional = runSamples(["outcomes"], withoutGpu);
		expect(optional.lines.at(-1)).toBe("2 passed, 1 failed, 4 skipped");
		expect(optional.lines).toContain("skipped 1 in outcomes.sample.ts (TRIPLANE_TEST_GPU=none)");
		const required = runSamples(["outcomes"], { ...withoutGpu, TRIPLANE_REQUIRE_GPU: "1" });
		expect(required.lines.at(-1)).toBe("2 passed, 2 failed, 3 skipped");
	});
});
