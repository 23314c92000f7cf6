import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { useProgram } from "./run-program.ts";

const program = useProgram();
const FAST = [
	"volume",
	"--network",
	"untrained",
	"--nrr",
	"8",
	"--sample-mult",
	"0.5",
	"--section-side",
	"8",
	"--no-sr",
];

const numbers = z.array(z.number());
const result = z.object({
	view: z.looseObject({ publishedYaw: z.number(), trueDegrees: z.object({ yaw: z.number(), pitch: z.number() }) }),
	dark: z.looseObject({ darkFraction: z.number(), meanOpacity: z.number() }),
	slices: z.array(z.object({ from: z.number(), depth: z.number(), to: z.number(), meanDensity: z.number() }).loose()),
	rays: z.array(
		z.looseObject({ depths: numbers, transmittance: numbers, rendered: z.looseObject({ weights: numbers }) }),
	),
	sections: z.array(z.looseObject({ axis: z.string(), at: z.number() })),
	published: z
		.array(z.looseObject({ index: z.number().nullable(), nearest: z.number(), farthest: z.number() }))
		.nullable(),
	sumDifference: z.number(),
});

describe("triplane volume", () => {
	it("takes the report's view apart, with its panels and an animation", async () => {
		const outdir = join(program.folder, "volume");
		const more = ["--slices", "3", "--depth-samples", "12", "--as-published", "--animate", "slices", "--frames", "4"];
		const { view, slices, rays, published, sumDifference } = result.parse(
			await program.json([...FAST, ...more, "--outdir", outdir]),
		);
		expect(readdirSync(outdir).sort()).toEqual([
			"volume-0001-maps.png",
			"volume-0001-published.png",
			"volume-0001-rays.svg",
			"volume-0001-sections.png",
			"volume-0001-slices.png",
			"volume-0001-slices.webp",
			"volume-0001.json",
		]);
		expect(view).toMatchObject({ publishedYaw: 1.6 });
		expect(slices).toHaveLength(3);
		expect(rays[0]?.depths).toHaveLength(256);
		expect(published).toHaveLength(4);
		expect(published?.[0]?.farthest).toBeGreaterThan((published?.[0]?.nearest ?? 9) + 0.1);
		expect(sumDifference).toBeLessThan(0.05);
		const { pages } = await sharp(join(outdir, "volume-0001-slices.webp"), { animated: true }).metadata();
		expect(pages).toBe(4);
		const record = JSON.parse(readFileSync(join(outdir, "volume-0001.json"), "utf8"));
		expect(record.repeat).toContain("--as-published");
		expect(record.outputs).toHaveLength(6);
	});

	it("turns about the person, looks at chosen pixels and sections, and says where the box ends", async () => {
		const outdir = join(program.folder, "turn");
		const places = ["--pixels", "0.25,0.75;1,0", "--sections", "z:0.1;y:-0.2", "--yaw", "0.3"];
		const more = ["--animate", "turn", "--frames", "3", "--slices", "2", "--depth-samples", "4", "--outdir", outdir];
		const { rays, sections } = result.parse(await program.json([...FAST, ...places, ...more]));
		expect(rays.map(({ pixel }) => pixel)).toMatchObject([
			{ column: 2, row: 6 },
			{ column: 7, row: 0 },
		]);
		expect(sections.map(({ axis, at }) => [axis, at])).toEqual([
			["z", 0.1],
			["y", -0.2],
		]);
		const { code, stderr } = await program.run([...FAST, "--sections", "x:7", "--outdir", outdir]);
		expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/x:7: lies outside the box/) });
	});
});
