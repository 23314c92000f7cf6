import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateBytes } from "gltf-validator";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readGlb, readPly, readStl } from "../support/mesh-readers.ts";
import { readMrc } from "../support/mrc-reader.ts";
import { fixture, useProgram } from "./run-program.ts";

const program = useProgram();
const SMALL = [
	"--network",
	"untrained",
	"--seeds",
	"0",
	"--shape-res",
	"24",
	"--turntable-size",
	"32",
	"--level",
	"2.2",
];

const record = z.object({
	repeat: z.array(z.string()),
	result: z.object({
		kind: z.literal("shape"),
		level: z.number(),
		automaticLevel: z.looseObject({ level: z.number(), rays: z.number() }).nullable(),
		region: z.array(z.number()).length(6),
		boxWarp: z.number(),
		grid: z.object({
			size: z.array(z.number()),
			origin: z.array(z.number()),
			spacing: z.array(z.number()),
		}),
		frame: z.string(),
		measures: z.looseObject({
			triangles: z.number(),
			watertight: z.boolean(),
			bounds: z.object({ min: z.array(z.number()), max: z.array(z.number()) }),
		}),
	}),
	outputs: z.array(z.looseObject({ file: z.string(), kind: z.string() })),
});

async function mesh(name: string, ...args: string[]): Promise<string> {
	const outdir = join(program.folder, name);
	const { code, stderr } = await program.run(["mesh", ...SMALL, "--outdir", outdir, "--quiet", ...args]);
	expect(stderr).toBe("");
	expect(code).toBe(0);
	return outdir;
}

function recordAt(outdir: string): z.infer<typeof record> {
	return record.parse(JSON.parse(readFileSync(join(outdir, "seed0000-mesh.json"), "utf8")));
}

describe("triplane mesh", () => {
	it("writes every format, a turntable and a record", async () => {
		const outdir = await mesh("all", "--format", "mrc,stl,obj,ply,glb,ply-text");
		expect(readdirSync(outdir).sort()).toEqual([
			"seed0000-mesh.json",
			"seed0000-text.ply",
			"seed0000-turntable.png",
			...["glb", "mrc", "obj", "ply", "stl"].map((ending) => `seed0000.${ending}`),
		]);
		const { width, height } = await sharp(join(outdir, "seed0000-turntable.png")).metadata();
		expect([width, height]).toEqual([6 * 32, 2 * 32]);
		const { result, outputs } = recordAt(outdir);
		expect(outputs.map(({ kind }) => kind)).toEqual(["glb", "ply", "ply-text", "obj", "stl", "mrc", "turntable"]);
		expect(result).toMatchObject({ level: 2.2, automaticLevel: null, region: [0, 1, 0, 1, 0, 1], boxWarp: 1 });
		expect(result.measures.watertight).toBe(true);
	});

	it("writes GLB that the Khronos validator has nothing to say about, coloured, inside the box", async () => {
		const outdir = await mesh("glb");
		const bytes = readFileSync(join(outdir, "seed0000.glb"));
		const { issues, info } = await validateBytes(bytes);
		expect(issues.messages).toEqual([]);
		expect(info.totalTriangleCount).toBe(recordAt(outdir).result.measures.triangles);
		expect(JSON.stringify(readGlb(bytes).json)).toContain("COLOR_0");
	});

	it("writes MRC with the grid's axes, voxel size and origin: the numbers of the renderer at those places", async () => {
		const crop = ["--crop", "0,0.75,0.25,1,0,0.5"];
		const outdir = await mesh("mrc", "--format", "mrc,ply", ...crop);
		const { grid } = recordAt(outdir).result;
		const volume = readMrc(readFileSync(join(outdir, "seed0000.mrc")));
		expect(volume.size).toEqual([18, 18, 12]);
		expect(grid.size).toEqual([18, 18, 12]);
		for (const axis of [0, 1, 2]) {
			expect(volume.voxelSize[axis]).toBeCloseTo(1 / 24, 6);
			expect(volume.origin[axis]).toBeCloseTo(grid.origin[axis] ?? Number.NaN, 6);
		}
		expect(volume.origin[1]).toBeCloseTo(-0.25 + 0.5 / 24, 6);
		// Where the mesh crosses an edge along x, the volume has the level between both ends.
		const { vertices } = readPly(readFileSync(join(outdir, "seed0000.ply")));
		const place = (value = 0, axis = 0): number => (value - (volume.origin[axis] ?? 0)) * 24;
		let checked = 0;
		for (const { x, y, z: depth } of vertices) {
			const [i, j, k] = [place(x, 0), place(y, 1), place(depth, 2)];
			const onEdge = Math.abs(j - Math.round(j)) < 1e-3 && Math.abs(k - Math.round(k)) < 1e-3;
			const inside = i > 0.01 && i < 16.99 && j > -0.01 && j < 17.01 && k > -0.01 && k < 11.01;
			if (!onEdge || !inside || Math.abs(i - Math.round(i)) < 0.01) continue;
			const ends = [Math.floor(i), Math.ceil(i)].map((at) => volume.value(at, Math.round(j), Math.round(k)));
			expect(Math.min(...ends)).toBeLessThanOrEqual(2.2);
			expect(Math.max(...ends)).toBeGreaterThanOrEqual(2.2);
			checked++;
		}
		expect(checked).toBeGreaterThan(20);
	});

	it("writes STL as high as asked in its unit, GLB in metres, and says how large a world unit is", async () => {
		const outdir = await mesh("sized", "--format", "stl,glb", "--unit", "mm", "--height", "180");
		const { header, facets } = readStl(readFileSync(join(outdir, "seed0000.stl")));
		const heights = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers);
		const corners = facets.flatMap((facet) => facet.corners.map((corner) => corner[1] ?? 0));
		expect(heights(corners)).toBeCloseTo(180, 3);
		expect(header).toContain("unit mm");
		const { json } = readGlb(readFileSync(join(outdir, "seed0000.glb")));
		const { min: least, max: most } = json.accessors[json.meshes[0]?.primitives[0]?.attributes.POSITION ?? 0] ?? {};
		expect((most?.[1] ?? 0) - (least?.[1] ?? 0)).toBeCloseTo(0.18, 5);
		const sidecar = JSON.parse(readFileSync(join(outdir, "seed0000-mesh.json"), "utf8"));
		const { min, max } = sidecar.result.measures.bounds;
		expect(sidecar.scale).toMatchObject({ unit: "mm", height: 180 });
		expect(sidecar.scale.unitsPerWorldUnit * (max[1] - min[1])).toBeCloseTo(180, 3);
	});

	it("wants a height for a unit, since world units have no size", async () => {
		const { code, stderr } = await program.run(["mesh", ...SMALL, "--outdir", "x", "--unit", "mm"]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/--unit mm: world units have no size of their own; want --height/);
	});

	it("gives the same bytes when its record is repeated, simplified and smoothed too", async () => {
		const outdir = await mesh("first", "--largest", "--smooth", "3", "--simplify", "0.5", "--turntable", "0");
		const again = join(program.folder, "again");
		expect((await program.run([...recordAt(outdir).repeat, "--outdir", again])).code).toBe(0);
		expect(readFileSync(join(again, "seed0000.glb"))).toEqual(readFileSync(join(outdir, "seed0000.glb")));
		expect(existsSync(join(again, "seed0000-turntable.png"))).toBe(false);
	});

	it("finds a level by itself, and cuts the report's region of the eyes", async () => {
		const outdir = await mesh("eyes", "--level", "auto", "--crop", "eyes", "--border", "report");
		const { result } = recordAt(outdir);
		expect(result.automaticLevel?.level).toBe(result.level);
		expect(result.region).toEqual([30 / 256, 1 - 30 / 256, 0.5, 0.63, 30 / 256, 1 - 30 / 256]);
		expect(result.grid.size).toEqual([18, 3, 18]);
	});

	it("cuts the person of the embedded network out of the room", async () => {
		const outdir = join(program.folder, "person");
		const shape = ["--shape-res", "64", "--crop", "person", "--largest", "--turntable", "0"];
		const args = ["mesh", "--network", "heads", "--seeds", "0,3,7", ...shape, "--outdir", outdir, "--quiet"];
		expect(await program.run(args)).toMatchObject({ code: 0, stderr: "" });
		for (const seed of [0, 3, 7]) {
			const { measures } = record.parse(
				JSON.parse(readFileSync(join(outdir, `seed000${seed}-mesh.json`), "utf8")),
			).result;
			expect(measures.watertight).toBe(true);
			// The room's walls reach the faces of the region; above and before a person there is room.
			const [, top = 0, front = 0] = measures.bounds.max;
			expect(top).toBeLessThan(0.32);
			expect(front).toBeLessThan(0.32);
		}
	});

	it("opens a checkpoint in the published layout, in the units of its own box", async () => {
		const outdir = join(program.folder, "car");
		const args = ["--network", fixture("tiny-shapenet128-64.pkl"), "--seeds", "1"];
		const { code, stderr } = await program.run(["mesh", ...args, "--shape-res", "16", "--outdir", outdir, "--quiet"]);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		const { result } = record.parse(JSON.parse(readFileSync(join(outdir, "seed0001-mesh.json"), "utf8")));
		expect(result.boxWarp).toBe(1.6);
		expect(result.grid.spacing[0]).toBeCloseTo(0.1, 9);
	});

	it.each([
		[["--level", "99"], 2, /never crosses the level 99/],
		[["--crop", "eyes-auto"], 2, /seed 0: no eyes found/],
		[["--crop", "0,1,1,0,0,1"], 2, /six shares/],
		[["--crop", "Person"], 2, /want person, eyes, eyes-auto, or six shares/],
		[["--crop", "0,2,0,1,0,1"], 2, /six shares/],
		[["--format", "fbx"], 2, /not one of glb, ply/],
	])("refuses %j in words", async (args, exit, message) => {
		const { code, stderr } = await program.run(["mesh", ...SMALL, "--outdir", join(program.folder, "no"), ...args]);
		expect(code).toBe(exit);
		expect(stderr).toMatch(message);
	});
});
