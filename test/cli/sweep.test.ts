import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { useProgram } from "./run-program.ts";

const program = useProgram();
const FAST = ["--network", "untrained", "--nrr", "8", "--sample-mult", "0.25", "--no-sr", "--typical-seeds", "0-2"];

const step = z.object({
	value: z.number().nullable(),
	sphereDegrees: z.number().nullable(),
	wDistance: z.number(),
	imageDistance: z.number(),
});
const result = z.object({
	sweep: z.object({
		rows: z.array(z.object({ name: z.string(), kind: z.string(), steps: z.array(step) })),
		typical: z.looseObject({ pairs: z.number(), sphereDegrees: z.number(), imageDistance: z.number() }),
	}),
	directions: z.looseObject({ principal: z.array(z.looseObject({ name: z.string() })) }).nullable(),
	people: z.looseObject({ pairs: z.number(), estimate: z.looseObject({ log10Low: z.number() }) }).nullable(),
});

describe("triplane sweep", () => {
	it("writes sheets, plots, directions and a record; directions serve sample --edit", async () => {
		const outdir = join(program.folder, "sweep");
		const args = ["--entries", "0,5", "--steps", "3", "--random", "1", "--components", "2", "--samples", "40"];
		const more = ["--mix-seeds", "7", "--people", "6", "--layers", "all", "--outdir", outdir];
		const { sweep, directions, people } = result.parse(await program.json(["sweep", ...FAST, ...args, ...more]));
		expect(readdirSync(outdir).sort()).toEqual([
			"directions.safetensors",
			"sweep-0004-components.png",
			"sweep-0004-entries.png",
			"sweep-0004-mix.png",
			"sweep-0004-moves.svg",
			"sweep-0004.json",
		]);
		expect(sweep.rows.map(({ name }) => name)).toEqual(["entry 0", "entry 5", "random 1", "pc1", "pc2", "seed 7"]);
		expect(sweep.rows[0]?.steps.map(({ value }) => value)).toEqual([-10, 0, 10]);
		expect(sweep.rows[3]?.steps[1]).toMatchObject({ value: 0, wDistance: 0, imageDistance: 0 });
		expect(sweep.typical.pairs).toBe(3);
		expect(directions?.principal).toHaveLength(2);
		expect(people).toMatchObject({ people: 6, pairs: 15 });

		const edited = async (name: string, ...edits: string[]): Promise<Buffer> => {
			const folder = join(program.folder, name);
			const sample = ["sample", "--network", "untrained", "--nrr", "8", "--no-sr", "--yaw", "0", "--seeds", "4"];
			const { code, stderr } = await program.run([...sample, ...edits, "--outdir", folder, "--quiet"]);
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
			return readFileSync(join(folder, "seed0004-raw.png"));
		};
		const file = join(outdir, "directions.safetensors");
		const plain = await edited("plain");
		expect(await edited("none", "--edit", "pc1=0", "--directions", file)).toEqual(plain);
		expect(await edited("moved", "--edit", "pc1:0-4=+3", "--directions", file)).not.toEqual(plain);
		expect(await edited("mixed", "--mix", "7:all")).not.toEqual(plain);
		const record = JSON.parse(readFileSync(join(program.folder, "moved", "seed0004.json"), "utf8"));
		expect(record).toMatchObject({ options: { edit: ["pc1:0-4=3"] }, directions: { file } });
	});

	it("sweeps entries of w+ in some layers, and edits want their directions", async () => {
		const outdir = join(program.folder, "w");
		const args = ["--space", "w+", "--layers", "0-3", "--entries", "2", "--steps", "3", "--random", "0"];
		const few = ["--components", "0", "--samples", "20", "--outdir", outdir];
		const { sweep } = result.parse(await program.json(["sweep", ...FAST, ...args, ...few]));
		expect(sweep.rows[0]?.steps.map(({ value }) => value)).toEqual([-3, 0, 3]);
		expect(sweep.rows[0]?.steps[0]?.sphereDegrees).toBeNull();
		const edit = ["sample", "--network", "untrained", "--seeds", "1", "--outdir", outdir, "--edit", "pc1=1"];
		expect((await program.run(edit)).stderr).toMatch(/no file of directions; want --directions/);
	});
});
