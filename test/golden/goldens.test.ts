/** Every stage of every golden case, with every renderer of Node, against the published code's numbers. */

import { describe, expect, it } from "vitest";
import { verifyGolden } from "../../src/analysis/verify/verify-golden.ts";
import { nodeWorkerPool } from "../../src/platform/node/worker-pool.ts";
import { createWasmMarcher } from "../../src/rendering/march/kernels/wasm/wasm-marcher.ts";
import { referenceMarcher } from "../../src/rendering/march/reference.ts";
import { symbolicMarcher } from "../../src/rendering/march/symbolic-marcher.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { pageMarcher } from "../browser/page-marcher.ts";
import { describeOnGpu } from "../skip.ts";
import { goldens } from "../tolerances.ts";
import { GOLDEN_CASES, generatorOf, goldenOf, networkOf, SMALLEST_CASE } from "./golden-cases.ts";

/** What the project promises on the CPU, whatever tighter bounds `verify` keeps. */
const PROMISED: Readonly<Record<string, number | undefined>> = {
	ws: goldens.ws.relativeL2,
	ws_psi1: goldens.ws.relativeL2,
	planes_stride8: goldens.planes.relativeL2,
	points_sigma: goldens.points.relativeL2,
	points_rgb: goldens.points.relativeL2,
	feature_image: goldens.featureImage.relativeL2,
	image_raw: goldens.imageRaw.relativeL2,
	image_depth: goldens.imageDepth.relativeL2,
	image: goldens.image.relativeL2,
	image_stride4: goldens.image.relativeL2,
};

const MARCHERS = {
	reference: () => referenceMarcher,
	symbolic: symbolicMarcher,
	"wasm, one thread": () => createWasmMarcher({ workers: null }),
	"wasm, two threads": () => createWasmMarcher({ workers: nodeWorkerPool(), threads: 2 }),
} as const;

describe.each(Object.entries(MARCHERS))("on the CPU with the %s renderer", (_, marcher) => {
	it.each(GOLDEN_CASES)("%s agrees with the published code in every stage", { timeout: 120_000 }, async (name) => {
		await using generator = await generatorOf(await networkOf(name), "cpu", marcher);
		const report = await verifyGolden(generator, await goldenOf(name));
		expect(report.comparisons.filter((comparison) => !comparison.passed)).toEqual([]);
		expect(report.unknown).toEqual([]);
		for (const { name: tensor, relativeL2 } of report.comparisons) {
			expect(relativeL2, tensor).toBeLessThanOrEqual(PROMISED[tensor] ?? Number.POSITIVE_INFINITY);
		}
		const compared = report.comparisons.map((comparison) => comparison.name);
		const promised = Object.keys(PROMISED).filter((tensor) => !/^image(_stride4)?$/.test(tensor));
		expect(compared).toEqual(expect.arrayContaining(promised));
		expect(compared.some((tensor) => /^image(_stride4)?$/.test(tensor))).toBe(true);
	});
});

describeOnGpu("on WebGPU", () => {
	it("the smallest golden agrees with the published code within the GPU's tolerances", {
		timeout: 900_000,
	}, async () => {
		await using generator = await generatorOf(await networkOf(SMALLEST_CASE), "webgpu", symbolicMarcher);
		expect(generator.device).toBe("webgpu");
		const report = await verifyGolden(generator, await goldenOf(SMALLEST_CASE));
		expect(report.comparisons.filter((comparison) => !comparison.passed)).toEqual([]);
		expect(report.comparisons.length).toBeGreaterThan(15);
	});
});

// Networks on the CPU here, the renderer in a page: held to the CPU's tolerances.
describeInChromium("with the WGSL renderer in a browser", () => {
	it("the smallest golden agrees with the published code in every stage", async () => {
		await using generator = await generatorOf(await networkOf(SMALLEST_CASE), "cpu", () => pageMarcher("wgsl"));
		expect(generator.renderer).toBe("wgsl in a page");
		const report = await verifyGolden(generator, await goldenOf(SMALLEST_CASE));
		expect(report.comparisons.filter((comparison) => !comparison.passed)).toEqual([]);
		expect(report.comparisons.length).toBeGreaterThan(15);
	});
});
