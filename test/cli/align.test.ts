import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { useProgram } from "./run-program.ts";

const program = useProgram();

interface Face {
	readonly file: string | null;
	readonly faces: number;
	readonly trueDegrees: { readonly yaw: number; readonly pitch: number } | null;
	readonly warnings: readonly string[];
}

/** A photograph of two heads, one at each side, and a grey wall. */
const photograph = join(program.folder, "two.jpg");
const wall = join(program.folder, "wall.png");

beforeAll(async () => {
	const zip = join(program.folder, "heads.zip");
	const heads = ["--poses", "frontal", "--gaze", "free", "--count", "2", "--resolution", "256", "--out", zip];
	await program.json(["dataset", "heads", ...heads]);
	const { openFiles } = await import("../../src/platform/node/open-files.ts");
	await using files = await openFiles(zip);
	const names = [...files.sizes.keys()].filter((name) => name.endsWith(".png"));
	const pictures = await Promise.all(names.map(async (name) => Buffer.from(await files.read(name))));
	const grey = { create: { width: 1000, height: 500, channels: 3 as const, background: "#808080" } };
	const [one = Buffer.alloc(0), other = Buffer.alloc(0)] = pictures;
	const both = sharp(grey).composite([
		{ input: one, left: 50, top: 60 },
		{ input: await sharp(other).resize(400).toBuffer(), left: 560, top: 40 },
	]);
	// lies on its side, and says so
	await writeFile(
		photograph,
		await sharp(await both.png().toBuffer())
			.rotate(-90)
			.withMetadata({ orientation: 6 })
			.jpeg()
			.toBuffer(),
	);
	await writeFile(wall, await sharp(grey).png().toBuffer());
}, 240_000);

describe("triplane align", { timeout: 240_000 }, () => {
	it("gives crops with cameras that are a sound dataset, overlays and a record", async () => {
		const outdir = join(program.folder, "all");
		const told = (await program.json(["align", photograph, "--face", "all", "--size", "128", "--outdir", outdir])) as {
			faces: Face[];
		};
		expect(told.faces.map(({ file, faces }) => [file, faces])).toEqual([
			["two.png", 2],
			["two-2.png", 2],
		]);
		for (const { trueDegrees } of told.faces) expect(Math.abs(trueDegrees?.yaw ?? 90)).toBeLessThan(45);
		for (const name of ["two", "two-2"]) {
			expect(await sharp(join(outdir, "crops", `${name}.png`)).metadata()).toMatchObject({ width: 128, height: 128 });
			expect(existsSync(join(outdir, "overlays", `${name}.png`))).toBe(true);
		}
		const labels = JSON.parse(readFileSync(join(outdir, "crops", "dataset.json"), "utf8")) as {
			labels: [string, number[]][];
		};
		expect(labels.labels.map(([name, label]) => [name, label.length])).toEqual([
			["two.png", 25],
			["two-2.png", 25],
		]);
		const { code, stdout } = await program.run(["dataset", "check", join(outdir, "crops")]);
		expect([code, stdout]).toEqual([0, expect.stringContaining("nothing is wrong")]);
	});

	it("goes all the way to a person of the network", async () => {
		const outdir = join(program.folder, "person");
		const quick = ["--steps", "6", "--rays", "64", "--quiet"];
		const told = (await program.json([
			"invert",
			"--image",
			photograph,
			"--align",
			"heads",
			...quick,
			"--outdir",
			outdir,
		])) as {
			psnr: number;
		};
		expect(told.psnr).toBeGreaterThan(8);
	});

	it("makes a folder of portraits a set on which a network trains further", async () => {
		const zip = join(program.folder, "portraits.zip");
		const heads = ["--poses", "frontal", "--gaze", "camera", "--count", "12", "--resolution", "192", "--seed", "7"];
		await program.json(["dataset", "heads", ...heads, "--out", zip]);
		const { openFiles } = await import("../../src/platform/node/open-files.ts");
		await using files = await openFiles(zip);
		const photographs: string[] = [];
		for (const name of [...files.sizes.keys()].filter((entry) => entry.endsWith(".png"))) {
			const path = join(program.folder, `portrait-${photographs.length}.png`);
			await writeFile(path, Buffer.from(await files.read(name)));
			photographs.push(path);
		}
		const outdir = join(program.folder, "portraits");
		await program.json(["align", ...photographs, "--size", "128", "--outdir", outdir]);
		const crops = join(outdir, "crops");
		const runs = join(program.folder, "runs");
		const further = ["--resume", "heads", "--data", crops, "--kimg", "0.004", "--batch", "4", "--outdir", runs];
		const { code, stderr } = await program.run(["train", ...further, "--quiet"]);
		expect([code, stderr]).toEqual([0, expect.anything()]);
		const [run = ""] = readdirSync(runs);
		expect(readdirSync(join(runs, run)).filter((name) => name.startsWith("network-snapshot"))).toHaveLength(1);
	});

	it("says of each photograph why it gave nothing, and of crops what to look at", async () => {
		const outdir = join(program.folder, "some");
		const words = join(program.folder, "words.png");
		await writeFile(words, "not a picture");
		const none = join(program.folder, "none.jpg");
		const { code, stdout } = await program.run(["align", wall, words, none, photograph, "--json", "--outdir", outdir]);
		expect(code).toBe(1);
		const { faces } = JSON.parse(stdout) as { faces: Face[] };
		expect(faces.map(({ file }) => file)).toEqual([null, null, null, "two.png"]);
		expect(faces.map(({ warnings }) => warnings[0])).toEqual([
			expect.stringMatching(/^no face found: want one that is upright/),
			"the file is no PNG, JPEG or WebP",
			"there is no such file",
			expect.stringMatching(/^2 faces, of which the largest is taken/),
		]);
		const alone = await program.run(["invert", "--image", wall, "--align", "heads", "--outdir", join(outdir, "p")]);
		expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining("no face found") });
	});
});
