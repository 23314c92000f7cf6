import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readGeneratorConfig } from "../../src/generator/read-config.ts";
import { openCheckpoint } from "../../src/platform/node/open-generator.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { latentFromSeed } from "../../src/tensor/latent.ts";
import { colourPixels } from "../../src/tensor/pixels.ts";
import { fixture, UNTRAINED_NETWORK, useProgram } from "./run-program.ts";

const program = useProgram();
const TINY = fixture("tiny-shapenet128-64.pkl");

describe("triplane info", () => {
	it("counts networks, parameters and sizes, and shows rendering options and training set", async () => {
		const info = await program.json(["info", "--network", TINY]);
		expect(info).toMatchObject({
			format: "pickle",
			file: { bytes: 7921236 },
			networks: {
				G: { className: "TriPlaneGenerator", sameAs: null },
				D: { className: "DualDiscriminator" },
				G_ema: { sameAs: "G" },
			},
			generator: {
				imgResolution: 128,
				neuralRenderingResolution: 64,
				rendering: { boxWarp: 1.6, whiteBack: true, planeAxes: "eg3d" },
				conditioning: { zero: true },
			},
			extras: { training_set_kwargs: { use_labels: true } },
		});
	});

	it("adds up its parts", async () => {
		const { networks } = (await program.json(["info", "--network", TINY])) as {
			networks: Record<string, { parameters: number; bytes: number; parts: { parameters: number; bytes: number }[] }>;
		};
		for (const { parameters, bytes, parts } of Object.values(networks)) {
			expect(parts.reduce((sum, part) => sum + part.parameters, 0)).toBe(parameters);
			expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes);
		}
	});

	it("says it for people too", async () => {
		const { stdout, code } = await program.run(["info", "--network", TINY]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^G: TriPlaneGenerator$/m);
		expect(stdout).toMatch(/^G_ema: the same object as G$/m);
		expect(stdout).toMatch(/^ {2}backbone\.synthesis +[\d,]+ /m);
		expect(stdout).toMatch(/^Family\n {2}EG3D: its planes see xy, xz and zx/m);
		expect(stdout).toMatch(/^ {2}box +side 1\.6, white background$/m);
		expect(stdout).toMatch(/^training_set_kwargs\n/m);
	});
});

describe("triplane init", () => {
	it("makes the same network of the same seed and another of another", async () => {
		const made = async (name: string, seed: number): Promise<Buffer> => {
			const out = join(program.folder, `${name}.safetensors`);
			const { code } = await program.run(["init", "--cfg", "small64", "--seed", `${seed}`, "--out", out, "--quiet"]);
			expect(code).toBe(0);
			return readFileSync(out);
		};
		const first = await made("a", 3);
		expect(await made("b", 3)).toEqual(first);
		expect(await made("c", 4)).not.toEqual(first);
	});

	it("makes tri-grids, which other commands show as they show tri-planes", async () => {
		const out = join(program.folder, "grids.safetensors");
		const sizes = ["--cbase", "256", "--cmax", "8", "--triplane-depth", "3", "--decoder-hidden", "20"];
		await program.json(["init", "--cfg", "small64", ...sizes, "--out", out]);
		const { stdout } = await program.run(["info", "--network", out]);
		expect(stdout).toMatch(/^ {2}planes +3 × 16 × 32², 3 slices each \(tri-grids\), axes "orthogonal"$/m);
		expect(stdout).toMatch(/^ {2}decoder +16 → 20 → 1 \+ 32$/m);
		const shown = async (renderer: string): Promise<Buffer> => {
			const outdir = join(program.folder, `grids-${renderer}`);
			const raw = ["--outputs", "raw", "--renderer", renderer];
			await program.json(["sample", "--network", out, "--seeds", "0", ...raw, "--outdir", outdir]);
			return await sharp(join(outdir, "seed0000-raw.png")).raw().toBuffer();
		};
		const [kernel, plain] = [await shown("wasm"), await shown("reference")];
		const off = Math.max(...kernel.map((value, at) => Math.abs(value - (plain[at] ?? 0))));
		expect(off).toBeLessThanOrEqual(1);
		const { least, most } = { least: Math.min(...kernel), most: Math.max(...kernel) };
		expect(most - least).toBeGreaterThan(8);
		const outdir = join(program.folder, "grids-mesh");
		const shape = ["--seeds", "0", "--shape-res", "24", "--level", "auto"];
		await program.json(["mesh", "--network", out, ...shape, "--outdir", outdir]);
		expect(readdirSync(outdir).some((name) => name.endsWith(".ply") || name.endsWith(".glb"))).toBe(true);
	});

	it("stores the box, limits and cameras of a class of one's own", async () => {
		const out = join(program.folder, "mugs.safetensors");
		const scene = ["--box-warp", "0.3", "--ray-limits", "box", "--radius", "0.65", "--white-back"];
		await program.json(["init", "--cfg", "small64", ...scene, "--out", out]);
		const { networks, metadata } = await openCheckpoint(out);
		const network = networks.get("G_ema");
		if (!network) throw new Error("want G_ema");
		const { boxWarp, rayStart, avgCameraRadius, whiteBack } = readGeneratorConfig(network).rendering;
		expect({ boxWarp, rayStart, avgCameraRadius, whiteBack }).toEqual({
			...{ boxWarp: 0.3, rayStart: "auto", avgCameraRadius: 0.65, whiteBack: true },
		});
		const made = "triplane init --cfg small64 --seed 0 --box-warp 0.3 --ray-limits box --radius 0.65 --white-back true";
		expect(metadata.get("made_by")).toBe(made);
	});
});

describe("triplane export", () => {
	it("writes safetensors that hold the same networks, and can keep some only", async () => {
		const out = join(program.folder, "kept.safetensors");
		await program.json(["export", "--network", TINY, "--format", "safetensors", "--keep", "G_ema", "--out", out]);
		const [original, exported] = await Promise.all([openCheckpoint(TINY), openCheckpoint(out)]);
		expect([...exported.networks.keys()]).toEqual(["G_ema"]);
		expect(exported.networks.get("G_ema")).toEqual(original.networks.get("G_ema"));
	});

	it("gives half a file whose pictures differ by less than half a grey level with --floats fp16", async () => {
		const image = async (network: string, name: string): Promise<Buffer> => {
			const outdir = join(program.folder, name);
			await program.json(["sample", "--network", network, "--seeds", "3", "--outdir", outdir]);
			return await sharp(join(outdir, "seed0003.png")).raw().toBuffer();
		};
		const written = async (floats: string): Promise<{ readonly out: string; readonly bytes: number }> => {
			const out = join(program.folder, `${floats}.safetensors`);
			const args = ["--network", UNTRAINED_NETWORK, "--format", "safetensors", "--floats", floats, "--out", out];
			const { file } = (await program.json(["export", ...args])) as { readonly file: { readonly bytes: number } };
			return { out, bytes: file.bytes };
		};
		const [whole, half] = [await written("fp32"), await written("fp16")];
		expect(half.bytes).toBeLessThan(0.55 * whole.bytes);
		const [wanted, got] = [await image(whole.out, "whole"), await image(half.out, "half")];
		const off = wanted.reduce((sum, value, at) => sum + Math.abs(value - (got[at] ?? 0)), 0) / wanted.length;
		expect(off).toBeLessThan(0.5);
	});

	it("gives the same image from the exported network as from the original", async () => {
		const out = join(program.folder, "whole.safetensors");
		await program.json(["export", "--network", TINY, "--format", "safetensors", "--out", out]);
		const image = async (network: string, name: string): Promise<Buffer> => {
			const outdir = join(program.folder, name);
			await program.json(["sample", "--network", network, "--seeds", "5", "--nrr", "16", "--outdir", outdir]);
			return readFileSync(join(outdir, "seed0005.png"));
		};
		expect(await image(out, "from-export")).toEqual(await image(TINY, "from-original"));
	});

	it("writes a graph for each stage, one for all, and a README of their inputs and outputs", async () => {
		const out = join(program.folder, "onnx");
		await program.json(["export", "--network", UNTRAINED_NETWORK, "--format", "onnx", "--nrr", "16", "--out", out]);
		expect(readdirSync(out).sort()).toEqual([
			...["README.md", "backbone.onnx", "mapping.onnx", "renderer.onnx", "superresolution.onnx", "view.onnx"],
		]);
		const readme = readFileSync(join(out, "README.md"), "utf8");
		expect(readme).toMatch(/^\| in \| `camera` \| \[1, 25\] \| rendering camera label/m);
		expect(readme).toMatch(/^\| out \| `image` \| \[1, 3, 128, 128\] \| the image/m);
		expect(readme).not.toMatch(/\| \|$/m); // a tensor without a meaning
		const session = await ort.InferenceSession.create(join(out, "view.onnx"));
		expect([...session.inputNames].sort()).toEqual(["c", "camera", "psi", "z"]);
		await session.release();
	});

	it("gives by its graph of a whole view the picture that sample gives", async () => {
		const folder = join(program.folder, "view");
		const network = ["--network", UNTRAINED_NETWORK, "--nrr", "16"];
		await program.json(["export", ...network, "--format", "onnx", "--graphs", "view", "--out", folder]);
		const views = ["--yaw", "0.3", "--seeds", "4", "--jitter", "none", "--device", "cpu"];
		await program.json(["sample", ...network, ...views, "--outdir", folder]);
		const { conditioning, views: rows } = JSON.parse(readFileSync(join(folder, "seed0004.json"), "utf8"));
		const session = await ort.InferenceSession.create(join(folder, "view.onnx"));
		const { image } = await session.run({
			z: new ort.Tensor("float32", latentFromSeed(4, 128).data, [1, 128]),
			c: new ort.Tensor("float32", Float32Array.from(conditioning), [1, 25]),
			psi: new ort.Tensor("float32", new Float32Array(10).fill(1), [10]),
			camera: new ort.Tensor("float32", Float32Array.from(rows[0][0].label), [1, 25]),
		});
		await session.release();
		const graph = colourPixels(float32Tensor([1, 3, 128, 128], image?.data as Float32Array)).data;
		const picture = await sharp(join(folder, "seed0004.png")).removeAlpha().raw().toBuffer();
		const worst = picture.reduce((most, value, index) => Math.max(most, Math.abs(value - (graph[index] ?? 0))), 0);
		expect(picture).toHaveLength(graph.length);
		expect(worst).toBeLessThanOrEqual(1); // of 255, where rounding tips a number over
	});

	it("writes only the graphs asked for", async () => {
		const out = join(program.folder, "one");
		const args = ["--format", "onnx", "--graphs", "superresolution,mapping", "--out", out];
		await program.json(["export", "--network", UNTRAINED_NETWORK, ...args]);
		expect(readdirSync(out).sort()).toEqual(["README.md", "mapping.onnx", "superresolution.onnx"]);
	});
});
