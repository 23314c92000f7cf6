/** Eyes through the door that networks use, on a generator whose person is a synthetic head. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { frontalCamera } from "../src/analysis/eyes/find-eyes.ts";
import { generatorFace } from "../src/analysis/eyes/generator-face.ts";
import { headsFace } from "../src/analysis/eyes/heads-face.ts";
import { measurePersonEyes } from "../src/analysis/eyes/person-eyes.ts";
import { personShape } from "../src/analysis/shapes/person-shape.ts";
import { EyeSet } from "../src/cli/eyes/eye-set.ts";
import { EYES, type EyesOptions } from "../src/cli/eyes/options.ts";
import { ExperimentFiles } from "../src/cli/figures/experiment-files.ts";
import { defaultsOf } from "../src/cli/options/fields.ts";
import { landmarks } from "../src/heads/truth/landmarks.ts";
import { headsGenerator, NOTHING } from "./support/heads-generator.ts";

const [SEED, INDEX] = [1, 4];
const generator = headsGenerator(SEED, INDEX);
const person = { seed: 0, ws: NOTHING, planes: NOTHING };
const head = headsFace(SEED, INDEX, "camera");
const truth = landmarks(head.scene(frontalCamera(head)));
const folder = mkdtempSync(join(tmpdir(), "triplane-eyes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("eyes of a network", { timeout: 120_000 }, () => {
	it("are as deep at the surface's level as the surface is, and deeper levels lie behind it", async () => {
		const measured = await measurePersonEyes(generatorFace(generator, person, { levels: [10, 14] }), { yaws: [0] });
		if ("reason" in measured) throw new Error(measured.reason);
		const [known, level, inside] = measured.sockets;
		expect(known?.level).toBeNull();
		expect(level?.level).toBe(10);
		for (const eye of ["left", "right"] as const) {
			expect(level?.[eye]?.ballDepth).toBeCloseTo(known?.[eye]?.ballDepth ?? Number.NaN, 2);
			expect(level?.[eye]?.rimDepth).toBeCloseTo(known?.[eye]?.rimDepth ?? Number.NaN, 1);
			expect(inside?.[eye]?.ballDepth).toBeGreaterThan(0);
		}
	});

	it("are cut out of the volume where they are found, at a level that is found too", async () => {
		const { record, extracted } = await personShape(generator, person, {
			...{ resolution: 96, level: "auto", crop: "eyes-auto" },
		});
		expect(record.level).toBeGreaterThan(8);
		expect(record.level).toBeLessThan(40);
		const [x0, x1, y0, y1, z0, z1] = record.region.map((share) => share - 0.5);
		for (const [x, y, z] of [truth.irisLeft, truth.irisRight]) {
			expect(x > (x0 ?? 1) && x < (x1 ?? -1) && y > (y0 ?? 1) && y < (y1 ?? -1)).toBe(true);
			expect(z > (z0 ?? 1) && z < (z1 ?? -1)).toBe(true);
		}
		expect((y1 ?? 9) - (y0 ?? 0)).toBeLessThan(0.2);
		expect(extracted.measures.watertight).toBe(true);
	});

	it("make a set of meshes, pictures and cameras that says where they are", async () => {
		const options: EyesOptions = {
			...defaultsOf(EYES),
			...{ network: "tiny", seeds: [0], outdir: folder, trunc: 1, truncCutoff: 14, sampleMult: 1, dataset: true },
			...{ device: "cpu", renderer: "auto", yaws: [-15, 15], shapeRes: 64, size: 48 },
		};
		const { signal } = new AbortController();
		const set = new EyeSet(generator, new ExperimentFiles(folder, signal), options, signal);
		await set.add(person, generatorFace(generator, person, { levels: [] }));
		await set.finish();
		const json = (name: string): ReturnType<typeof JSON.parse> =>
			JSON.parse(readFileSync(join(folder, "dataset", name), "utf8"));
		expect(json("dataset.json").labels.map(([name]: [string]) => name)).toEqual([
			"seed0000/yaw-15.png",
			"seed0000/yaw+15.png",
		]);
		const { people, leftOut } = json("eyes.json");
		expect(leftOut).toEqual([]);
		expect(people[0].pictures[0].label).toHaveLength(25);
		for (const { file, left, right } of people[0].pictures) {
			const { width } = await sharp(join(folder, "dataset", file)).metadata();
			expect(width).toBe(48);
			expect(left.u).toBeGreaterThan(0.6);
			expect(right.u).toBeLessThan(0.4);
			expect(left.v).toBeCloseTo(0.5, 1);
		}
		expect(
			readFileSync(join(folder, "dataset", people[0].mesh))
				.subarray(0, 4)
				.toString(),
		).toBe("glTF");
	});
});
