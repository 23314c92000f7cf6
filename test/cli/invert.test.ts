import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { fixture, useProgram } from "./run-program.ts";

const program = useProgram();
const QUICK = ["--steps", "8", "--rays", "64", "--quiet"];

interface Told {
	readonly steps: number;
	readonly psnr: number;
	readonly trueDegrees: { readonly yaw: number; readonly pitch: number };
	readonly files: readonly string[];
}

interface RecordOfInversion {
	readonly repeat: readonly string[];
	readonly options: Readonly<Record<string, unknown>>;
	readonly camera: { readonly tried: readonly { readonly yaw: number; readonly square: number }[] };
	readonly losses: readonly { readonly step: number; readonly loss: number }[];
}

function recordIn(folder: string): RecordOfInversion {
	return JSON.parse(readFileSync(join(folder, "person.json"), "utf8"));
}

/** PSNR of two pictures of 128². */
function decibelsBetween(image: Buffer = Buffer.alloc(0), other: Buffer = Buffer.alloc(0)): number {
	let square = 0;
	for (const [at, value] of image.entries()) square += ((value - (other[at] ?? 0)) / 255) ** 2;
	return -10 * Math.log10(square / (3 * 128 * 128));
}

/** A picture that the embedded network made, from a yaw of 20°. */
const picture = join(program.folder, "seed0003.png");

beforeAll(async () => {
	const side = ["--true-yaw", "20", "--true-pitch", "0"];
	await program.json(["sample", "--seeds", "3", ...side, "--outdir", program.folder]);
});

describe("triplane invert", { timeout: 240_000 }, () => {
	it("writes a person whom other commands show, a sheet and a record that makes the same again", async () => {
		const outdir = join(program.folder, "given");
		const told = (await program.json([
			"invert",
			"--image",
			picture,
			"--true-yaw",
			"20",
			"--space",
			"w",
			...QUICK,
			"--outdir",
			outdir,
		])) as Told;
		expect(told.steps).toBe(8);
		expect(told.psnr).toBeGreaterThan(8);
		expect(told.trueDegrees.yaw).toBeCloseTo(20, 3);
		expect(told.files).toEqual(["person.safetensors", "person.png"].map((name) => join(outdir, name)));
		const { width = 0, height = 0 } = await sharp(join(outdir, "person.png")).metadata();
		expect([width > 5 * 128, height > 3 * 128]).toEqual([true, true]);
		const { repeat, losses } = recordIn(outdir);
		expect(losses).toHaveLength(8);

		const again = join(program.folder, "again");
		await program.json(repeat.map((word) => (word === outdir ? again : word)));
		const person = (folder: string): Buffer => readFileSync(join(folder, "person.safetensors"));
		expect(person(again)).toEqual(person(outdir));

		// the person from the picture's own camera
		const shown = join(program.folder, "shown");
		const file = join(outdir, "person.safetensors");
		await program.json(["sample", "--ws", file, "--cameras", file, "--outputs", "raw", "--outdir", shown]);
		const [seen, wanted] = await Promise.all(
			[join(shown, "ws0000-raw.png"), picture].map((path) => sharp(path).resize(128, 128).raw().toBuffer()),
		);
		expect(decibelsBetween(seen, wanted)).toBeCloseTo(told.psnr, 0);
	});

	it("searches for the camera where nobody says it", async () => {
		const outdir = join(program.folder, "searched");
		const alone = ["--encoder", "none", "--outdir", outdir];
		const told = (await program.json(["invert", "--image", picture, ...QUICK, ...alone])) as Told;
		const { tried } = recordIn(outdir).camera;
		expect(tried.map(({ yaw }) => yaw).sort((a, b) => a - b)).toEqual([-50, -25, 0, 25, 50]);
		expect(Math.abs(told.trueDegrees.yaw - 20)).toBeLessThan(8);
	});

	it("begins with what the embedded encoder answers, and gives just that where no steps are wanted", async () => {
		const outdir = join(program.folder, "encoded");
		const told = (await program.json(["invert", "--image", picture, "--steps", "0", "--outdir", outdir])) as Told;
		expect(recordIn(outdir)).toMatchObject({ encoder: "heads.safetensors", camera: { tried: [] } });
		expect(Math.abs(told.trueDegrees.yaw - 20)).toBeLessThan(12);
		expect(told.psnr).toBeGreaterThan(13);
	});

	it("turns a photograph upright", async () => {
		const outdir = join(program.folder, "turned");
		const path = join(program.folder, "turned.jpg");
		// lies on its side, and says so
		await writeFile(path, await sharp(picture).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer());
		await program.json(["invert", "--image", path, "--true-yaw", "20", ...QUICK, "--outdir", outdir]);
		const upright = join(program.folder, "upright");
		await program.json(["invert", "--image", picture, "--true-yaw", "20", ...QUICK, "--outdir", upright]);
		const first = (folder: string): number =>
			(JSON.parse(readFileSync(join(folder, "person.json"), "utf8")) as { losses: { loss: number }[] }).losses[0]
				?.loss ?? Number.NaN;
		expect(Math.abs(first(outdir) / first(upright) - 1)).toBeLessThan(0.05);
	});

	it("tunes weights to the person, which other commands add to the network's", async () => {
		const outdir = join(program.folder, "tuned");
		const tuning = ["--tune", "10", "--tune-lr", "0.002", ...QUICK, "--mirror"];
		const told = (await program.json([
			"invert",
			...["--image", picture, "--true-yaw", "20", ...tuning, "--outdir", outdir],
		])) as Told & { readonly tunedSteps: number };
		expect(told.tunedSteps).toBe(10);
		const file = join(outdir, "person.safetensors");
		const shown = join(program.folder, "tuned-shown");
		const view = ["--cameras", file, "--outputs", "raw", "--outdir", shown];
		await program.json(["sample", "--person", file, ...view]);
		await program.json(["sample", "--ws", file, ...view]);
		const [tuned, untuned, wanted] = await Promise.all(
			[join(shown, "person0000-raw.png"), join(shown, "ws0000-raw.png"), picture].map((path) =>
				sharp(path).resize(128, 128).raw().toBuffer(),
			),
		);
		const psnr = (image: Buffer | undefined): number => decibelsBetween(image, wanted);
		expect(psnr(tuned)).toBeCloseTo(told.psnr, 0);
		expect(psnr(tuned)).toBeGreaterThan(psnr(untuned) + 0.5);

		// everywhere else a person may stand for a seed
		const other = join(program.folder, "tuned-others");
		await program.json(["volume", "--person", file, "--slices", "2", "--outdir", other]);
		const swept = [
			"--space",
			"w",
			"--entries",
			"0",
			"--random",
			"0",
			"--components",
			"0",
			"--samples",
			"16",
			"--steps",
			"2",
		];
		await program.json(["sweep", "--person", file, ...swept, "--typical-seeds", "0,1", "--outdir", other]);
		const { repeat } = JSON.parse(readFileSync(join(other, "volume-person0000.json"), "utf8")) as RecordOfInversion;
		await program.json(repeat);
		for (const name of ["volume-person0000-maps.png", "volume-person0000.json", "sweep-person0000.json"]) {
			expect(existsSync(join(other, name))).toBe(true);
		}
		const wrong = await program.run(["sample", "--person", file, "--network", "heads-frontal", "--outdir", other]);
		expect([wrong.code, wrong.stderr]).toEqual([
			2,
			expect.stringMatching(/weights tuned on one network do not fit another/),
		]);
		const inZ = await program.run(["sweep", "--person", file, "--outdir", other]);
		expect([inZ.code, inZ.stderr]).toEqual([2, expect.stringMatching(/only people of seeds have a z/)]);
	});

	it("compares what a published network's discriminator sees, and keeps noise that moved with the person", async () => {
		const network = ["--network", fixture("tiny-ffhq512-64.pkl")];
		const outdir = join(program.folder, "published");
		const told = async (folder: string, more: readonly string[]): Promise<RecordOfInversion> => {
			const side = ["--image", picture, "--true-yaw", "20", "--steps", "3", "--space", "w", "--quiet"];
			await program.json(["invert", ...network, ...side, ...more, "--outdir", join(outdir, folder)]);
			return recordIn(join(outdir, folder));
		};
		const seen = await told("seen", ["--noise-maps"]);
		expect(seen.options).toMatchObject({ featureLoss: 1, noiseMaps: true });
		expect(seen.repeat.join(" ")).toMatch(/--feature-loss 1 --noise-maps/);
		const plain = await told("plain", ["--feature-loss", "0"]);
		expect(plain.options).toMatchObject({ featureLoss: 0 });
		expect(seen.losses[0]?.loss).toBeGreaterThan((plain.losses[0]?.loss ?? 0) + 0.05);

		const person = (folder: string): string => join(outdir, folder, "person.safetensors");
		expect(readFileSync(person("plain")).includes("noise_const")).toBe(false);
		expect(readFileSync(person("seen")).includes("tuned.backbone.synthesis.b8.conv0.noise_const")).toBe(true);
		const shown = ["--no-sr", "--nrr", "16", "--outdir", join(outdir, "shown")];
		await program.json(["sample", ...network, "--person", person("seen"), ...shown]);
	});

	it("wants what it was told to use", async () => {
		const refused = async (args: readonly string[], message: RegExp): Promise<void> => {
			const picked = ["--image", picture, "--outdir", join(program.folder, "unused")];
			const { code, stderr } = await program.run(["invert", ...picked, ...args]);
			expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
		};
		await refused(["--feature-loss", "1"], /--feature-loss: the network's file has no discriminator/);
		expect(existsSync(join(program.folder, "unused"))).toBe(false);
	});

	it("says what it wants of a picture", async () => {
		const outdir = join(program.folder, "refused");
		const refused = async (args: readonly string[], message: RegExp): Promise<void> => {
			const { code, stderr } = await program.run(["invert", "--outdir", outdir, ...args]);
			expect(stderr).toMatch(message);
			expect(code).toBe(2);
		};
		const wide = join(program.folder, "wide.png");
		await writeFile(wide, await sharp(picture).resize(200, 100, { fit: "fill" }).png().toBuffer());
		await refused(["--image", wide], /200 × 100 pixels, want a square crop .* or --align/);
		await refused(["--image", join(program.folder, "none.png")], /there is no such file/);
		const text = join(program.folder, "words.png");
		await writeFile(text, "not a picture");
		await refused(["--image", text], /the file is no PNG, JPEG or WebP/);
		await refused(["--image", picture, "--true-yaw", "0", "--camera", "x.json"], /cannot be used with/);
		expect(existsSync(outdir)).toBe(false);
	});
});
