import { describe, expect, it } from "vitest";
import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import { type ByteSource, bytesInMemory } from "../../host/byte-source.ts";
import { float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { elementCount } from "../../tensor/shape.ts";
import { type EncoderFile, encoderChunks, readEncoder } from "./encoder.ts";
import { encoderShapes } from "./encoder-network.ts";

const W_DIM = 5;
const random = new RandomState(0);
const ENCODER: EncoderFile = {
	wDim: W_DIM,
	mapping: "ab",
	weights: new Map(
		[...encoderShapes(W_DIM)].map(([name, shape]) => [
			name,
			// as half floats have them
			float32Tensor(
				shape,
				random.randn(elementCount(shape)).map((value) => Math.round(8 * value) / 8),
			),
		]),
	),
};

const source = (chunks: readonly Uint8Array[]): ByteSource =>
	bytesInMemory("e.safetensors", new Uint8Array(Buffer.concat(chunks)));

describe("the file of an encoder", () => {
	it("gives back what was written, within three megabytes", async () => {
		const chunks = encoderChunks({ ...ENCODER });
		const { weights, ...rest } = await readEncoder(source(chunks), W_DIM);
		expect(rest).toEqual({ wDim: W_DIM, mapping: "ab" });
		expect([...weights.keys()]).toEqual([...ENCODER.weights.keys()]);
		for (const [name, { data }] of weights) {
			const own = ENCODER.weights.get(name)?.data ?? new Float32Array();
			expect(data.length === own.length && data.every((value, at) => value === own[at])).toBe(true);
		}
		const published = [...encoderShapes(512).values()].reduce((sum, shape) => sum + elementCount(shape), 0);
		expect(2 * published).toBeLessThan(3e6);
	});

	it("is refused where it is something else, for other latents, or damaged", async () => {
		const whole = source(encoderChunks(ENCODER));
		await expect(readEncoder(whole, 6)).rejects.toThrow(/'latents\.weight' \[5, 176\], want \[6, 176\]/);
		const written = (weights: ReadonlyMap<string, HostTensor>, kind: string): ByteSource =>
			source(safetensorsChunks(weights, new Map([["kind", kind]])));
		await expect(readEncoder(written(ENCODER.weights, "person"), W_DIM)).rejects.toThrow(/not a file of/);
		const few = new Map([...ENCODER.weights].slice(1));
		await expect(readEncoder(written(few, "encoder"), W_DIM)).rejects.toThrow(/has no tensor/);
		const broken = new Map([
			...ENCODER.weights,
			["moves.bias", float32Tensor([6], [0, 0, 0, 0, 0, Number.NaN])] as const,
		]);
		await expect(readEncoder(written(broken, "encoder"), W_DIM)).rejects.toThrow(/'moves\.bias' has numbers/);
	});
});
