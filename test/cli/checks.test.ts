import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSafetensors } from "../../src/checkpoint/safetensors/reader.ts";
import { safetensorsChunks } from "../../src/checkpoint/safetensors/writer.ts";
import { openFile } from "../../src/platform/node/file-source.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { fixture, useProgram } from "./run-program.ts";

const program = useProgram();
const NETWORK = fixture("tiny-shapenet128-64.pkl");
const GOLDEN = fixture("tiny-shapenet128-64.seed1.safetensors");

/** The golden with 0.1 added to one number of a tensor. */
async function writeChangedGolden(path: string, tensor: string, index: number): Promise<void> {
	await using file = await openFile(GOLDEN);
	const golden = await readSafetensors(file);
	const tensors = new Map(await golden.tensors());
	const { shape, data } = tensors.get(tensor) ?? float32Tensor([], [0]);
	const values = Float32Array.from(data, Number);
	values[index] = (values[index] ?? 0) + 0.1;
	tensors.set(tensor, float32Tensor(shape, values));
	writeFileSync(path, Buffer.concat(safetensorsChunks(tensors, golden.metadata)));
}

describe("triplane verify", () => {
	it("passes a network against its golden, and prints a row for each tensor", async () => {
		const { code, stdout } = await program.run(["verify", "--network", NETWORK, "--golden", GOLDEN, "--quiet"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^ok +mapping +ws +\[1, 14, 512\] +\d/m);
		expect(stdout).toMatch(/^ok +super-resolution +image +\[1, 3, 128, 128\] +\d/m);
		expect(stdout).toMatch(/^passed: \d+ tensors$/m);
	});

	it("fails a golden with one value changed, with exit code 1, and says where", async () => {
		const changed = join(program.folder, "changed.safetensors");
		await writeChangedGolden(changed, "image", 1234);
		const args = ["verify", "--network", NETWORK, "--golden", changed];
		const { code, stdout } = await program.run([...args, "--quiet"]);
		expect(code).toBe(1);
		expect(stdout).toMatch(/^FAIL +super-resolution +image /m);
		expect(stdout).toMatch(/^image: worst at \[0, 0, 9, 82\]: /m);
		expect(stdout).toMatch(/^FAILED: 1 of \d+ tensors$/m);
		expect(JSON.parse((await program.run([...args, "--json"])).stdout)).toMatchObject({ passed: false });
	});

	it("refuses a golden of another network", async () => {
		const args = ["verify", "--network", fixture("tiny-ffhq512-64.pkl"), "--golden", GOLDEN];
		const { code, stderr } = await program.run(args);
		expect(code).toBe(7);
		expect(stderr).toMatch(/jitterCoarse .* has not the/);
	});

	it("refuses a file that is no golden", async () => {
		const args = ["verify", "--network", NETWORK, "--golden", fixture("numpy-randomstate.safetensors")];
		const { code, stderr } = await program.run(args);
		expect(code).toBe(3);
		expect(stderr).toMatch(/golden/);
	});
});

describe("triplane doctor", () => {
	it("tries everything and says that the program can run here", async () => {
		const report = await program.json(["doctor"]);
		expect(report).toMatchObject({ usable: true, machine: { cores: expect.any(Number) } });
		const { findings } = report as { findings: { what: string; works: boolean; note: string }[] };
		expect(findings.map(({ what }) => what)).toEqual([
			...["Node", "machine", "ONNX Runtime", "device cuda", "device webgpu", "device cpu"],
			...["renderer wasm", "image files", "embedded networks"],
		]);
		const working = findings.filter(({ works }) => works).map(({ what }) => what);
		expect(working).toEqual(expect.arrayContaining(["device cpu", "renderer wasm", "image files"]));
		expect(findings.every(({ note }) => note !== "")).toBe(true);
	});

	it("says for people which device auto takes", async () => {
		const { stdout, code } = await program.run(["doctor"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/--device auto takes (cpu|webgpu|cuda)/);
		expect(stdout).toMatch(/Triplane can run here\./);
	});
});

describe("triplane demo", () => {
	it("writes people and says what and where, in well under a minute", async () => {
		const outdir = join(program.folder, "demo");
		const start = performance.now();
		const { code, stdout } = await program.run(["demo", "--outdir", outdir]);
		expect(code).toBe(0);
		expect(performance.now() - start).toBeLessThan(60_000);
		expect(readdirSync(outdir).sort()).toEqual([
			...[
				"people.png",
				"seed0000-mesh.json",
				"seed0000-turntable.png",
				"seed0000.glb",
				"seed0000.json",
				"seed0000.png",
			],
			...[1, 2, 3, 4, 5].flatMap((seed) => [`seed000${seed}.json`, `seed000${seed}.png`]),
			...["turning.json", "turning.mp4", "turning.trajectory.json"],
		]);
		expect(stdout).toContain(join(outdir, "seed0000.png"));
		expect(stdout).toContain(`They are in ${outdir}`);
	});
});
