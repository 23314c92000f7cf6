import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { safetensorsChunks } from "../../src/checkpoint/safetensors/writer.ts";
import { checkpointToSafetensors } from "../../src/checkpoint/safetensors-checkpoint.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";
import { networkSnapshot } from "../../src/training/loop/network-snapshot.ts";
import { initialState } from "../../src/training/step.ts";
import { cameraNumbers, labelBytes, picture, soundEntries } from "../support/dataset-files.ts";
import { TINY_RESOLUTION, tinyNetworks } from "../support/tiny-training.ts";
import { useDatasetProgram } from "./dataset-folders.ts";
import { fixture } from "./run-program.ts";

const program = useDatasetProgram();
const network = join(program.folder, "tiny.safetensors");
let data = "";

beforeAll(async () => {
	const state = initialState(tinyNetworks(), new RandomState(1));
	writeFileSync(network, Buffer.concat(checkpointToSafetensors(networkSnapshot(state, 8, new Map()))));
	data = await program.sound("faces", 6, TINY_RESOLUTION);
});

/** Twelve images in three steps, with a tick for each. */
function args(outdir: string, ...more: readonly string[]): string[] {
	const small = ["--batch", "4", "--kimg", "0.012", "--tick", "0.004", "--snap", "1", "--gamma", "0.02"];
	const engine = ["--device", "cpu", "--threads", "1"];
	return [
		"train",
		"--outdir",
		join(program.folder, outdir),
		"--data",
		data,
		"--resume",
		network,
		...small,
		...engine,
		...more,
	];
}

/** Two graphs instead of four are compiled sooner. */
const FEW_PHASES = ["--density_reg", "0", "--gamma", "0"];
const METRICS = ["--metrics", "fd-random", "--metrics-count", "4"];

/** The only run in a folder. */
function runIn(outdir: string): string {
	const names = readdirSync(join(program.folder, outdir));
	expect(names).toHaveLength(1);
	return join(program.folder, outdir, names[0] ?? "");
}

const statistics = z.record(z.string(), z.union([z.number(), z.object({ num: z.number(), mean: z.number() })]));

describe("triplane train", () => {
	it("trains a network further, and leaves pictures, statistics, networks and a record", async () => {
		const { code, stdout } = await program.run(args("whole", "--desc", "first try", ...METRICS));
		expect(code).toBe(0);
		expect(stdout).toMatch(/^tick 0 {2}kimg 0\.0 .*sec\/kimg .*images\/s \(.*Gmain \d+ %/m);
		const run = runIn("whole");
		expect(run).toMatch(/00000-tiny-faces-batch4-gamma0\.02-first_try$/);
		expect(readdirSync(run).sort()).toEqual([
			...["curves.html", "fakes000000-depth.png", "fakes000000-raw.png", "fakes000000.png"],
			...["metrics.jsonl", "network-snapshot-000000.safetensors", "reals.png", "stats.jsonl"],
			...["training-options.json", "training-state.safetensors"],
		]);
		expect(await sharp(join(run, "fakes000000.png")).metadata()).toMatchObject({ width: 8 * 16, height: 4 * 16 });
		const lines = readFileSync(join(run, "stats.jsonl"), "utf8").trim().split("\n");
		const ticks = lines.map((line) => statistics.parse(JSON.parse(line)));
		expect(ticks.map((tick) => tick["Progress/images"])).toMatchObject([{ mean: 4 }, { mean: 8 }, { mean: 12 }]);
		expect(ticks[0]?.["Loss/D/loss"]).toMatchObject({ num: 4 });
		const measured = readFileSync(join(run, "metrics.jsonl"), "utf8").trim().split("\n");
		expect(measured.map((line) => statistics.parse(JSON.parse(line))["Metrics/fd-random"])).toHaveLength(3);
		expect(readFileSync(join(run, "curves.html"), "utf8")).toMatch(/<svg .*fd-random.*<svg .*Losses/s);
		expect(readFileSync(join(run, "curves.html"), "utf8")).not.toMatch(/http-equiv="refresh"|src="https?:/);
		const sheet = ["--network", join(run, "network-snapshot-000000.safetensors"), "--seeds", "0", "--quiet"];
		expect((await program.run(["sample", ...sheet, "--outdir", join(program.folder, "sampled")])).code).toBe(0);
	});

	it("goes on in a run's folder as if it had never stopped", async () => {
		const run = runIn("whole");
		const shorter = args("parts", "--desc", "first try", "--kimg", "0.008");
		expect((await program.run(shorter)).code).toBe(0);
		const parts = runIn("parts");
		writeFileSync(join(parts, "stats.jsonl"), '{"cut off', { flag: "a" });
		writeFileSync(join(parts, "training-state.safetensors.0123abcd.tmp"), "half of it");
		const value = await program.json(["train", "--resume", parts, "--kimg", "0.012"]);
		expect(value).toMatchObject({ folder: parts, end: "finished", images: 12, steps: 3 });
		const name = "network-snapshot-000000.safetensors";
		expect(readFileSync(join(parts, name)).equals(readFileSync(join(run, name)))).toBe(true);
		expect(readFileSync(join(parts, "stats.jsonl"), "utf8").trim().split("\n")).toHaveLength(3);
		expect(readdirSync(parts).filter((file) => file.endsWith(".tmp"))).toEqual([]);
		await refused(["train", "--resume", parts, "--cfg", "small64"], 2, /--cfg is for new networks/);
	});

	it("finds its images when it goes on from another folder", async () => {
		const relative = args("elsewhere", "--kimg", "0.004", ...FEW_PHASES).map((arg) => (arg === data ? "faces" : arg));
		expect((await program.run(relative, { cwd: program.folder })).code).toBe(0);
		const run = runIn("elsewhere");
		const further = ["train", "--resume", ".", "--kimg", "0.008", "--json"];
		const { code, stdout } = await program.run(further, { cwd: run });
		expect({ code, result: JSON.parse(stdout) }).toMatchObject({ code: 0, result: { end: "finished", images: 8 } });
		// and again from where it was: the record counts from where it was written last
		expect((await program.run(["train", "--resume", run, "--kimg", "0.012"], { cwd: tmpdir() })).code).toBe(0);
	});

	it("keeps a usable state when it is killed while it writes", async () => {
		const state = (): string => join(runIn("killed"), "training-state.safetensors");
		const endless = args(
			"killed",
			"--kimg",
			"1000",
			"--tick",
			"1000",
			"--snap",
			"0",
			"--save-minutes",
			"0.00001",
			...FEW_PHASES,
		);
		const { code } = await program.run(endless, {
			onStderr: (text, kill) => {
				if (!text.includes("run ")) return;
				const poll = setInterval(() => {
					if (!existsSync(state())) return;
					clearInterval(poll);
					setTimeout(() => kill("SIGKILL"), 300);
				}, 20);
			},
		});
		expect(code).toBe(128 + constants.signals.SIGKILL);
		expect(statSync(state()).size).toBeGreaterThan(10_000);
		const more = ["train", "--resume", runIn("killed"), "--kimg", "0.001"];
		expect(await program.json(more)).toMatchObject({ end: "finished" });
	});

	it("learns from images whose latents are known, and goes on with them", async () => {
		const latents = join(program.folder, "faces.latents.safetensors");
		await program.json(["dataset", "latents", "--count", "6", "--z-dim", "200", "--out", latents]);
		await refused(args("taught", "--latents", latents), 2, /'z' is float32 \[6, 200\], want float32 \[6, 8\]/);
		const z = float32Tensor([6, 8], Float32Array.from(new RandomState(2).randn(48)));
		writeFileSync(latents, Buffer.concat(safetensorsChunks(new Map([["z", z]]))));
		const taught = args("taught", "--latents", latents, "--recon_kimg", "0.008", "--density_reg", "0");
		expect((await program.run(taught)).code).toBe(0);
		const run = runIn("taught");
		const ticks = readFileSync(join(run, "stats.jsonl"), "utf8")
			.trim()
			.split("\n")
			.map((line) => statistics.parse(JSON.parse(line)));
		expect(ticks.map((tick) => "Loss/D/loss" in tick)).toEqual([false, false, true]);
		expect(ticks.map((tick) => tick["Loss/G/reconstruction"])).toMatchObject([{ num: 4 }, { num: 4 }, { num: 4 }]);
		const more = await program.json(["train", "--resume", run, "--kimg", "0.016"]);
		expect(more).toMatchObject({ end: "finished", images: 16 });
		writeFileSync(latents, Buffer.from("no tensors"));
		await refused(["train", "--resume", run, "--kimg", "0.02"], 3, /latents/);
	});

	it("saves and stops at a signal, with its exit code", async () => {
		let sent = false;
		const { code, stdout, stderr } = await program.run(
			args("stopped", "--kimg", "1000", "--tick", "1000", ...FEW_PHASES),
			{
				onStderr: (text, kill) => {
					if (sent || !text.includes("run ")) return;
					sent = true;
					setTimeout(() => kill("SIGTERM"), 500);
				},
			},
		);
		expect({ code, stopped: /^stopped at \d/m.test(stdout) }).toEqual({ code: 143, stopped: true });
		expect(stderr).toMatch(/SIGTERM: stopping after the step in progress/);
		expect(existsSync(join(runIn("stopped"), "training-state.safetensors"))).toBe(true);
	});

	it("ends with its own code when numbers leave the finite ones, and names the last good state", async () => {
		const further = ["train", "--resume", runIn("whole"), "--kimg", "0.024", "--glr", "1e30"];
		await refused(
			further,
			8,
			/is NaN in phase .* last good state is that of 0\.0 kimg: .*training-state\.safetensors/s,
		);
	});
});

describe("triplane train of a class of one's own", () => {
	/** The sound images with every position multiplied. */
	async function scaled(name: string, factor: number): Promise<string> {
		const entries = await soundEntries(4, 64);
		const labels = entries.slice(0, 4).map(([image], index) => {
			const label = cameraNumbers(0.2 * index, 0.1);
			return [image, label.map((value, i) => ([3, 7, 11].includes(i) ? value * factor : value))] as const;
		});
		return program.dataset(name, [...entries.slice(0, 4), ["dataset.json", labelBytes(labels)]]);
	}

	it("takes cameras that suit its box and limits, and refuses others with the numbers", async () => {
		const small = ["train", "--data", await scaled("mugs", 0.3), "--cfg", "small64", "--batch", "4", "--device", "cpu"];
		await refused([...small, "--dry-run"], 2, /4 cameras whose rays are not sampled where the box is: .*2\.25 to 3\.3/);
		const scene = ["--box-warp", "0.3", "--ray-limits", "0.6,1.1", "--radius", "0.81", "--pivot", "0,0,0.06"];
		const value = await program.json([...small, ...scene, "--fov-deg", "18.8", "--white-back", "--dry-run"]);
		const rendering = { boxWarp: 0.3, rayStart: 0.6, rayEnd: 1.1, avgCameraRadius: 0.81, whiteBack: true };
		expect(value).toMatchObject({
			networks: { generator: { config: { rendering: { ...rendering, avgCameraPivot: [0, 0, 0.06] } } } },
		});
		expect(value).toMatchObject({
			networks: { generator: { config: { rendering: { trainingFov: { degrees: 18.8 } } } } },
		});
		// said by the images
		const bare = await program.json([...small, ...scene, "--dry-run"]);
		const said = { trainingFov: { degrees: expect.closeTo(18.837, 3) } };
		expect(bare).toMatchObject({ networks: { generator: { config: { rendering: said } } } });
		await refused([...args("never", "--data", data), "--box-warp", "2"], 2, /--box-warp is for new networks/);
	});

	it("passes faults of the cameras that are meant", async () => {
		const millimetres = ["train", "--data", await scaled("mm", 1000), "--cfg", "small64", "--batch", "4", "--dry-run"];
		await refused(millimetres, 2, /are positions in millimetres/);
		const passed = await program.json([...millimetres, "--data-ignore", "cameras-miss-box", "--device", "cpu"]);
		expect(passed).toMatchObject({ data: { images: 4 } });
		await refused([...millimetres, "--data-ignore", "unreadable"], 2, /'unreadable' is not one of cameras-alike/);
	});
});

describe("triplane train refuses", () => {
	it("a bad dataset before the first step, with a list of what is wrong", async () => {
		const entries = await soundEntries(4, TINY_RESOLUTION);
		const pictures = entries.slice(0, 4);
		const label = cameraNumbers();
		const labels = [label, label.slice(1), label.with(3, Number.NaN), label].map(
			(values, index) => [pictures[index]?.[0] ?? "", values] as const,
		);
		const broken = pictures.map(([name, bytes], index): [string, Uint8Array] => [
			name,
			index === 0 ? bytes.subarray(0, 60) : bytes,
		]);
		const bad = program.dataset("bad", [
			...broken.slice(0, 3),
			[pictures[3]?.[0] ?? "", await picture(3, 32)],
			["dataset.json", labelBytes(labels)],
		]);
		const message = /cannot be used:.*labels that are not 25 numbers.*NaN.*cannot be read.*of another size/s;
		await refused(args("refused", "--data", bad), 2, message);
		await refused(
			args("refused", "--data", program.dataset("empty", [["notes.txt", new Uint8Array(1)]])),
			2,
			/no images/,
		);
		expect(existsSync(join(program.folder, "refused"))).toBe(false);
	});

	it("what cannot be", async () => {
		await refused(["train", "--outdir", "never", "--data", data], 2, /want --cfg for a new network, or --resume/);
		await refused(args("never", "--resume", "nobody"), 2, /network 'nobody': there is no such file, and no embedded/);
		await refused(args("never", "--resume", program.folder), 2, /nothing was saved there yet/);
		expect(existsSync(join(program.folder, "never"))).toBe(false);
	});

	it("nothing in a dry run, and says what the run would be", async () => {
		const { code, stdout, stderr } = await program.run(args("dry", "--dry-run", "--gamma", "3"));
		expect(code).toBe(0);
		expect(stdout).toMatch(/6 items of 16 × 16\n.*\nrun: 0\.012 kimg, batch 4, gamma 3, on cpu\nmemory: about \d+/);
		expect(stderr).toMatch(/gamma 3 with batch 4 at 16² pixels: the rule of thumb .* gives 0\.013/);
		expect(existsSync(join(program.folder, "dry"))).toBe(false);
	});

	it("no weights alone, which take the options of another network", async () => {
		const bare = join(program.folder, "bare.safetensors");
		writeFileSync(bare, Buffer.concat(safetensorsChunks(tinyNetworks().generator.weights)));
		await refused(args("never", "--resume", bare, "--dry-run"), 3, /is a state_dict.*--like/);
		const value = await program.json(args("never", "--resume", bare, "--like", network, "--dry-run"));
		expect(value).toMatchObject({ networks: { generator: { config: { imgResolution: TINY_RESOLUTION } } } });
	});

	it("no published pickle, whose settings for further training it takes", async () => {
		const faces = await program.sound("faces128", 4, 128);
		const pickle = ["--resume", fixture("tiny-train128.pkl"), "--data", faces, "--batch", "4", "--dry-run"];
		const value = await program.json(["train", ...pickle, "--device", "cpu"]);
		expect(value).toMatchObject({
			settings: { blurInitSigma: 0, gpcRegFadeKimg: 0, emaRampup: 0, neuralRenderingResolutionInitial: 16 },
			data: { images: 4, resolution: 128 },
			networks: { discriminator: { config: { imgResolution: 128 } } },
		});
	});
});

/** Must fail in words, without a stack. */
async function refused(given: readonly string[], code: number, message: RegExp): Promise<void> {
	const result = await program.run(given);
	expect(result.stderr).toMatch(message);
	expect(result.stderr).not.toMatch(/^\s+at .*:\d+/m);
	expect(result.code).toBe(code);
}
