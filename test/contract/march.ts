/**
 * One suite for every version of the renderer: same rays, same numbers as the plain reference, same manners.
 *
 *     describeMarcher("wasm", () => createWasmMarcher(…), { features: kernelVsReference, … });
 */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EG3D_RULES, panoheadRules } from "../../src/rendering/field-rules.ts";
import type {
	MarchResult,
	PointSamples,
	PreparedField,
	RayMarcher,
	Rays,
	SampleNoise,
} from "../../src/rendering/march/contract.ts";
import { referenceMarcher, traceRays } from "../../src/rendering/march/reference.ts";
import { traceableField } from "../../src/rendering/march/trace.ts";
import { NO_NOISE, seededNoise } from "../../src/rendering/noise.ts";
import { AbortedError, InputError, ShapeError } from "../../src/tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";
import { expectClose } from "../assert-close.ts";
import { faintOpacity, type Tolerance } from "../tolerances.ts";
import { BASE_OPTIONS, MARCH_CASES, type MarchCase, orbitRays } from "./march-cases.ts";
import { PUBLISHED_SIZES, syntheticField, uniformField } from "./synthetic-field.ts";

/** How near a version must come to the reference. */
export interface MarchTolerances {
	readonly features: Tolerance;
	/** Where the opacity is at least `DEPTH_OPACITY_FLOOR`; below, the depth must only lie among the samples. */
	readonly depth: Tolerance;
	readonly opacity: Tolerance;
	readonly sigma: Tolerance;
	readonly rgb: Tolerance;
}

/** Rays that see less have an expected depth that hangs on single steps of float32 (see composite.ts). */
const DEPTH_OPACITY_FLOOR = 1e-3;
/** Slack of the range of sample depths, in which every depth must lie: float32 against float64. */
const DEPTH_SLACK = 1e-5;

/** Runs the whole suite on the marcher that `factory` makes. */
export function describeMarcher(name: string, factory: () => Promise<RayMarcher>, tolerances: MarchTolerances): void {
	describeWith(`${name} marcher`, factory, (marcher) => {
		it.each(MARCH_CASES)("agrees with the reference $name", async (marchCase) => {
			await expectAgreement(marcher(), marchCase, tolerances);
		});
		describePoints(marcher, tolerances);
	});
	describeMarcherManners(name, factory);
}

/** The part of the suite that compares with no reference, for the reference itself. */
export function describeMarcherManners(name: string, factory: () => Promise<RayMarcher>): void {
	describeWith(`${name} marcher, by itself,`, factory, (marcher) => {
		describeEdges(marcher);
		describeManners(marcher);
	});
}

function describeWith(
	title: string,
	factory: () => Promise<RayMarcher>,
	body: (marcher: () => RayMarcher) => void,
): void {
	describe(title, () => {
		let marcher: RayMarcher;
		beforeAll(async () => {
			marcher = await factory();
		});
		afterAll(() => marcher.dispose());
		body(() => marcher);
	});
}

async function expectAgreement(marcher: RayMarcher, marchCase: MarchCase, tolerances: MarchTolerances): Promise<void> {
	const { rays, options } = marchCase;
	const field = syntheticField(marchCase.field);
	const noise = noiseOf(marchCase);
	const wanted = await marchOnce(referenceMarcher, field, rays, options, noise);
	const got = await marchOnce(marcher, field, rays, options, noise);
	expectClose(got.features, wanted.features, tolerances.features, "features");
	expectClose(got.opacity, wanted.opacity, tolerances.opacity, "opacity");
	const visible = [...wanted.opacity.data.keys()].filter(
		(ray) => (wanted.opacity.data[ray] ?? 0) >= DEPTH_OPACITY_FLOOR,
	);
	if (visible.length > 0) {
		expectClose(
			pick(got.depth, visible),
			pick(wanted.depth, visible),
			tolerances.depth,
			"depth where something is seen",
		);
	}
	const [nearest, farthest] = sampleRange(marchCase, noise);
	expect(Math.min(...got.depth.data)).toBeGreaterThanOrEqual(nearest - DEPTH_SLACK);
	expect(Math.max(...got.depth.data)).toBeLessThanOrEqual(farthest + DEPTH_SLACK);
}

function describePoints(marcher: () => RayMarcher, tolerances: MarchTolerances): void {
	const specs = [
		{ name: "published sizes", spec: PUBLISHED_SIZES },
		{ name: "orthogonal planes", spec: { ...PUBLISHED_SIZES, planeAxes: "orthogonal" as const, boxWarp: 1.6 } },
		{ name: "planes as PanoHead has them", spec: { ...PUBLISHED_SIZES, planeAxes: "panohead" as const } },
		{ name: "odd sizes", spec: { ...PUBLISHED_SIZES, channels: 5, hidden: 7, features: 3, height: 9, width: 14 } },
		{ name: "a mask", spec: { ...PUBLISHED_SIZES, rules: { ...EG3D_RULES, densityMask: 0.23 } } },
		{ name: "colours as they are decoded", spec: { ...PUBLISHED_SIZES, rules: panoheadRules(1) } },
		{ name: "three slices", spec: { ...PUBLISHED_SIZES, triplaneDepth: 3 } },
		{
			name: "two slices of orthogonal planes",
			spec: { ...PUBLISHED_SIZES, planeAxes: "orthogonal" as const, triplaneDepth: 2 },
		},
	];
	it.each(specs)(
		"samples points in, on the border of and outside the box as the reference does: $name",
		async ({ spec }) => {
			const field = syntheticField(spec);
			const [wanted, got] = [await referenceMarcher.prepare(field), await marcher().prepare(field)];
			const pairs: { wanted: PointSamples; got: PointSamples }[] = [];
			for (const points of [1, 7, 300].map((count) => randomPoints(count, spec.boxWarp))) {
				pairs.push({ wanted: await wanted.samplePoints(points), got: await got.samplePoints(points) });
			}
			await got.dispose();
			// All counts together: the sigma of a single point may be near zero, where a relative error says nothing.
			const together = (side: "wanted" | "got", part: "sigma" | "rgb"): number[] =>
				pairs.flatMap((pair) => [...pair[side][part].data]);
			expectClose(
				together("got", "sigma"),
				together("wanted", "sigma"),
				tolerances.sigma,
				"sigma of 1, 7 and 300 points",
			);
			expectClose(together("got", "rgb"), together("wanted", "rgb"), tolerances.rgb, "rgb of 1, 7 and 300 points");
		},
	);
}

/** What needs no tolerance because the numbers say it by themselves. */
function describeEdges(marcher: () => RayMarcher): void {
	it("sees nothing in empty space: opacity 0, black or white, the largest depth", async () => {
		const rays = orbitRays({ width: 3, height: 2 });
		for (const whiteBack of [false, true]) {
			const result = await marchOnce(marcher(), uniformField(-200, 0), rays, { ...BASE_OPTIONS, whiteBack }, NO_NOISE);
			expect(new Set(result.opacity.data)).toEqual(new Set([0]));
			expect(new Set(result.features.data)).toEqual(new Set([whiteBack ? 1 : -1]));
			const spacing = (3.3 - 2.25) / (BASE_OPTIONS.depthResolution - 1);
			for (const depth of result.depth.data) expect(depth).toBeCloseTo(3.3 + spacing / 2, 5);
		}
	});

	it("keeps faint fog to its relative accuracy", async () => {
		const [field, rays] = [uniformField(-10, 0), orbitRays({ width: 3, height: 2 })];
		const wanted = await marchOnce(referenceMarcher, field, rays, BASE_OPTIONS, NO_NOISE);
		const got = await marchOnce(marcher(), field, rays, BASE_OPTIONS, NO_NOISE);
		expect(wanted.opacity.data[0]).toBeCloseTo(1.05 * Math.log1p(Math.exp(-11)), 6);
		expectClose(got.opacity, wanted.opacity, faintOpacity, "opacity");
	});

	it("does not see fog whose alpha is below half a step of float32, however deep", async () => {
		const rays = orbitRays({ width: 3, height: 2 });
		// density 4e-8 · interval 0.05: alpha 2e-9, half a step is 3e-8
		const result = await marchOnce(marcher(), uniformField(-16, 0), rays, BASE_OPTIONS, NO_NOISE);
		expect(new Set(result.opacity.data)).toEqual(new Set([0]));
	});

	it("sees only the first interval of an opaque volume", async () => {
		const rays = orbitRays({ width: 3, height: 2 });
		const result = await marchOnce(marcher(), uniformField(1e5, 20), rays, BASE_OPTIONS, NO_NOISE);
		const spacing = (3.3 - 2.25) / (BASE_OPTIONS.depthResolution - 1);
		for (const opacity of result.opacity.data) expect(opacity).toBeCloseTo(1, 5);
		for (const depth of result.depth.data) {
			expect(depth).toBeGreaterThan(2.25 + spacing / 2);
			expect(depth).toBeLessThan(2.25 + 1.5 * spacing);
		}
		for (const feature of result.features.data) expect(feature).toBeCloseTo(1.002, 4);
	});
}

function describeManners(marcher: () => RayMarcher): void {
	const rays = orbitRays({ width: 6, height: 3 });
	const noise = seededNoise(3, { rayCount: 18, ...BASE_OPTIONS });

	it("gives the same numbers again, from a second view and beside a second field", async () => {
		const [a, b] = [syntheticField(PUBLISHED_SIZES), syntheticField({ ...PUBLISHED_SIZES, seed: 2 })];
		const alone = await marchOnce(marcher(), a, rays, BASE_OPTIONS, noise);
		const prepared = await marcher().prepare(a);
		const other = await marcher().prepare(b);
		await prepared.march(orbitRays({ width: 4, height: 4 }, -1), BASE_OPTIONS, NO_NOISE);
		await other.march(rays, BASE_OPTIONS, noise);
		expect(await prepared.march(rays, BASE_OPTIONS, noise)).toEqual(alone);
		await other.dispose();
		expect(await prepared.march(rays, BASE_OPTIONS, noise)).toEqual(alone);
		await prepared.dispose();
	});

	it("leaves its inputs as they were", async () => {
		const field = syntheticField(PUBLISHED_SIZES);
		await marchOnce(marcher(), field, rays, BASE_OPTIONS, noise);
		expect(field).toEqual(syntheticField(PUBLISHED_SIZES));
		expect(rays).toEqual(orbitRays({ width: 6, height: 3 }));
		expect(noise).toEqual(seededNoise(3, { rayCount: 18, ...BASE_OPTIONS }));
	});

	it("reports progress that rises to 1", async () => {
		const prepared = await marcher().prepare(syntheticField(PUBLISHED_SIZES));
		const seen: number[] = [];
		await prepared.march(rays, BASE_OPTIONS, noise, { onProgress: (fraction) => seen.push(fraction) });
		await prepared.dispose();
		expect(seen.length).toBeGreaterThan(0);
		expect(seen).toEqual([...seen].sort((a, b) => a - b));
		expect(seen.at(-1)).toBe(1);
	});

	it("stops with AbortedError when the caller's signal has fired", async () => {
		const prepared = await marcher().prepare(syntheticField(PUBLISHED_SIZES));
		const control = { signal: AbortSignal.abort() };
		await expect(prepared.march(rays, BASE_OPTIONS, noise, control)).rejects.toThrow(AbortedError);
		await expect(prepared.samplePoints(randomPoints(3, 1), control)).rejects.toThrow(AbortedError);
		await prepared.dispose();
	});

	it("refuses rays, noise, options and fields that do not fit together", async () => {
		const field = syntheticField(PUBLISHED_SIZES);
		const prepared = await marcher().prepare(field);
		const refuses = (changes: Partial<typeof BASE_OPTIONS>, message: string): Promise<void> =>
			expect(prepared.march(rays, { ...BASE_OPTIONS, ...changes }, NO_NOISE)).rejects.toThrow(message);
		await refuses({ depthResolution: 0 }, "depthResolution: 0");
		await refuses({ depthResolutionImportance: -1 }, "depthResolutionImportance: -1");
		await refuses({ depthResolution: 1 }, "at least 2 coarse samples");
		await refuses({ rayStart: "auto" }, 'want both "auto" or both numbers');
		await refuses({ rayStart: 4 }, "the start before the end");
		await refuses({ rayStart: 1e-3, disparitySpaceSampling: true }, "reach infinity");
		await expect(prepared.march(rays, BASE_OPTIONS, seededNoise(1, { rayCount: 17, ...BASE_OPTIONS }))).rejects.toThrow(
			ShapeError,
		);
		const short: Rays = { ...rays, directions: float32Tensor([2, 3], new Float32Array(6)) };
		await expect(prepared.march(short, BASE_OPTIONS, NO_NOISE)).rejects.toThrow(ShapeError);
		await expect(prepared.samplePoints(float32Tensor([2, 2], new Float32Array(4)))).rejects.toThrow(ShapeError);
		await prepared.dispose();
		await expect(marcher().prepare({ ...field, boxWarp: 0 })).rejects.toThrow(InputError);
		await expect(marcher().prepare({ ...field, rules: { ...field.rules, densityMask: -1 } })).rejects.toThrow(
			InputError,
		);
		const misfit = { ...field.decoder, bias0: float32Tensor([3], [1, 2, 3]) };
		await expect(marcher().prepare({ ...field, decoder: misfit })).rejects.toThrow(ShapeError);
	});
}

async function marchOnce(
	marcher: RayMarcher,
	field: Parameters<RayMarcher["prepare"]>[0],
	...call: Parameters<PreparedField["march"]>
): Promise<MarchResult> {
	const prepared = await marcher.prepare(field);
	try {
		return await prepared.march(...call);
	} finally {
		await prepared.dispose();
	}
}

function noiseOf({ noiseSeed, rays, options }: MarchCase): SampleNoise {
	return noiseSeed === null ? NO_NOISE : seededNoise(noiseSeed, { rayCount: rays.origins.shape[0] ?? 0, ...options });
}

/** Smallest and largest depth of all samples of a case. */
function sampleRange(marchCase: MarchCase, noise: SampleNoise): readonly [nearest: number, farthest: number] {
	const { rays, options } = marchCase;
	const indices = Array.from({ length: rays.origins.shape[0] ?? 0 }, (_, ray) => ray);
	const traces = [...traceRays(traceableField(syntheticField(marchCase.field)), rays, options, noise, indices)];
	const depths = traces.flatMap((trace) => [...trace.merged.depths]);
	return [Math.min(...depths), Math.max(...depths)];
}

/** Points [count, 3] in a cube a little larger than the box, every fifth on its border. */
function randomPoints(count: number, boxWarp: number): Float32Tensor {
	const random = new RandomState(count);
	const points = random.rand(3 * count).map((share) => (share - 0.5) * 1.3 * boxWarp);
	for (let point = 0; point < count; point += 5) points[3 * point + (point % 3)] = boxWarp / 2;
	return float32Tensor([count, 3], points);
}

function pick({ data }: Float32Tensor, indices: readonly number[]): number[] {
	return indices.map((index) => data[index] ?? Number.NaN);
}
