import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkpointToSafetensors } from "../../src/checkpoint/safetensors-checkpoint.ts";
import { openCheckpoint } from "../../src/platform/node/open-generator.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { describeIf } from "../skip.ts";
import { fixture, useProgram } from "./run-program.ts";

const program = useProgram();

/** Runs a command line that must fail, and checks that it says so in words and leaves no stack. */
async function expectFailure(args: readonly string[], code: number, message: RegExp): Promise<void> {
	const result = await program.run(args);
	expect(result.stderr).toMatch(message);
	expect(result.stderr).not.toMatch(/^\s+at .*:\d+/m);
	expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: "" });
}

const OUT = join(program.folder, "never");
const base = (...args: string[]): string[] => ["sample", "--network", "untrained", "--outdir", OUT, ...args];

describe("a wrong command line", () => {
	it.each<[string, string[], RegExp]>([
		["no seeds", base(), /want --seeds <list>, as in 0,2,5-9, --person <file> or --ws/],
		["an empty list of seeds", base("--seeds", ""), /has an empty part/],
		["a negative seed", base("--seeds", "-1"), /'-1' is not a seed: want a whole number from 0 to 4294967295/],
		["a fractional seed", base("--seeds", "1.5"), /'1\.5' is not a seed/],
		["a seed beyond 32 bits", base("--seeds", "4294967296"), /'4294967296' is not a seed/],
		["a range that runs backwards", base("--seeds", "9-5"), /the range '9-5' runs backwards: want 5-9/],
		["far too many seeds", base("--seeds", "0-4000000000"), /more than 100000 seeds/],
		["a yaw that is not a number", base("--seeds", "0", "--yaw", "left"), /--yaw.*'left' is not a finite number/],
		["a NaN pitch", base("--seeds", "0", "--pitch", "NaN"), /--pitch.*'NaN' is not a finite number/],
		["an infinite yaw", base("--seeds", "0", "--yaw", "0,inf"), /'inf' is not a finite number/],
		["an overflowing yaw", base("--seeds", "0", "--yaw", "1e999"), /'1e999' is not a finite number/],
		[
			"a true pitch beyond the pole",
			base("--seeds", "0", "--true-pitch", "90"),
			/90 is out of range: want degrees from -89\.7/,
		],
		["both kinds of angles", base("--seeds", "0", "--yaw", "0", "--true-yaw", "0"), /cannot be used with option/],
		["a field of view of 180°", base("--seeds", "0", "--fov-deg", "180"), /180 is out of range.*less than 180/],
		["an invisible field of view", base("--seeds", "0", "--fov-deg", "1e-30"), /out of range: want at least 0\.01/],
		["a truncation beyond all bounds", base("--seeds", "0", "--trunc", "1e300"), /at least -1000 and at most 1000/],
		["no truncation number", base("--seeds", "0", "--trunc", "x"), /'x' is not a finite number/],
		["a negative cutoff", base("--seeds", "0", "--trunc-cutoff", "-1"), /-1 is out of range: want at least 0/],
		["no rays", base("--seeds", "0", "--nrr", "0"), /0 is out of range: want at least 4/],
		["a fractional side", base("--seeds", "0", "--nrr", "64.5"), /'64\.5' is not a whole number/],
		["no samples", base("--seeds", "0", "--sample-mult", "0"), /0 is out of range: want more than 0/],
		["a pivot of two numbers", base("--seeds", "0", "--pivot", "1,2"), /want three numbers/],
		["an unknown device", base("--seeds", "0", "--device", "tpu"), /Allowed choices are auto, cpu, webgpu, cuda/],
		["no threads", base("--seeds", "0", "--threads", "0"), /0 is out of range/],
		["an unknown output", base("--seeds", "0", "--outputs", "image,normals"), /'normals' is not one of image, raw/],
		["an image without super-resolution", base("--seeds", "0", "--no-sr", "--outputs", "image"), /--no-sr leaves out/],
		["an unknown option", base("--seeds", "0", "--trunk", "1"), /unknown option .--trunk.[\s\S]*Did you mean --trunc/],
		["an unknown command", ["sampel"], /unknown command 'sampel'[\s\S]*Did you mean sample/],
		["no command", [], /Usage: triplane/],
		["a surplus argument", base("--seeds", "0", "1"), /too many arguments/],
		["an unknown configuration", ["init", "--cfg", "huge", "--out", "x.safetensors"], /Allowed choices are ffhq512-64/],
	])("%s ends with exit code 2 and a message", async (_, args, message) => {
		await expectFailure(args, 2, message);
		expect(existsSync(OUT)).toBe(false);
	});
});

describe("networks that are not there or no networks", () => {
	const sampleOf = (network: string): string[] => ["sample", "--network", network, "--seeds", "0", "--outdir", OUT];

	it("a missing network is named, and the embedded ones are listed", async () => {
		await expectFailure(
			sampleOf("nobody"),
			2,
			/network 'nobody': there is no such file.*embedded networks: heads, heads-free-gaze/,
		);
	});

	it("a path cannot leave the folder of embedded networks", async () => {
		await expectFailure(sampleOf("../networks/untrained"), 2, /there is no such file/);
	});

	it("a folder is no network", async () => {
		await expectFailure(sampleOf(program.folder), 2, /it is not a file/);
	});

	it("a text file is refused with the place", async () => {
		const path = join(program.folder, "notes.txt");
		writeFileSync(path, "not a network\n");
		await expectFailure(sampleOf(path), 3, /notes\.txt: is a text file, no network/);
	});

	it("an empty file is refused", async () => {
		const path = join(program.folder, "empty.pkl");
		writeFileSync(path, "");
		await expectFailure(sampleOf(path), 3, /empty\.pkl/);
	});

	it("a truncated checkpoint is refused", async () => {
		const path = join(program.folder, "cut.pkl");
		const whole = readFileSync(fixture("tiny-shapenet128-64.pkl"));
		writeFileSync(path, whole.subarray(0, whole.length / 2));
		await expectFailure(sampleOf(path), 3, /cut\.pkl/);
	});

	it("safetensors without networks are refused", async () => {
		await expectFailure(sampleOf(fixture("cameras.safetensors")), 3, /tensors without networks.*is this a tri-plane/);
	});
});

describe("results that cannot be written", () => {
	const into = (outdir: string): string[] => ["sample", "--network", "untrained", "--seeds", "0", "--outdir", outdir];

	it("a file in the place of the folder is an error before any work is done", async () => {
		const path = join(program.folder, "file");
		writeFileSync(path, "mine");
		await expectFailure(into(path), 6, /cannot write into the folder '.*file': there is a file of that name/);
		await expectFailure(into(join(path, "below")), 6, /a part of the path is not a folder/);
		expect(readFileSync(path, "utf8")).toBe("mine");
	});

	it("a folder in the place of a result is an error, and nothing half-written is left", async () => {
		const outdir = join(program.folder, "occupied");
		mkdirSync(join(outdir, "seed0000.png"), { recursive: true });
		await expectFailure([...into(outdir), "--nrr", "8", "--quiet"], 6, /cannot write '.*seed0000\.png'/);
		expect(readdirSync(outdir)).toEqual(["seed0000.png"]);
	});

	it("export and init want the ending of what they write", async () => {
		const out = join(program.folder, "network.pkl");
		await expectFailure(["init", "--cfg", "small64", "--out", out], 2, /ends in \.safetensors/);
		const args = ["export", "--network", "untrained", "--format", "safetensors", "--out", out];
		await expectFailure(args, 2, /ends in \.safetensors/);
		expect(existsSync(out)).toBe(false);
	});

	const isRoot = process.getuid?.() === 0;
	describeIf(!isRoot, "root may write everywhere", "without permission", () => {
		it("a folder that may not be written to is an error before any work is done", async () => {
			const outdir = join(program.folder, "locked");
			mkdirSync(outdir);
			chmodSync(outdir, 0o555);
			await expectFailure(into(outdir), 6, /no permission/);
		});
	});
});

describe("devices that are not there", () => {
	it("a renderer and a device asked for by name are not replaced silently", async () => {
		const args = ["sample", "--network", "untrained", "--seeds", "0", "--outdir", join(program.folder, "device")];
		const { code, stderr } = await program.run([...args, "--device", "cuda"]);
		if (code === 0) return; // a machine with CUDA
		expect(code).toBe(4);
		expect(stderr).toMatch(/device cuda: not available here/);
		expect(stderr).toMatch(/triplane doctor/);
	});
});

describe("faults", () => {
	it("shows the stack with TRIPLANE_DEBUG=1", async () => {
		const args = ["info", "--network", "nobody"];
		const { code, stderr } = await program.run(args, { env: { TRIPLANE_DEBUG: "1" } });
		expect(code).toBe(2);
		expect(stderr).toMatch(/InputError: network 'nobody'[\s\S]*\n\s+at /);
	});

	it("that nobody waits for end in a message and exit code 70", async () => {
		const preload = "process.once('newListener', () => setTimeout(() => { throw new Error('stray') }, 1))";
		const { code, stderr } = await program.run(["doctor"], {
			nodeOptions: ["--import", `data:text/javascript,${encodeURIComponent(preload)}`],
		});
		expect(code).toBe(70);
		expect(stderr).toMatch(/not foreseen: Error: stray\nThis is a fault of the program\. TRIPLANE_DEBUG=1/);
	});

	it("refuses a network whose weights are not finite, by name", async () => {
		const path = join(program.folder, "nan.safetensors");
		await writeNetworkOfNaN(path);
		const args = ["--seeds", "0", "--nrr", "4", "--yaw", "0", "--no-sr", "--quiet"];
		const outdir = join(program.folder, "nan");
		const { code, stderr } = await program.run(["sample", "--network", path, ...args, "--outdir", outdir]);
		expect(stderr).toMatch(/'decoder\.net\.2\.bias' has \d+ of \d+ numbers that are NaN or infinite/);
		expect(code).toBe(3);
	});
});

/** The untrained network with a bias of the decoder that is no number, as training that diverged leaves it. */
async function writeNetworkOfNaN(path: string): Promise<void> {
	const checkpoint = await openCheckpoint("untrained");
	const [name, network] = [...checkpoint.networks][0] ?? [];
	if (!name || !network) throw new Error("the network is empty");
	const bias = network.parameters.get("decoder.net.2.bias");
	const broken = float32Tensor(bias?.shape ?? [], new Float32Array(bias?.data.length ?? 1).fill(Number.NaN));
	const parameters = new Map([...network.parameters, ["decoder.net.2.bias", broken]]);
	const networks = new Map([[name, { ...network, parameters }]]);
	writeFileSync(path, Buffer.concat(checkpointToSafetensors({ ...checkpoint, networks })));
}
