import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { drawImage, type PixelCanvas } from "./draw-image.ts";

/** A canvas of Node, which has the browser's contexts. */
function canvasOf(width: number, height: number): { readonly canvas: PixelCanvas; pixels(): number[] } {
	const canvas = createCanvas(width, height);
	return {
		canvas: canvas as unknown as PixelCanvas,
		pixels: () => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data],
	};
}

describe("drawImage", () => {
	it("draws an image in its size, opaque, with what is out of range at the ends", () => {
		const { canvas, pixels } = canvasOf(7, 5);
		const image = float32Tensor([1, 3, 1, 2], new Float32Array([-1, 1, 0, 2, -3, 0.5]));
		expect(drawImage(canvas, image)).toBe(true);
		expect([canvas.width, canvas.height]).toEqual([2, 1]);
		expect(pixels()).toEqual([0, 128, 0, 255, 255, 255, 191, 255]);
	});

	it("draws grey pixels", () => {
		const { canvas, pixels } = canvasOf(1, 2);
		drawImage(canvas, { width: 1, height: 2, channels: 1, data: new Uint8Array([9, 200]) });
		expect(pixels()).toEqual([9, 9, 9, 255, 200, 200, 200, 255]);
	});

	it("leaves a canvas that has another context", () => {
		const taken = { width: 3, height: 3, getContext: () => null };
		expect(drawImage(taken, { width: 1, height: 1, channels: 1, data: new Uint8Array(1) })).toBe(false);
		expect(taken.width).toBe(3);
	});
});
