/**
 * The reference is right by itself: closed forms here, published numbers stage by stage in the tests of its parts (rays,
 * box limits, plane samples) and, after a backbone, in the goldens of whole networks.
 */

import { describe, expect, it } from "vitest";
import { describeMarcherManners } from "../../../test/contract/march.ts";
import { BASE_OPTIONS, orbitRays } from "../../../test/contract/march-cases.ts";
import { PUBLISHED_SIZES, syntheticField, uniformField } from "../../../test/contract/synthetic-field.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { EG3D_RULES } from "../field-rules.ts";
import { NO_NOISE, seededNoise } from "../noise.ts";
import type { MarchOptions, MarchResult, Rays, SampleNoise, TriplaneField } from "./contract.ts";
import { softplus } from "./decoder.ts";
import { referenceMarcher, traceRays } from "./reference.ts";
import { traceableField } from "./trace.ts";

const ONE_RAY: Rays = {
	origins: float32Tensor([1, 3], [0, 0, 2.7]),
	directions: float32Tensor([1, 3], [0, 0, -1]),
};

async function march(
	field: TriplaneField,
	options: Partial<MarchOptions>,
	noise: SampleNoise = NO_NOISE,
	rays: Rays = ONE_RAY,
): Promise<MarchResult> {
	return (await referenceMarcher.prepare(field)).march(rays, { ...BASE_OPTIONS, ...options }, noise);
}

/** Sigma 60 in the slab |z| < 0.25 of the box of side 1, −60 elsewhere; a texel of 1/64 softens its faces. */
function slab(): TriplaneField {
	const size = 64;
	const planes = new Float32Array(3 * size * size);
	for (let row = 0; row < size; row++) {
		const inside = row >= size / 4 && row < (3 * size) / 4;
		planes.fill(inside ? 3 : 0, size * size + row * size, size * size + (row + 1) * size);
	}
	const [gain, offset] = [120 / (softplus(10) - softplus(0)), softplus(0)];
	return {
		planes: float32Tensor([3, 1, size, size], planes),
		decoder: {
			weight0: float32Tensor([1, 1], [10]),
			bias0: float32Tensor([1], [0]),
			weight1: float32Tensor([4, 1], [gain, 0, 0, 0]),
			bias1: float32Tensor([4], [-60 - gain * offset, 0, 1, 2]),
		},
		boxWarp: 1,
		planeAxes: "eg3d",
		triplaneDepth: 1,
		rules: EG3D_RULES,
	};
}

describe("the reference in homogeneous fog", () => {
	const sigma = 2;
	const density = softplus(sigma - 1);
	const length = 3.3 - 2.25;
	const opacity = 1 - Math.exp(-density * length);
	const rgb = 1.002 / (1 + Math.exp(-0.7)) - 0.001;

	it("has opacity 1 − e^(−density · length), with and without a fine pass", async () => {
		for (const depthResolutionImportance of [0, 12]) {
			const result = await march(uniformField(sigma, 0.7), { depthResolutionImportance });
			expect(result.opacity.data[0]).toBeCloseTo(opacity, 6);
			expect(result.features.data[0]).toBeCloseTo(opacity * rgb * 2 - 1, 6);
		}
	});

	it("adds the light that is left on a white background", async () => {
		const result = await march(uniformField(sigma, 0.7), { whiteBack: true });
		expect(result.features.data[2]).toBeCloseTo((opacity * rgb + 1 - opacity) * 2 - 1, 6);
	});

	it("has the mean free path as expected depth when samples are many", async () => {
		const result = await march(uniformField(sigma, 0.7), { depthResolution: 2000, depthResolutionImportance: 0 });
		const start = 2.25 + length / 1999 / 2;
		const expected = start + 1 / density - (length * (1 - opacity)) / opacity;
		expect(result.depth.data[0]).toBeCloseTo(expected, 5);
	});

	it("is as opaque where the samples are spaced in disparity", async () => {
		const result = await march(uniformField(sigma, 0), { disparitySpaceSampling: true, depthResolution: 40 });
		const spacing = 1 / 39;
		const near = 1 / ((1 - spacing / 2) / 2.25 + spacing / 2 / 3.3);
		const far = 1 / ((1 + spacing / 2) / 3.3 - spacing / 2 / 2.25);
		expect(result.opacity.data[0]).toBeCloseTo(1 - Math.exp(-density * (far - near)), 6);
	});
});

describe("the reference before a slab", () => {
	it("finds its front face: z = 0.25 is 2.45 away, within a spacing", async () => {
		const result = await march(slab(), { depthResolution: 48, depthResolutionImportance: 48 });
		expect(result.opacity.data[0]).toBeCloseTo(1, 5);
		expect(Math.abs((result.depth.data[0] ?? Number.NaN) - 2.45)).toBeLessThan(1.05 / 47);
	});

	it("finds it more exactly with a fine pass than without", async () => {
		const errors = await Promise.all(
			[0, 48].map(async (depthResolutionImportance) => {
				const noise = seededNoise(5, { rayCount: 1, depthResolution: 12, depthResolutionImportance });
				const { depth } = await march(slab(), { depthResolution: 12, depthResolutionImportance }, noise);
				return Math.abs((depth.data[0] ?? Number.NaN) - 2.45);
			}),
		);
		expect(errors[1]).toBeLessThan((errors[0] ?? Number.NaN) / 2);
	});
});

describe("traceRays", () => {
	const field = traceableField(syntheticField(PUBLISHED_SIZES));
	const rays = orbitRays({ width: 4, height: 3 });
	const noise = seededNoise(3, { rayCount: 12, ...BASE_OPTIONS });

	it("keeps fine samples in the order drawn and merges all in ascending depth", () => {
		for (const { coarse, fine, merged } of traceRays(field, rays, BASE_OPTIONS, noise, [0, 7])) {
			const wanted = [...coarse.depths, ...fine.depths].sort((a, b) => a - b);
			expect([...merged.depths]).toEqual(wanted);
			expect([...fine.depths]).not.toEqual([...fine.depths].sort((a, b) => a - b));
			const k = merged.depths.indexOf(fine.depths[5] ?? Number.NaN);
			expect(merged.sigma[k]).toBe(fine.sigma[5]);
			expect(merged.rgb.slice(32 * k, 32 * k + 32)).toEqual(fine.rgb.slice(32 * 5, 32 * 6));
		}
	});

	it("traces a ray alone as it traces it among others", () => {
		const [alone] = traceRays(field, rays, BASE_OPTIONS, noise, [7]);
		const among = [...traceRays(field, rays, BASE_OPTIONS, noise, [3, 7, 1])];
		expect(among[1]).toEqual(alone);
	});
});

describeMarcherManners("reference", async () => referenceMarcher);
