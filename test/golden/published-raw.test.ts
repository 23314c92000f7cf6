/**
 * Goldens whose raw image was altered in place by super-resolution, as the published code leaves it. The published
 * numbers of the repository have fewer rays, so that nothing is altered in them: these are made here, by one renderer and
 * verified with another.
 */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Golden, goldenTensor } from "../../src/analysis/verify/golden.ts";
import { type VerifyReport, verifyGolden } from "../../src/analysis/verify/verify-golden.ts";
import type { Generator } from "../../src/generator/generator.ts";
import { createWasmMarcher } from "../../src/rendering/march/kernels/wasm/wasm-marcher.ts";
import { symbolicMarcher } from "../../src/rendering/march/symbolic-marcher.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";
import { generatorOf, goldenOf, networkOf } from "./golden-cases.ts";

const QUIRK = "raw image altered in place";

/** What the published code leaves: raw image, and the features that share its memory. */
interface Altered {
	readonly imageRaw: Float32Tensor;
	readonly featureImage: Float32Tensor;
}

/** A golden of a case's ws and camera with more rays. */
async function withMoreRays(generator: Generator, of: Golden, side: number): Promise<Golden> {
	const { depthResolution: S, depthResolutionImportance: K } = generator.config.rendering;
	const random = new RandomState(5);
	const M = side * side;
	const jitterCoarse = float32Tensor([1, M, S, 1], random.uniformFloat32(M * S));
	const uImportance = float32Tensor([M, K], random.uniformFloat32(M * K));
	const [ws, camera] = [goldenTensor(of, "ws", [1, "numWs", "wDim"]), goldenTensor(of, "camera", [1, 25])];
	const planes = await generator.planes(ws, { noiseMode: of.noiseMode });
	const view = await generator.render(planes, ws, camera, {
		neuralRenderingResolution: side,
		jitter: { kind: "given", jitterCoarse, uImportance },
	});
	if (!view.image) throw new Error("no image");
	const tensors = new Map<string, Float32Tensor>([
		["z", goldenTensor(of, "z", [1, "zDim"])],
		["conditioning_camera", goldenTensor(of, "conditioning_camera", [1, 25])],
		["ws", ws],
		["camera", camera],
		["jitter_coarse", jitterCoarse],
		["u_importance", uImportance],
		["feature_image", view.featureImage],
		["image_raw", view.imageRaw],
		["image_depth", view.imageDepth],
		["image", view.image],
	]);
	return { ...of, tensors, seed: null, pose: null, neuralRenderingResolution: side };
}

/** A 2X module and a 4X module at the side at which they do not resize. */
const CASES = [
	["tiny-shapenet128-64.seed1", 64],
	["tiny-afhq256-128.seed2", 128],
] as const;

describe.each(CASES)("%s with %d rays per side", { timeout: 120_000 }, (name, side) => {
	let generator: Generator;
	let golden: Golden;
	let altered: Altered;
	beforeAll(async () => {
		const { config, weights } = await networkOf(name);
		// Few samples, since the other renderer is slow.
		const rendering = { ...config.rendering, depthResolution: 12, depthResolutionImportance: 12 };
		const network = { config: { ...config, rendering }, weights };
		generator = await generatorOf(network, "cpu", () => createWasmMarcher({ workers: null }));
		await using other = await generatorOf(network, "cpu", symbolicMarcher);
		golden = await withMoreRays(other, await goldenOf(name), side);
		const imageRaw = goldenTensor(golden, "image_raw", [1, 3, "H", "H"]);
		const featureImage = goldenTensor(golden, "feature_image", [1, "F", "H", "H"]);
		const ws = goldenTensor(golden, "ws", [1, "numWs", "wDim"]);
		const raw = await generator.publishedRaw(imageRaw, featureImage, ws);
		const data = featureImage.data.slice();
		data.set(raw.data);
		altered = { imageRaw: raw, featureImage: float32Tensor(featureImage.shape, data) };
	});
	afterAll(() => generator.dispose());

	function verified(changes: Readonly<Record<string, Float32Tensor>>): Promise<VerifyReport> {
		return verifyGolden(generator, { ...golden, tensors: new Map([...golden.tensors, ...Object.entries(changes)]) });
	}

	/** Names of tensors that show the quirk. */
	const quirky = ({ comparisons }: VerifyReport): string[] =>
		comparisons.filter(({ quirk }) => quirk === QUIRK).map((comparison) => comparison.name);

	/** The tensor with one value off by 1 % of the largest. */
	function nudged({ shape, data }: Float32Tensor): Float32Tensor {
		const changed = data.slice();
		changed[777] = (changed[777] ?? 0) + 0.01 * data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		return float32Tensor(shape, changed);
	}

	it("is altered by more than a rounding", () => {
		const raw = goldenTensor(golden, "image_raw", [1, 3, "H", "H"]).data;
		const moved = altered.imageRaw.data.map((value, index) => Math.abs(value - (raw[index] ?? 0)));
		expect(Math.max(...moved)).toBeGreaterThan(0.1);
	});

	it("is right where its raw image is altered, and says so", async () => {
		const report = await verified({ image_raw: altered.imageRaw });
		expect(report.comparisons.filter(({ passed }) => !passed)).toEqual([]);
		expect(quirky(report)).toEqual(["image_raw"]);
		expect(report.comparisons.map((comparison) => comparison.name)).toContain("image");
	});

	it("is right where nothing was altered", async () => {
		const report = await verified({});
		expect([report.passed, quirky(report)]).toEqual([true, []]);
	});

	it("is right where the features are altered with it", async () => {
		const report = await verified({ image_raw: altered.imageRaw, feature_image: altered.featureImage });
		expect(report.comparisons.filter(({ passed }) => !passed)).toEqual([]);
		expect(quirky(report).sort()).toEqual(["feature_image", "image_raw"]);
	});

	it("is refused where one value of the altered raw image or of the image is off by 1 per cent", async () => {
		const raw = await verified({ image_raw: nudged(altered.imageRaw) });
		expect(raw.comparisons.filter(({ passed }) => !passed).map((comparison) => comparison.name)).toEqual(["image_raw"]);
		const held = [...golden.tensors.keys()].find((key) => /^image(_stride\d)?$/.test(key)) ?? "image";
		const image = nudged(goldenTensor(golden, held, [1, 3, "H", "H"]));
		const both = { image_raw: altered.imageRaw, feature_image: altered.featureImage, [held]: image };
		expect((await verified(both)).comparisons.find((comparison) => comparison.name === held)?.passed).toBe(false);
	});

	it("is rendered clean unless the published raw image is asked for", async () => {
		const ws = goldenTensor(golden, "ws", [1, "numWs", "wDim"]);
		const planes = await generator.planes(ws, { noiseMode: golden.noiseMode });
		const camera = goldenTensor(golden, "camera", [1, 25]);
		const rays = { neuralRenderingResolution: golden.neuralRenderingResolution, jitter: { kind: "none" } } as const;
		const clean = await generator.render(planes, ws, camera, { ...rays, superresolution: false });
		const published = await generator.render(planes, ws, camera, { ...rays, publishedRaw: true });
		const want = await generator.publishedRaw(clean.imageRaw, clean.featureImage, ws);
		expect(published.imageRaw).toEqual(want);
		expect(published.featureImage).toEqual(clean.featureImage);
		expect(clean.imageRaw.data).toEqual(clean.featureImage.data.slice(0, clean.imageRaw.data.length));
		// Resized before it is altered: a copy, and nothing shows.
		const small = { ...rays, neuralRenderingResolution: 16, superresolution: false };
		const resized = await generator.render(planes, ws, camera, small);
		expect((await generator.render(planes, ws, camera, { ...small, publishedRaw: true })).imageRaw).toEqual(
			resized.imageRaw,
		);
	});
});
