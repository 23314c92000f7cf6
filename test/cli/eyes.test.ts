import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { LevelSummary } from "../../src/analysis/eyes/record.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();

describe("triplane eyes", () => {
	it("measures synthetic heads as a control, with pictures, plots and a record", async () => {
		const outdir = join(program.folder, "control");
		const args = ["eyes", "--control", "1", "--yaws=-20,0,20", "--outdir", outdir];
		const { code, stdout } = await program.run(args);
		expect(code).toBe(0);
		expect(stdout).toMatch(/synthetic heads, gaze camera: eyes found in 1 of 1 people/);
		const { result, outputs } = JSON.parse(readFileSync(join(outdir, "eyes.json"), "utf8"));
		expect(result).toHaveLength(2);
		expect(result[0]).toMatchObject({ kind: "eyes", version: 2, yaws: [-20, 0, 20], levels: [null] });
		expect(outputs.map(({ file }: { file: string }) => file)).toContain("eyes-plots.svg");
		expect(readFileSync(join(outdir, "eyes-plots.svg"), "utf8")).toContain("Gaze against camera");
		const { width } = await sharp(join(outdir, "eyes-synthetic-heads-gaze-camera.png")).metadata();
		expect(width).toBeGreaterThan(3 * 160);
	});

	it("says for every person of a network why no eyes were found, and writes a set without them", async () => {
		const outdir = join(program.folder, "demo");
		const args = ["eyes", "--network", "untrained", "--seeds", "0,1", "--dataset", "--yaws", "0", "--outdir", outdir];
		const { code, stdout } = await program.run(args);
		expect(code).toBe(0);
		expect(stdout).toMatch(/untrained: no eyes found in 2 people/);
		const { result } = JSON.parse(readFileSync(join(outdir, "eyes.json"), "utf8"));
		expect(result[0].people).toEqual(
			[0, 1].map((id) => ({ id, found: false, reason: expect.any(String), usual: expect.any(Array), reading: null })),
		);
		const levels = result[0].summary.usual.map(({ level, ballDepth }: LevelSummary) => [level, ballDepth.count]);
		expect(levels).toEqual([
			[null, 2],
			[5, 0],
			[10, 0],
			[20, 0],
		]);
		expect(result[0].summary).toMatchObject({ found: 0, slope: { mean: null } });
		const set = JSON.parse(readFileSync(join(outdir, "dataset", "eyes.json"), "utf8"));
		expect(set.leftOut).toHaveLength(2);
	});

	it("refuses to measure nobody", async () => {
		const { code, stderr } = await program.run(["eyes", "--outdir", join(program.folder, "nobody")]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/nobody to measure; want --seeds, as in 0-9, --person <file>, or --control/);
	});
});
