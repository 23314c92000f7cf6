import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { PixelImage } from "../../tensor/pixels.ts";
import { encodeImage } from "./encode-image.ts";

/** A little noise, so that lossy codecs lose something. */
function noise(channels: 1 | 3): PixelImage {
	const [width, height] = [16, 8];
	return {
		width,
		height,
		channels,
		data: Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 97) % 256),
	};
}

describe("encodeImage", () => {
	it.each(["png", "webp"] as const)("keeps every pixel in %s", async (format) => {
		const image = noise(3);
		const { data } = await sharp(await encodeImage(image, format))
			.removeAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		expect(new Uint8Array(data)).toEqual(image.data);
	});

	it("writes grey images of one channel", async () => {
		const image = noise(1);
		const file = await encodeImage(image, "png");
		expect((await sharp(file).metadata()).channels).toBe(1);
		const data = await sharp(file).toColourspace("b-w").raw().toBuffer();
		expect(new Uint8Array(data)).toEqual(image.data);
	});

	it("gives the same bytes for the same pixels", async () => {
		for (const format of ["png", "jpg", "webp"] as const) {
			expect(await encodeImage(noise(3), format)).toEqual(await encodeImage(noise(3), format));
		}
	});
});
