import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../../../test/assert-close.ts";
import { exact, f32Conv, f32Elementwise } from "../../../../test/tolerances.ts";
import { createGraph } from "../../../graph/create.ts";
import { serializeOnnx } from "../../../graph/onnx/model.ts";
import { mul } from "../../../graph/ops/arithmetic.ts";
import { nodeOrtPlatform } from "../../../platform/node/onnx-runtime.ts";
import { type ChosenRuntime, createRuntime } from "../../../runtime/create-runtime.ts";
import { InputError, RuntimeFailureError } from "../../../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../../../tensor/host-tensor.ts";
import { parseDetector } from "./detector-description.ts";
import { detectorExtractor } from "./detector-extractor.ts";
import type { FeatureExtractor } from "./extractor.ts";
import { featureSet } from "./feature-set.ts";
import { randomExtractor } from "./random-extractor.ts";

let runtime: ChosenRuntime;
beforeAll(async () => {
	runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1 });
});

/** Images of smooth waves, each of another length. */
function waves(count: number, side: number): HostTensor<"uint8"> {
	const bytes = Uint8Array.from({ length: count * 3 * side * side }, (_, at) => {
		const [x, y] = [at % side, Math.floor(at / side) % side];
		const plane = Math.floor(at / side ** 2);
		return 128 + 100 * Math.sin((x * (1 + plane)) / 9 + y / (3 + plane));
	});
	return hostTensor("uint8", [count, 3, side, side], bytes);
}

describe("randomExtractor", () => {
	let extractor: FeatureExtractor;
	beforeAll(() => {
		extractor = randomExtractor(runtime);
	});
	afterAll(() => extractor.dispose());

	it("gives the numbers that version 1 is, whatever else changes", async () => {
		const features = await extractor.features(waves(1, 64));
		expect(features.length).toBe(256);
		// From the first run of version 1, which agreed with the host's evaluation; each quarter is of another size of the image.
		const some = [0, 63, 64, 127, 128, 191, 192, 255].map((index) => features[index] ?? Number.NaN);
		expectClose(some, RECORDED, f32Conv, "random-v1");
	});

	it("gives an image the same features alone and among others, and larger images as well", async () => {
		const all = await extractor.features(waves(9, 32));
		const { data } = waves(9, 32);
		const last = await extractor.features(hostTensor("uint8", [1, 3, 32, 32], data.slice(8 * 3 * 32 * 32)));
		expectClose(all.subarray(8 * 256), last, f32Conv, "ninth image");
	});
});

const RECORDED = [0.01551888, 0.99450433, 2.3978622, 0.06347456, 1.1106732, 4.1677037, 0.47345057, 0.46204084] as const;

describe("detectorExtractor", () => {
	const description = {
		name: "sums",
		input: {
			name: "pictures",
			size: 2,
			layout: "NHWC",
			channels: "BGR",
			range: [0, 255],
			mean: [1, 2, 3],
			std: [2, 4, 5],
		},
		output: "out",
		batch: 2,
	} as const;
	/** Hands its input [N, 2, 2, 3] on, times ten; N is what the description says. */
	const model = (count: number): Uint8Array => {
		const graph = createGraph();
		return serializeOnnx({ name: "detector", outputs: { out: mul(graph.input("pictures", [count, 2, 2, 3]), 10) } });
	};

	it("brings images to the size, range, order and layout that the file asks for", async () => {
		const detector = await detectorExtractor(
			runtime,
			model(1),
			parseDetector("d.json", JSON.stringify({ ...description, batch: 1 })),
		);
		const flat = (red: number, green: number, blue: number): HostTensor<"uint8"> =>
			hostTensor(
				"uint8",
				[1, 3, 4, 4],
				Uint8Array.from({ length: 48 }, (_, at) => [red, green, blue][Math.floor(at / 16)] ?? 0),
			);
		// [N, 2, 2, 3] has the rows of the image where features are expected, and is averaged over what follows.
		const features = await detector.features(flat(11, 22, 53));
		const [r, g, b] = [(11 - 1) / 2, (22 - 2) / 4, (53 - 3) / 5];
		expectClose(features, [(10 * (r + g + b)) / 3, (10 * (r + g + b)) / 3], f32Elementwise, "features");
		await detector.dispose();
	});

	it("says which output is not there, and of what shape one is", async () => {
		const wrong = await detectorExtractor(
			runtime,
			model(2),
			parseDetector("d.json", JSON.stringify({ ...description, output: "logits" })),
		);
		await expect(wrong.features(waves(2, 4))).rejects.toThrow("no float32 output 'logits', only out (float32)");
		await wrong.dispose();
		await expect(
			detectorExtractor(runtime, new Uint8Array(9), parseDetector("d.json", JSON.stringify(description))),
		).rejects.toThrow(RuntimeFailureError);
	});
});

describe("parseDetector", () => {
	it("fills in what may be left out", () => {
		const text = JSON.stringify({ name: "x", input: { name: "i", size: "any", range: [-1, 1] }, output: "o" });
		expect(parseDetector("d.json", text)).toEqual({
			name: "x",
			input: {
				...{ name: "i", size: "any", range: [-1, 1], layout: "NCHW", channels: "RGB" },
				...{ resize: "bilinear-antialias", mean: [0, 0, 0], std: [1, 1, 1] },
			},
			output: "o",
			batch: 1,
		});
	});

	it("names every field that is wrong", () => {
		const text = JSON.stringify({
			name: "x",
			input: { name: "i", size: 0, range: [1], std: [1, 0, 1] },
			output: "o",
			colour: 1,
		});
		expect(() => parseDetector("d.json", text)).toThrow(InputError);
		for (const part of [
			"detector 'd.json'",
			"input.size",
			"input.range",
			"input.std: want numbers above 0",
			"colour",
		]) {
			expect(() => parseDetector("d.json", text)).toThrow(part);
		}
		expect(() => parseDetector("d.json", "{")).toThrow("is not JSON");
	});
});

describe("featureSet", () => {
	it("refuses numbers that are no whole rows, or not finite", () => {
		expect(() => featureSet(2, 3, new Float32Array(5))).toThrow("5 numbers for 2 images of 3 features each");
		expect(() => featureSet(2, 2, Float32Array.of(1, 2, 3, Number.NaN))).toThrow(
			"image 1 has a feature that is not finite",
		);
		expectClose(featureSet(1, 2, Float32Array.of(1, 2)).data, [1, 2], exact, "data");
	});
});
