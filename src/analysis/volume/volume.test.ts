/** A volume taken apart: by hand-made arrays, and on the embedded network against the reference renderer. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { f32Rounding, kernelVsReference } from "../../../test/tolerances.ts";
import { frameOf } from "../../camera/cam2world.ts";
import { splitLabel } from "../../camera/label.ts";
import { viewCamera } from "../../camera/view-camera.ts";
import { triplaneField } from "../../generator/field.ts";
import { marchOptions, sampleNoise } from "../../generator/render-options.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import { type OpenedGenerator, openGenerator } from "../../platform/node/open-generator.ts";
import { compositeRay } from "../../rendering/march/composite.ts";
import { traceRays } from "../../rendering/march/reference.ts";
import { traceableField } from "../../rendering/march/trace.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { InputError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { MEASURE_DEFAULTS } from "../angles/view-measures.ts";
import { NO_TRUNCATION, type Person, personOfSeed } from "../person.ts";
import { depthSlices } from "./depth-slices.ts";
import { FixedDepthMarch } from "./fixed-depth-march.ts";
import { cameraNormal } from "./normal-map.ts";
import { pixelsAt, tellingPixels } from "./picked-pixels.ts";
import { publishedPanels } from "./published-panels.ts";
import { fineCurve, rayCurves } from "./ray-curves.ts";
import { crossSections } from "./sections.ts";

describe("marching at fixed depths", () => {
	it("gives what the renderer's rule gives of the same samples, ray by ray", () => {
		const [rays, samples] = [3, 12];
		const random = new RandomState(1);
		const depths = Float64Array.from({ length: samples }, (_, i) => 2 + i * 0.1);
		const sigma = Float32Array.from(random.randn(rays * samples), (value) => 3 + 4 * value);
		const rgb = random.uniformFloat32(rays * samples * 3);
		const march = new FixedDepthMarch(rays);
		for (const [i, depth] of depths.entries()) {
			const at = (ray: number): number => ray * samples + i;
			march.advance(depth, {
				sigma: Float32Array.from({ length: rays }, (_, ray) => sigma[at(ray)] ?? 0),
				rgb: Float32Array.from({ length: rays * 3 }, (_, k) => rgb[at(Math.floor(k / 3)) * 3 + (k % 3)] ?? 0),
			});
		}
		for (const whiteBack of [false, true]) {
			const { colour, opacity, depth } = march.picture(whiteBack);
			for (let ray = 0; ray < rays; ray++) {
				const own = Float64Array.from(sigma.subarray(ray * samples, (ray + 1) * samples));
				const colours = Float64Array.from(rgb.subarray(ray * samples * 3, (ray + 1) * samples * 3));
				const want = compositeRay(depths, own, colours, whiteBack);
				expectClose(colour.subarray(ray * 3, ray * 3 + 3), Float32Array.from(want.features), f32Rounding, "colour");
				expectClose(opacity.subarray(ray, ray + 1), Float32Array.of(want.opacity), f32Rounding, "opacity");
				expectClose(depth.subarray(ray, ray + 1), Float32Array.of(want.depth), f32Rounding, "depth");
			}
		}
	});

	it("takes a sigma of −∞ for empty space", () => {
		const march = new FixedDepthMarch(1);
		for (const depth of [1, 2, 3]) {
			march.advance(depth, { sigma: Float32Array.of(Number.NEGATIVE_INFINITY), rgb: Float32Array.of(1, 1, 1) });
		}
		expect([...march.picture(false).colour]).toEqual([-1, -1, -1]);
		expect(march.takeSlice().weight[0]).toBe(0);
	});
});

describe("the curve of a ray", () => {
	it("of even density falls as e to the minus density times depth", () => {
		const depths = Float64Array.from({ length: 201 }, (_, i) => i * 0.01);
		const density = 1.5;
		const sigma = new Float64Array(201).fill(1 + Math.log(Math.expm1(density)));
		const curve = fineCurve(depths, sigma);
		expect(curve.density[7]).toBeCloseTo(density, 9);
		for (const index of [0, 50, 200]) {
			expect(curve.transmittance[index]).toBeCloseTo(Math.exp(-density * (depths[index] ?? 0)), 5);
		}
		expect(curve.opacity).toBeCloseTo(1 - Math.exp(-density * 2), 5);
		expect(curve.stoppedPerUnit[0]).toBeCloseTo(density, 1);
	});
});

describe("normals", () => {
	const FRONTAL = Float32Array.of(...[1, 0, 0, 0], ...[0, -1, 0, 0], ...[0, 0, -1, 2.7], ...[0, 0, 0, 1]);

	it("point from dense to thin, in the camera's axes with y up and z towards it", () => {
		const towards = Float32Array.of(0, 0, 0, 0, -5, 5); // thinner at +z, where the frontal camera is
		expect(cameraNormal(towards, frameOf(FRONTAL)).map((value) => Math.round(value * 1e6) / 1e6 + 0)).toEqual([
			0, 0, 1,
		]);
		const up = Float32Array.of(0, 0, -5, 5, 0, 0);
		expect(cameraNormal(up, frameOf(FRONTAL)).map((value) => Math.round(value * 1e6) / 1e6 + 0)).toEqual([0, 1, 0]);
		const right = Float32Array.of(-5, 5, 0, 0, 0, 0);
		expect(cameraNormal(right, frameOf(FRONTAL)).map((value) => Math.round(value * 1e6) / 1e6 + 0)).toEqual([1, 0, 0]);
	});
});

describe("picked pixels", () => {
	it("are the centre, the darkest with and without a hit, and the brightest", () => {
		const luma = Float32Array.of(0.5, 0.02, 0.01, 0.9, 0.05, 0.06, 0.3, 0.95, 0.2);
		const opacity = Float32Array.of(1, 1, 0.1, 1, 0.2, 1, 1, 0.1, 1);
		const picked = tellingPixels(luma, opacity, 3, MEASURE_DEFAULTS);
		expect(picked.map(({ name, row, column }) => [name, row * 3 + column])).toEqual([
			["centre", 4],
			["dark, nothing hit", 2],
			["dark, but hit", 1],
			["brightest, hit", 3],
		]);
	});

	it("leave out what there is not, and stand where they are asked for", () => {
		const bright = new Float32Array(4).fill(0.8);
		const names = tellingPixels(bright, new Float32Array(4).fill(1), 2, MEASURE_DEFAULTS).map(({ name }) => name);
		expect(names).toEqual(["centre", "brightest, hit"]);
		expect(pixelsAt([[1, 0]], 8)).toMatchObject([{ row: 0, column: 7, u: 7.5 / 8 }]);
		expect(() => pixelsAt([[1.2, 0]], 8)).toThrow(InputError);
	});
});

describe("the volume of a network", () => {
	const SIDE = 6;
	let opened: OpenedGenerator;
	let person: Person;
	let label: ReturnType<typeof float32Tensor>;
	beforeAll(async () => {
		opened = await openGenerator("untrained", { device: "cpu", threads: 1 });
		person = await personOfSeed(opened.generator, 1, NO_TRUNCATION);
		const orbit = trainingOrbit(opened.generator.config.rendering);
		label = viewCamera({ yaw: 1.6, pitch: 0.15 }, orbit, 18.837).label;
	});
	afterAll(() => opened[Symbol.asyncDispose]());

	it("comes in slices that follow each other and add up to the picture", async () => {
		const { slices, sum } = await depthSlices(opened.generator, person.planes, label, SIDE, {
			...{ slices: 4, depthSamples: 30 },
		});
		expect(slices.map(({ from }) => from).slice(1)).toEqual(slices.map(({ to }) => to).slice(0, -1));
		expect([slices[0]?.from, slices.at(-1)?.to]).toEqual([2.25, 3.3]);
		const opacity = sum.opacity.map((_, ray) => slices.reduce((total, { weight }) => total + (weight[ray] ?? 0), 0));
		expectClose(sum.opacity, opacity, kernelVsReference, "opacity");
		const colour = sum.colour.map((_, at) => slices.reduce((all, one) => all + (one.colour[at] ?? 0), 0) * 2 - 1);
		expectClose(sum.colour, colour, kernelVsReference, "colour");
	});

	it("gives the rays that the renderer sees, and the report's panels their unsorted samples", async () => {
		const { generator } = opened;
		const march = marchOptions(generator.config.rendering);
		const rays = pixelRays(splitLabel(label), { width: SIDE, height: SIDE });
		const noise = sampleNoise({ kind: "seeded", seed: 3 }, { rayCount: SIDE * SIDE, ...march });
		const field = traceableField(triplaneField(generator.config, generator.weights, person.planes));
		const traced = [...traceRays(field, rays, march, noise, Array(SIDE * SIDE).keys())];

		const [curve] = await rayCurves(generator, person.planes, label, pixelsAt([[0.5, 0.5]], SIDE), SIDE, {
			...{ samples: 64, sampleMultiplier: 1, jitterSeed: 3 },
		});
		const centre = traced[(SIDE / 2) * SIDE + SIDE / 2];
		expect(curve?.rendered.depths).toEqual([...(centre?.merged.depths ?? [])]);
		expect(Math.abs((curve?.opacity ?? 0) - (centre?.composite.opacity ?? 1))).toBeLessThan(0.05);

		const options = { jitterSeed: 3, sampleMultiplier: 1 };
		const { panels, samples } = await publishedPanels(generator, person.planes, label, SIDE, 3, options);
		expect(panels.map(({ index }) => index)).toEqual([0, samples / 3, (2 * samples) / 3, null]);
		for (const { index, sigma, depths } of panels) {
			if (index === null) continue;
			const want = traced.map(({ fine }) => fine.sigma[index] ?? 0);
			expectClose(sigma, Float32Array.from(want), kernelVsReference, `sigma of sample ${index}`);
			const places = traced.map(({ fine }) => fine.depths[index] ?? 0);
			expectClose(depths, Float32Array.from(places), kernelVsReference, `depth of sample ${index}`);
		}
	});

	it("is cut as one stands before it: right and up in the picture are what they are called", async () => {
		const { generator } = opened;
		const places = [
			{ axis: "x", at: 0.1 },
			{ axis: "y", at: -0.2 },
			{ axis: "z", at: 0.3 },
		] as const;
		const sections = await crossSections(generator, person.planes, places, 4);
		const [near, far] = [-0.375, 0.375]; // of four samples of a box of side 1
		// the top right corner of each
		const corners = float32Tensor([3, 3], [...[0.1, far, far], ...[far, -0.2, near], ...[far, far, 0.3]]);
		const { sigma } = await generator.samplePoints(person.planes, corners);
		for (const [index, section] of sections.entries()) expect(section.sigma[3]).toBe(sigma.data[index]);
		expect(sections.map(({ right, up }) => right + up)).toEqual(["zy", "x−z", "xy"]);
		await expect(crossSections(generator, person.planes, [{ axis: "x", at: 0.6 }], 4)).rejects.toThrow(InputError);
	});
});
