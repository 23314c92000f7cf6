import { describe, expect, it } from "vitest";
import { fovToIntrinsics } from "../../camera/intrinsics.ts";
import { cameraLabel } from "../../camera/label.ts";
import { cameraFromTrueAngles } from "../../camera/orbit.ts";
import type { Dataset } from "../../data/dataset.ts";
import { InputError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, hostTensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import type { FeatureExtractor } from "./features/extractor.ts";
import { chooseItems } from "./sets/choose-items.ts";
import { blurredMeans } from "./sets/mean-images.ts";
import { MetricSuite, type SuiteOptions } from "./suite.ts";

const SIDE = 8;
const PIVOT = [0, 0, 0.2] as const;

/** Noise whose brightness tells the yaw of its label; item i is always the same. */
function dataset(length: number, hasLabels = true): Dataset {
	const yawOf = (index: number): number => new RandomState(index).rand(1)[0] ?? 0;
	const label = (index: number): Float32Tensor => {
		const angles = { yawRadians: yawOf(index) - 0.5, pitchRadians: 0 };
		const cam2world = cameraFromTrueAngles(angles, { pivot: PIVOT, radius: 2.7 });
		return float32Tensor([25], cameraLabel({ cam2world, intrinsics: fovToIntrinsics(18.837) }).data);
	};
	return {
		...{ name: "noise", length, imageCount: length, resolution: SIDE, hasLabels, label },
		item: async (index) => {
			const noise = new RandomState(index + 1000).rand(3 * SIDE * SIDE);
			const bytes = Uint8Array.from(noise, (value) => 30 * value + 200 * yawOf(index));
			const image = hostTensor("uint8", [3, SIDE, SIDE], bytes);
			return { index, name: `${index}.png`, mirrored: false, image, label: label(index) };
		},
	};
}

/** Mean and contrast of each image: two features. */
function twoFeatures(): FeatureExtractor {
	return {
		name: "two",
		features: async ({ shape, data }) => {
			const [count = 0] = shape;
			const size = data.length / count;
			return Float32Array.from({ length: 2 * count }, (_, at) => {
				const image = data.subarray(Math.floor(at / 2) * size, (Math.floor(at / 2) + 1) * size);
				const mean = image.reduce((sum, value) => sum + value, 0) / size;
				return at % 2 === 0 ? mean / 50 : image.reduce((sum, value) => sum + Math.abs(value - mean), 0) / size / 5;
			});
		},
		dispose: async () => undefined,
	};
}

const OPTIONS: SuiteOptions = {
	metrics: ["fd-random", "kd-random", "pr-random", "pose-random"],
	count: 60,
	seed: 3,
	pivot: PIVOT,
};

function suite(length: number, options: Partial<SuiteOptions> = {}): MetricSuite {
	return new MetricSuite(
		{ dataset: dataset(length), extractors: { random: twoFeatures() } },
		{ ...OPTIONS, ...options },
	);
}

describe("MetricSuite", () => {
	it("puts real images near the floor and blurred means far above it", async () => {
		const measured = suite(150);
		expect(measured.sizes).toEqual({ reference: 60, heldOut: 60 });
		const [floor, ceiling] = [await measured.floor(), await measured.ceiling()];
		expect(Object.keys(ceiling)).toEqual(Object.keys(floor ?? {}));
		const values = ["fd-random", "kd-random"].map((name) => [floor?.[name]?.value ?? 0, ceiling[name]?.value ?? 0]);
		for (const [low = 0, high = 0] of values) expect(high).toBeGreaterThan(5 * low);
		expect(floor?.["precision-random"]?.value).toBeGreaterThan(0.8);
		expect(ceiling["recall-random"]?.value).toBe(0);
		expect(floor?.["fd-random"]?.interval).not.toBeNull();
	});

	it("estimates the pose of images not seen before where features tell it", async () => {
		const floor = await suite(150).floor();
		expect(floor?.["pose-random-yaw"]?.value).toBeLessThan(2); // of a range of 57 degrees
		expect((await suite(150).ceiling())["pose-random-yaw"]?.value).toBeGreaterThan(5);
	});

	it("gives the same numbers again for the same seed, and others for another", async () => {
		const floors = await Promise.all([3, 3, 4].map(async (seed) => await suite(150, { seed }).floor()));
		expect(floors[1]).toEqual(floors[0]);
		expect(floors[2]).not.toEqual(floors[0]);
	});

	it("has no floor where the dataset has no further images", async () => {
		expect(await suite(70).floor()).toBeNull();
		expect(suite(40).sizes).toEqual({ reference: 40, heldOut: 0 });
	});

	it("refuses metrics without what they need", () => {
		expect(() => suite(50, { metrics: ["fd-detector"] })).toThrow("see --detector");
		const unlabelled = { dataset: dataset(50, false), extractors: { random: twoFeatures() } };
		expect(() => new MetricSuite(unlabelled, OPTIONS)).toThrow("has no labels");
		expect(() => suite(1)).toThrow(InputError);
	});
});

describe("chooseItems", () => {
	it("takes different items, and the same ones for a seed", () => {
		const { reference, heldOut } = chooseItems(1000, 100, 5);
		expect(new Set([...reference, ...heldOut]).size).toBe(200);
		expect(Math.max(...reference, ...heldOut)).toBeLessThan(1000);
		expect(chooseItems(1000, 100, 5).reference).toEqual(reference);
		expect(chooseItems(1000, 100, 6).reference).not.toEqual(reference);
	});

	it("takes every item of a small dataset once", () => {
		const { reference, heldOut } = chooseItems(7, 5, 0);
		expect([...reference, ...heldOut].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
	});
});

describe("blurredMeans", () => {
	it("keep what is even and spread what is a point, as far as the box reaches", () => {
		const even = hostTensor("uint8", [3, 4, 4], new Uint8Array(48).fill(90));
		expect([...blurredMeans([even], 1, 0)][0]?.data).toEqual(even.data);
		const point = hostTensor(
			"uint8",
			[3, 5, 5],
			Uint8Array.from({ length: 75 }, (_, at) => (at % 25 === 12 ? 90 : 0)),
		);
		const [spread] = blurredMeans([point], 1, 0);
		const row = [0, 10, 10, 10, 0];
		expect([...(spread?.data.subarray(0, 25) ?? [])]).toEqual([
			...new Array(5).fill(0),
			...row,
			...row,
			...row,
			...new Array(5).fill(0),
		]);
	});
});
