import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { tinyDiscriminator, tinyImages, tinyLabels } from "../../test/support/tiny-training.ts";
import { f32Conv } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { convLayer } from "./conv-layer.ts";
import { discriminator } from "./discriminator.ts";
import { initializeDiscriminator } from "./initialize-discriminator.ts";
import { constantParameters } from "./parameters.ts";

/** Logits of a batch of images for labels. */
function logits(images: HostTensor, labels: HostTensor, labelNoise = 0, noise?: HostTensor): number[] {
	const config = tinyDiscriminator(labelNoise);
	const graph = createGraph();
	const image = graph.constant(images);
	const parameters = constantParameters(graph, initializeDiscriminator(config, 2));
	const node = noise ? graph.constant(noise) : null;
	const result = discriminator({ image, imageRaw: image }, graph.constant(labels), parameters, config, node);
	expect(result.shape).toEqual([images.shape[0], 1]);
	return Array.from(evaluate([result], {})[0]?.data ?? [], Number);
}

describe("discriminator", () => {
	const [images, labels] = [tinyImages(4), tinyLabels(4)];

	it("judges images for a camera: another camera, another logit", () => {
		const [first = 0] = logits(images, labels);
		const turned = float32Tensor([4, 25], [...labels.data.slice(25), ...labels.data.slice(0, 25)]);
		expect(Math.abs((logits(images, turned)[0] ?? 0) - first)).toBeGreaterThan(0.1 * Math.abs(first));
	});

	it("lets samples of a group influence each other, and no others", () => {
		const before = logits(images, labels);
		const changed = float32Tensor(
			images.shape,
			images.data.map((value, index) => (index < images.data.length / 4 ? 1.5 * value : value)),
		);
		const moved = logits(changed, labels).map((value, index) => Math.abs(value - (before[index] ?? 0)) > 1e-6);
		expect(moved).toEqual([true, false, true, false]); // groups of every second sample
	});

	it("adds label noise in units of each entry's standard deviation", () => {
		const noise = float32Tensor([4, 25], new Float32Array(100).fill(1));
		expect(logits(images, labels, 0.5, noise)).not.toEqual(logits(images, labels));
		const same = float32Tensor([4, 25], Array.from({ length: 4 }, () => [...labels.data.slice(0, 25)]).flat());
		expect(logits(images, same, 0.5, noise)).toEqual(logits(images, same)); // no deviation, no noise
		expect(() => logits(images, labels, 0.5)).toThrow("label noise of 0.5 wants normal numbers [N, cDim], got none");
	});
});

describe("convLayer", () => {
	it("is bias and activation of the published layer, clamp included", async () => {
		const fixture = await readFixture("ops.safetensors");
		const graph = createGraph();
		const x = fixtureTensor(fixture, "conv.x");
		const channels = 5;
		// An identity as a 1×1 convolution, its equalised learning rate undone.
		const identity = Float32Array.from({ length: channels ** 2 }, (_, i) =>
			i % (channels + 1) === 0 ? Math.sqrt(channels) : 0,
		);
		const weights = new Map<string, HostTensor>([
			["weight", float32Tensor([channels, channels, 1, 1], identity)],
			["bias", fixtureTensor(fixture, "bias_act.b")],
		]);
		const layer = convLayer(graph.constant(x), constantParameters(graph, weights), {
			outChannels: channels,
			kernel: 1,
			activation: "lrelu",
		});
		const [y] = evaluate([layer], {});
		expectClose(y as HostTensor, fixtureTensor(fixture, "bias_act.lrelu"), f32Conv, "lrelu");
	});
});
