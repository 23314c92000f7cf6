import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { useProgram } from "./run-program.ts";

const program = useProgram();
const SMALL = [
	"angles",
	"--networks",
	"untrained",
	"--nrr",
	"8",
	"--sample-mult",
	"0.25",
	"--rows",
	"2",
	"--columns",
	"3",
];

const estimate = z.object({ mean: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
const measures = z.looseObject({ darkFraction: z.number(), darkMissedFraction: z.number(), meanOpacity: z.number() });
const result = z.object({
	networks: z.array(
		z.object({
			name: z.string(),
			grid: z.array(z.array(z.looseObject({ publishedYaw: z.number() }))),
			people: z.array(z.object({ seed: z.number(), grid: z.array(z.array(measures)), curve: z.array(measures) })),
			statistics: z.object({ curve: z.array(z.looseObject({ darkFraction: estimate })) }).nullable(),
		}),
	),
	difference: z.array(z.looseObject({ darkFraction: estimate })).nullable(),
});

describe("triplane angles", () => {
	it("writes sheets, curves and a record for two networks, the same ones every time", async () => {
		const run = async (name: string): Promise<string> => {
			const outdir = join(program.folder, name);
			const args = ["--seeds", "1", "--stat-seeds", "0-2", "--curve-yaws=-60,0,60", "--bootstrap", "50"];
			const networks = ["--networks", "untrained,untrained"];
			const { code, stderr } = await program.run([...SMALL, ...networks, ...args, "--outdir", outdir, "--quiet"]);
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
			return outdir;
		};
		const folder = await run("two");
		expect(readdirSync(folder).sort()).toEqual([
			"angles-0001-untrained-2-dark.png",
			"angles-0001-untrained-2.png",
			"angles-0001-untrained-dark.png",
			"angles-0001-untrained.png",
			"angles-cells.svg",
			"angles-curves.svg",
			"angles.json",
		]);
		const record = JSON.parse(readFileSync(join(folder, "angles.json"), "utf8"));
		const { networks, difference } = result.parse(record.result);
		expect(networks.map(({ name }) => name)).toEqual(["untrained", "untrained-2"]);
		expect(networks[0]?.people.map(({ seed }) => seed).sort()).toEqual([0, 1, 2]);
		expect(networks[0]?.grid.map((row) => row.map(({ publishedYaw }) => publishedYaw))).toEqual([
			[-Math.PI / 3, 0, Math.PI / 3],
			[-Math.PI / 3, 0, Math.PI / 3],
		]);
		expect(networks[0]?.statistics?.curve).toHaveLength(3);
		expect(difference?.[0]?.darkFraction.mean).toBe(0); // the same network twice
		const again = await run("two-again");
		for (const { file } of record.outputs) {
			expect(readFileSync(join(again, file)), file).toEqual(readFileSync(join(folder, file)));
		}
	});

	it("draws only sheets without --stat-seeds, and prints the record with --json", async () => {
		const outdir = join(program.folder, "sheets");
		const args = ["--seeds", "2", "--true-yaw", "0,45", "--no-sr", "--outdir", outdir];
		const parsed = result.parse(await program.json([...SMALL, ...args]));
		expect(parsed.networks[0]?.statistics).toBeNull();
		expect(existsSync(join(outdir, "angles-curves.svg"))).toBe(false);
		const { width = 0, height = 0 } = await sharp(join(outdir, "angles-0002-untrained.png")).metadata();
		expect(Math.min(width, height)).toBeGreaterThan(128);
	});

	it("names what it cannot read before it begins", async () => {
		const args = ["--networks", "untrained,nothing-here", "--seeds", "1", "--outdir", join(program.folder, "none")];
		const { code, stderr } = await program.run([...SMALL, ...args]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/network 'nothing-here': there is no such file/);
	});
});
