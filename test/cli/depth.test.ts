import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readNpy } from "../../src/tensor/npy.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();

const record = z.object({ outputs: z.array(z.looseObject({ file: z.string(), unit: z.string().optional() })) });

async function sample(name: string, ...args: string[]): Promise<string> {
	const outdir = join(program.folder, name);
	const small = ["--network", "untrained", "--nrr", "16", "--quiet"];
	const { code, stderr } = await program.run(["sample", ...small, "--outdir", outdir, ...args]);
	expect(stderr).toBe("");
	expect(code).toBe(0);
	return outdir;
}

describe("depth of triplane sample", () => {
	it("writes depth as numbers in world units: 16-bit PNG, NPY and EXR that say the same", async () => {
		const args = ["--seeds", "0", "--no-sr", "--outputs", "depth", "--yaw", "0.2,-0.2"];
		const outdir = await sample("depths", ...args, "--depth-format", "png,png16,npy,exr");
		const { outputs } = record.parse(JSON.parse(readFileSync(join(outdir, "seed0000.json"), "utf8")));
		expect(outputs.map(({ file }) => file)).toEqual([
			"seed0000-depth.png",
			"seed0000-depth16.png",
			"seed0000-depth.npy",
			"seed0000-depth.exr",
		]);
		expect(outputs.slice(1).map(({ unit }) => unit)).toEqual(["world units", "world units", "world units"]);
		const npy = readNpy("depth", readFileSync(join(outdir, "seed0000-depth.npy")));
		expect(npy.shape).toEqual([2, 16, 16]);
		const png = sharp(join(outdir, "seed0000-depth16.png"));
		expect(await png.metadata()).toMatchObject({ width: 32, height: 16, depth: "ushort", channels: 1 });
		const raw = await png.toColourspace("grey16").raw({ depth: "ushort" }).toBuffer();
		const steps = new Uint16Array(raw.buffer, raw.byteOffset, raw.byteLength / 2);
		expect(steps.length).toBe(32 * 16);
		const step = Number(outputs[1]?.worldUnitsPerStep);
		expect(step).toBe(0.0001);
		const depths = npy.data as Float32Array;
		for (let view = 0; view < 2; view++) {
			for (let y = 0; y < 16; y++) {
				for (let x = 0; x < 16; x++) {
					const want = depths[(view * 16 + y) * 16 + x] ?? Number.NaN;
					expect(Math.abs((steps[y * 32 + view * 16 + x] ?? 0) * step - want)).toBeLessThanOrEqual(step / 2 + 1e-6);
				}
			}
		}
		expect(Math.min(...depths)).toBeGreaterThan(2);
		const exr = readFileSync(join(outdir, "seed0000-depth.exr"));
		// the last scan line ends the file
		expect(exr.readFloatLE(exr.length - 4)).toBe(depths.at(-1));
	});

	it("does not take a format of depth where no depth is asked for", async () => {
		const { code, stderr } = await program.run(["sample", "--seeds", "0", "--outdir", "x", "--depth-format", "npy"]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/depth is not among the outputs; want --outputs depth/);
	});
});
