import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { tinyLabels } from "../../../test/support/tiny-training.ts";
import { exact, f32Elementwise, f32Reduction } from "../../../test/tolerances.ts";
import { mirrorLabel } from "../../camera/label.ts";
import { createGraph } from "../../graph/create.ts";
import { evaluate } from "../../graph/evaluate.ts";
import { type Float32Tensor, float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { type Affine2, type Affine3, IDENTITY2, IDENTITY3, rotation2, translation2 } from "./affine.ts";
import { augmentPair } from "./augment-images.ts";
import { drawAugmentations } from "./draw-augmentation.ts";
import { PIPELINES } from "./pipeline.ts";

interface Augmented {
	readonly image: HostTensor;
	readonly imageRaw: HostTensor;
	readonly c: HostTensor;
}

function augmented(
	image: HostTensor,
	raw: HostTensor,
	augmentations: HostTensor,
	cameras: HostTensor = tinyLabels(image.shape[0] ?? 1),
): Augmented {
	const graph = createGraph();
	const pair = { image: graph.constant(image), imageRaw: graph.constant(raw) };
	const labels = graph.constant(cameras);
	const { images, c } = augmentPair(pair, labels, graph.constant(augmentations));
	const [gotImage, gotRaw, gotC] = evaluate([images.image, images.imageRaw, c], {}) as [
		HostTensor,
		HostTensor,
		HostTensor,
	];
	return { image: gotImage, imageRaw: gotRaw, c: gotC };
}

function one(toSource: Affine2, colour: Affine3 = IDENTITY3, mirrored = 0): Float32Tensor {
	return float32Tensor([1, 19], [...toSource, mirrored, ...colour]);
}

/** [1, 3, 4, 4]; the first channel of row y and column x is 10 y + x, the second 100 more, the third 200. */
const NUMBERED = float32Tensor(
	[1, 3, 4, 4],
	Array.from({ length: 48 }, (_, at) => 100 * Math.floor(at / 16) + 10 * (Math.floor(at / 4) % 4) + (at % 4)),
);

/** Rows of the first channel. */
function rows(toSource: Affine2): number[][] {
	const { data } = augmented(NUMBERED, NUMBERED, one(toSource)).image;
	return [0, 4, 8, 12].map((at) => Array.from(data as Float32Array).slice(at, at + 4));
}

describe("augmentPair", () => {
	it("leaves images and labels alone, to the bit, with probability 0", () => {
		const [image, raw] = [randomTensor([3, 3, 8, 8]), randomTensor([3, 3, 4, 4], 2)];
		const draw = { probability: 0, augmentations: PIPELINES.bgc, resolution: 8 };
		const got = augmented(image, raw, drawAugmentations(new RandomState(1), 3, draw));
		expectClose(got.image, image, exact, "image");
		expectClose(got.imageRaw, raw, exact, "raw image");
		expectClose(got.c, tinyLabels(3), exact, "labels");
	});

	it("mirrors, turns by a quarter, and moves by whole pixels, reflecting at the edges", () => {
		expect(rows([-1, 0, 0, 0, 1, 0])[1]).toEqual([13, 12, 11, 10]);
		// (x, y) comes from (y, −x): what was at the top is at the right
		expect(rows([0, 1, 0, -1, 0, 0]).map((row) => row[3])).toEqual([0, 1, 2, 3]);
		expect(rows(translation2(-0.5, 0))[2]).toEqual([20, 20, 21, 22]);
		expect(rows(translation2(0, 1)).map(([first]) => first)).toEqual([20, 30, 30, 20]);
	});

	it("interpolates between pixels and keeps far places inside", () => {
		expect(rows(translation2(0.25, 0))[0]).toEqual([0.5, 1.5, 2.5, 3]);
		expect(rows(translation2(8, 0))[1]).toEqual([10, 11, 12, 13]); // a whole period of the reflection
		expect(
			rows(translation2(1e6, -1e6))
				.flat()
				.every((value) => value >= 0 && value <= 33),
		).toBe(true);
	});

	it("gives both images of a pair the same map, at their own resolutions", () => {
		// A plane of x + 2 y, which bilinear interpolation keeps: both images must show the same plane.
		const plane = (side: number): Float32Tensor => {
			const centre = (index: number): number => ((index + 0.5) * 2) / side - 1;
			const values = Array.from(
				{ length: 3 * side * side },
				(_, at) => centre(at % side) + 2 * centre(Math.floor(at / side) % side),
			);
			return float32Tensor([1, 3, side, side], values);
		};
		const turn = rotation2(0.3);
		const { image, imageRaw } = augmented(plane(16), plane(8), one(turn));
		const at = (x: number, y: number): number => turn[0] * x + turn[1] * y + 2 * (turn[3] * x + turn[4] * y);
		for (const [tensor, side] of [
			[image, 16],
			[imageRaw, 8],
		] as const) {
			const middle = side / 2;
			const place = 1 / side;
			const value = (tensor.data as Float32Array)[middle * side + middle];
			expect(value).toBeCloseTo(at(place, place), 5);
		}
	});

	it("mixes colours as the matrix says", () => {
		const swap: Affine3 = [0, 1, 0, 0.5, 1, 0, 0, 0, 0, 0, -2, 0];
		const { data } = augmented(NUMBERED, NUMBERED, one(IDENTITY2, swap)).imageRaw;
		expect([0, 16, 32].map((at) => (data as Float32Array)[at + 5])).toEqual([111.5, 11, -422]);
	});

	it("gives a mirrored image the mirrored camera", () => {
		// Nowhere special: rolled, skewed, off centre. Published cameras have zeros where a sign could be lost.
		const label = randomTensor([1, 25], 5);
		expect(label.data.every((value) => Math.abs(value) > 1e-3)).toBe(true);
		const { c } = augmented(NUMBERED, NUMBERED, one(IDENTITY2, IDENTITY3, 1), label);
		expectClose(c, mirrorLabel([...label.data]), f32Elementwise, "label");
	});

	it("has right gradients of both orders by the images", async () => {
		const draw = { probability: 1, augmentations: PIPELINES.bgc, resolution: 6 };
		const augmentations = drawAugmentations(new RandomState(4), 2, draw);
		const labels = tinyLabels(2);
		await checkOp(
			"gridSample",
			(graph, image) =>
				augmentPair({ image, imageRaw: image }, graph.constant(labels), graph.constant(augmentations)).images.image,
			[randomTensor([2, 3, 6, 6])],
			{ forward: f32Reduction(64), backward: f32Reduction(64) },
		);
	});
});
