import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openCheckpoint } from "../../src/platform/node/open-generator.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();

/** Few channels, people and steps: two of traits, four with pictures. */
const TINY = [
	...["--people", "heads:frontal,seed=3", "--cbase", "128", "--cmax", "8", "--trait-steps", "2", "--point-steps", "2"],
	...["--kimg", "0.016", "--batch", "4", "--batch-gpu", "2", "--pool", "8", "--judged", "1"],
	...["--tick", "0.008", "--snap", "2", "--threads", "2"],
];

interface Taught {
	readonly folder: string;
	readonly end: string;
	readonly step: number;
}

function lines(folder: string, name: string): Record<string, { readonly mean: number }>[] {
	return readFileSync(join(folder, name), "utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
}

describe("triplane teach", { timeout: 300_000 }, () => {
	it("leaves a state, networks, statistics and a sheet beside the truth, and goes on and grows from there", async () => {
		const outdir = join(program.folder, "taught");
		const run = (await program.json(["teach", "--outdir", outdir, ...TINY])) as Taught;
		expect(run).toMatchObject({ end: "finished", step: 6 });
		const { folder } = run;
		expect(readdirSync(folder)).toEqual(
			expect.arrayContaining(["training-state.safetensors", "network-snapshot-000000.safetensors", "sheet-000000.png"]),
		);
		// one person from three sides, the truth above the network's picture
		expect(await sharp(join(folder, "sheet-000000.png")).metadata()).toMatchObject({ width: 128, height: 6 * 128 });
		const [scores] = lines(folder, "metrics.jsonl");
		expect(scores?.psnrAll?.mean).toBeGreaterThan(3);
		const stats = lines(folder, "stats.jsonl").at(-1);
		expect(stats?.["Progress/step"]?.mean).toBe(6);
		expect(stats?.["Teach/rays/colour"]?.mean).toBeGreaterThan(0);

		const more = (await program.json(["teach", "--resume", folder, "--kimg", "0.02"])) as Taught;
		expect(more).toMatchObject({ folder, end: "finished", step: 7 });

		// a command that is refused leaves the run as it was
		const record = readFileSync(join(folder, "training-options.json"), "utf8");
		const refused = await program.run(["teach", "--resume", folder, "--batch-gpu", "3"]);
		expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("a divisor of the batch") });
		expect(readFileSync(join(folder, "training-options.json"), "utf8")).toBe(record);

		const larger = ["--cmax", "16", "--new-mapping"];
		const grown = (await program.json(["teach", "--outdir", outdir, "--resume", folder, ...larger])) as Taught;
		expect(grown.folder).not.toBe(folder);
		expect(lines(grown.folder, "stats.jsonl")[0]?.["Teach/traits"]?.mean).toBeGreaterThan(0);
		const { networks } = await openCheckpoint(join(grown.folder, "training-state.safetensors"));
		expect(networks.get("G_ema")?.parameters.get("backbone.synthesis.b4.const")?.shape).toEqual([16, 4, 4]);

		// every command takes the state for a network
		await program.json([
			"sample",
			"--network",
			join(grown.folder, "training-state.safetensors"),
			"--seeds",
			"1",
			"--outdir",
			join(outdir, "people"),
		]);
	});

	it("says what it wants", async () => {
		const refused = async (args: readonly string[], message: RegExp): Promise<void> => {
			const { code, stderr } = await program.run(["teach", ...args]);
			expect(stderr).toMatch(message);
			expect(code).toBe(2);
		};
		await refused([], /want --outdir/);
		const outdir = join(program.folder, "refused");
		await refused(
			["--outdir", outdir, "--people", "heads:sideways"],
			/want heads:<frontal\|rebalanced>\[,<camera\|free>\]\[,seed=<n>\]/,
		);
		await refused(["--outdir", outdir, "--cfg", "ffhq512-64", "--batch", "5"], /a divisor of the batch/);
		expect(existsSync(outdir)).toBe(false);
		await refused(["--resume", program.folder], /there is no 'training-state.safetensors'/);
	});
});
