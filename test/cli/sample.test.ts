import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sha256OfBytes } from "../../src/platform/node/hash-file.ts";
import { fixture, useProgram } from "./run-program.ts";

const program = useProgram();
const SMALL = ["--network", "untrained", "--nrr", "16"];

const record = z.object({
	triplane: z.string(),
	seed: z.number(),
	repeat: z.array(z.string()),
	network: z.object({ name: z.string(), sha256: z.string().length(64) }),
	engine: z.looseObject({ device: z.string(), renderer: z.string(), onnxRuntime: z.string(), node: z.string() }),
	options: z.looseObject({ yaw: z.array(z.number()).optional(), nrr: z.number() }),
	conditioning: z.array(z.number()).length(25),
	views: z.array(
		z.array(
			z.object({
				publishedYaw: z.number(),
				publishedPitch: z.number(),
				trueDegrees: z.object({ yaw: z.number(), pitch: z.number() }),
				label: z.array(z.number()).length(25),
			}),
		),
	),
	outputs: z.array(z.looseObject({ file: z.string(), kind: z.string(), sha256: z.string() })),
});

function recordAt(folder: string, name = "seed0000.json"): z.infer<typeof record> {
	return record.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
}

async function sample(name: string, ...args: string[]): Promise<string> {
	const outdir = join(program.folder, name);
	const { code, stderr } = await program.run(["sample", ...SMALL, "--outdir", outdir, "--quiet", ...args]);
	expect(stderr).toBe("");
	expect(code).toBe(0);
	return outdir;
}

/** RGB bytes of the view in `column` of a sheet. */
async function viewOf(path: string, column: number, side: number): Promise<Buffer> {
	return sharp(path)
		.extract({ left: column * side, top: 0, width: side, height: side })
		.raw()
		.toBuffer();
}

describe("triplane sample", () => {
	it("writes three views side by side for each seed, as the published script names them", async () => {
		const outdir = await sample("plain", "--seeds", "0,3-4");
		expect(readdirSync(outdir).sort()).toEqual(
			["seed0000", "seed0003", "seed0004"].flatMap((name) => [`${name}.json`, `${name}.png`]),
		);
		const { width, height, format, channels } = await sharp(join(outdir, "seed0003.png")).metadata();
		expect({ width, height, format, channels }).toEqual({ width: 3 * 128, height: 128, format: "png", channels: 3 });
		const { views } = recordAt(outdir);
		expect(views.map((row) => row.map(({ publishedYaw }) => publishedYaw))).toEqual([[0.4, 0, -0.4]]);
		expect(views.flat().map(({ publishedPitch }) => publishedPitch)).toEqual([-0.2, -0.2, -0.2]);
	});

	it("shows all people as one picture when asked", async () => {
		const views = ["--true-yaw=-30,0,30", "--true-pitch", "0"];
		const outdir = await sample("sheet", "--seeds", "0-3", "--sheet", ...views);
		const { width = 0, height = 0, format } = await sharp(join(outdir, "people.png")).metadata();
		expect(format).toBe("png");
		expect(width).toBeGreaterThan(3 * 128);
		expect(height).toBeGreaterThan(4 * 128);
	});

	it("takes an embedded network where none is told", async () => {
		const outdir = join(program.folder, "default");
		const { code } = await program.run(["sample", "--seeds", "0", "--outdir", outdir, "--quiet"]);
		expect(code).toBe(0);
		expect(recordAt(outdir).network.name).toBe("heads");
	});

	it("shows another view in each column and another person for each seed", async () => {
		const outdir = await sample("views", "--seeds", "0-1");
		const [left, middle, right] = await Promise.all(
			[0, 1, 2].map((at) => viewOf(join(outdir, "seed0000.png"), at, 128)),
		);
		expect(left).not.toEqual(middle);
		expect(middle).not.toEqual(right);
		expect(await viewOf(join(outdir, "seed0001.png"), 1, 128)).not.toEqual(middle);
	});

	it("gives the same bytes when it runs again, and when its record is repeated", async () => {
		const first = await sample("first", "--seeds", "2", "--trunc", "0.7", "--jitter-seed", "5", "--yaw=-0.3,0.1");
		const again = await sample("again", "--seeds", "2", "--trunc", "0.7", "--jitter-seed", "5", "--yaw=-0.3,0.1");
		const bytes = readFileSync(join(first, "seed0002.png"));
		expect(readFileSync(join(again, "seed0002.png"))).toEqual(bytes);
		const { repeat, outputs } = recordAt(first, "seed0002.json");
		expect(outputs[0]?.sha256).toBe(sha256OfBytes(bytes));
		const repeated = join(program.folder, "repeated");
		expect((await program.run([...repeat, "--outdir", repeated])).code).toBe(0);
		expect(readFileSync(join(repeated, "seed0002.png"))).toEqual(bytes);
	});

	it("records the network, what ran, and what was left to defaults", async () => {
		const outdir = await sample("record", "--seeds", "0", "--device", "cpu", "--threads", "1");
		const { network, engine, options } = recordAt(outdir);
		expect(network.name).toBe("untrained");
		expect(engine).toMatchObject({ device: "cpu", node: process.version, threads: 1 });
		expect(["wasm", "symbolic", "reference"]).toContain(engine.renderer);
		expect(options).toMatchObject({ nrr: 16, yaw: [0.4, 0, -0.4], trunc: 1, truncCutoff: 14, jitter: "seeded" });
	});

	it("lays pitches out as rows and yaws as columns", async () => {
		const outdir = await sample("grid", "--seeds", "0", "--yaw", "0.2,-0.2", "--pitch", "-0.3,0,0.3", "--no-sr");
		const { width, height } = await sharp(join(outdir, "seed0000-raw.png")).metadata();
		expect([width, height]).toEqual([2 * 16, 3 * 16]);
		const { views } = recordAt(outdir);
		expect(views.map((row) => row.map(({ publishedPitch }) => publishedPitch))).toEqual([
			[-0.3, -0.3],
			[0, 0],
			[0.3, 0.3],
		]);
	});

	it("takes true angles about the pivot in degrees, and records both kinds", async () => {
		const outdir = await sample("true", "--seeds", "0", "--true-yaw", "30,0", "--true-pitch", "-10", "--no-sr");
		const [first] = recordAt(outdir).views[0] ?? [];
		expect(first?.trueDegrees.yaw).toBeCloseTo(30, 6);
		expect(first?.trueDegrees.pitch).toBeCloseTo(-10, 6);
		// the published yaw is counted about the origin, which lies behind the pivot
		expect(first?.publishedYaw).toBeGreaterThan(0.4);
		expect(first?.publishedYaw).toBeLessThan(Math.PI / 6);
	});

	it("zooms the rendering camera only, unless the published zoom is asked for", async () => {
		const plain = recordAt(await sample("fov", "--seeds", "0", "--no-sr"));
		const zoomed = recordAt(await sample("zoom", "--seeds", "0", "--no-sr", "--fov-deg", "12"));
		const published = recordAt(await sample("pub", "--seeds", "0", "--no-sr", "--fov-deg", "12", "--published-zoom"));
		expect(zoomed.conditioning).toEqual(plain.conditioning);
		expect(zoomed.views[0]?.[0]?.label).not.toEqual(plain.views[0]?.[0]?.label);
		expect(published.conditioning).not.toEqual(plain.conditioning);
		expect(published.views).toEqual(zoomed.views);
	});

	it("writes the outputs asked for, grey ones with what black and white stand for", async () => {
		const outdir = await sample("kinds", "--seeds", "0", "--outputs", "opacity,image,depth,raw");
		const { outputs } = recordAt(outdir);
		expect(outputs.map(({ file }) => file)).toEqual([
			"seed0000.png",
			"seed0000-raw.png",
			"seed0000-depth.png",
			"seed0000-opacity.png",
		]);
		expect(outputs[3]).toMatchObject({ kind: "opacity", black: 0, white: 1, width: 48, height: 16 });
		const [far, near] = [Number(outputs[2]?.black), Number(outputs[2]?.white)];
		expect(near).toBeGreaterThan(2);
		expect(far).toBeGreaterThan(near);
	});

	it("records all that changes the picture, so that repeating gives the same bytes", async () => {
		const odd = [
			"--sample-mult",
			"0.5",
			"--noise-mode",
			"random",
			"--noise-seed",
			"7",
			"--radius",
			"2.6",
			"--pivot",
			"0,0.1,0.1",
		];
		const more = [
			"--fov-deg",
			"15",
			"--published-zoom",
			"--ray-limits",
			"box",
			"--precision",
			"fp32",
			"--trunc-cutoff",
			"3",
		];
		const outdir = await sample(
			"odd",
			"--seeds",
			"5",
			"--trunc",
			"0.6",
			"--outputs",
			"image,raw,opacity",
			...odd,
			...more,
		);
		const { repeat } = recordAt(outdir, "seed0005.json");
		for (const option of [...odd, ...more].filter((part) => part.startsWith("--"))) expect(repeat).toContain(option);
		const again = join(program.folder, "odd-again");
		expect((await program.run([...repeat, "--outdir", again, "--quiet"])).code).toBe(0);
		for (const name of ["seed0005.png", "seed0005-raw.png", "seed0005-opacity.png"]) {
			expect(readFileSync(join(again, name))).toEqual(readFileSync(join(outdir, name)));
		}
	});

	it.each(["jpg", "webp"])("writes %s files", async (format) => {
		const outdir = await sample(format, "--seeds", "0", "--no-sr", "--format", format);
		const { format: read, width } = await sharp(join(outdir, `seed0000-raw.${format}`)).metadata();
		expect([read, width]).toEqual([format === "jpg" ? "jpeg" : format, 48]);
	});

	it("keeps every pixel in webp", async () => {
		const png = await sample("png-pixels", "--seeds", "0", "--no-sr");
		const webp = await sample("webp-pixels", "--seeds", "0", "--no-sr", "--format", "webp");
		const pixels = (path: string): Promise<Buffer> => sharp(path).raw().toBuffer();
		expect(await pixels(join(webp, "seed0000-raw.webp"))).toEqual(await pixels(join(png, "seed0000-raw.png")));
	});

	it("places samples without chance when told", async () => {
		const jitter = await sample("jitter", "--seeds", "0", "--no-sr");
		const none = await sample("none", "--seeds", "0", "--no-sr", "--jitter", "none");
		expect(readFileSync(join(none, "seed0000-raw.png"))).not.toEqual(readFileSync(join(jitter, "seed0000-raw.png")));
	});

	it("renders alike, up to rounding, with every renderer and any number of threads", async () => {
		const pixels = async (name: string, ...args: string[]): Promise<Buffer> => {
			const outdir = await sample(name, "--seeds", "0", "--no-sr", "--yaw", "0", ...args);
			return sharp(join(outdir, "seed0000-raw.png")).raw().toBuffer();
		};
		const plain = await pixels("reference", "--renderer", "reference");
		for (const args of [["wasm"], ["symbolic"], ["wasm", "--threads", "1"], ["wasm", "--threads", "3"]]) {
			const other = await pixels(args.join(""), "--renderer", ...args);
			const worst = other.reduce((most, value, index) => Math.max(most, Math.abs(value - (plain[index] ?? 0))), 0);
			expect(worst, args.join(" ")).toBeLessThanOrEqual(1); // of 255
		}
	});

	it("prints one JSON value on standard output and nothing on standard error with --json", async () => {
		const outdir = join(program.folder, "json");
		const { code, stdout, stderr } = await program.run([
			...["sample", ...SMALL, "--seeds", "7,9", "--outdir", outdir, "--no-sr", "--json"],
		]);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		expect(JSON.parse(stdout)).toMatchObject({
			network: { name: "untrained" },
			people: [
				{ seed: 7, record: join(outdir, "seed0007.json"), images: [join(outdir, "seed0007-raw.png")] },
				{ seed: 9, images: [join(outdir, "seed0009-raw.png")] },
			],
		});
	});

	it("opens a checkpoint in the published layout", async () => {
		const outdir = join(program.folder, "pickle");
		const network = fixture("tiny-shapenet128-64.pkl");
		const args = ["--seeds", "1", "--trunc", "0.7", "--nrr", "16", "--yaw", "0"];
		const { code } = await program.run(["sample", "--network", network, ...args, "--outdir", outdir]);
		expect(code).toBe(0);
		const { width, height } = await sharp(join(outdir, "seed0001.png")).metadata();
		expect([width, height]).toEqual([128, 128]);
	});
});
