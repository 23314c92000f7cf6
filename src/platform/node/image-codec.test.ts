import { crc32 } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { picture, pictureData } from "../../../test/support/dataset-files.ts";
import { InputError } from "../../tensor/errors.ts";
import { nodeImageCodec as codec } from "./image-codec.ts";

const RGB = { raw: { width: 8, height: 8, channels: 3 } } as const;

function image(): ReturnType<typeof sharp> {
	return sharp(pictureData(1, 8), RGB);
}

async function pixels(bytes: Uint8Array): Promise<number[]> {
	return [...(await codec.decode(bytes)).data];
}

async function refusal(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(InputError);
	return (error as InputError).message;
}

describe("image files", () => {
	it("are known by their first bytes", async () => {
		const [png, jpg, webp] = await Promise.all(
			[image().png(), image().jpeg(), image().webp()].map((one) => one.toBuffer()),
		);
		for (const [bytes, format] of [
			[png, "png"],
			[jpg, "jpg"],
			[webp, "webp"],
		] as const) {
			const header = await codec.header(bytes ?? new Uint8Array());
			expect(header).toEqual({ format, width: 8, height: 8, alpha: false, eightBit: true, orientation: 1 });
		}
	});

	it("keep every pixel as PNG and lossless WebP", async () => {
		expect(await pixels(await image().png().toBuffer())).toEqual([...pictureData(1, 8)]);
		expect(await pixels(await image().webp({ lossless: true }).toBuffer())).toEqual([...pictureData(1, 8)]);
	});

	it("become RGB when they are grey, have a palette, or 16 bits", async () => {
		const grey = await sharp(Uint8Array.of(0, 100, 200, 255), { raw: { width: 2, height: 2, channels: 1 } })
			.png()
			.toBuffer();
		expect(await pixels(grey)).toEqual([0, 0, 0, 100, 100, 100, 200, 200, 200, 255, 255, 255]);
		const two = sharp(Uint8Array.of(255, 0, 0, 0, 0, 255), { raw: { width: 2, height: 1, channels: 3 } });
		expect(await pixels(await two.png({ palette: true }).toBuffer())).toEqual([255, 0, 0, 0, 0, 255]);
		const deep = Uint16Array.of(0, 0x1234, 0xffff);
		const wide = await sharp(deep, { raw: { width: 1, height: 1, channels: 3 } })
			.toColourspace("rgb16")
			.png()
			.toBuffer();
		expect((await codec.header(wide)).eightBit).toBe(false);
		expect(await pixels(wide)).toEqual([0, 0x12, 255]);
	});

	it("are laid on white where they are transparent", async () => {
		const half = Uint8Array.of(200, 0, 100, 0, 200, 0, 100, 255);
		const bytes = await sharp(half, { raw: { width: 2, height: 1, channels: 4 } })
			.png()
			.toBuffer();
		expect((await codec.header(bytes)).alpha).toBe(true);
		expect(await pixels(bytes)).toEqual([255, 255, 255, 200, 0, 100]);
	});

	it("are not turned by their EXIF tag, which is told", async () => {
		const turned = await image().withMetadata({ orientation: 6 }).png().toBuffer();
		expect((await codec.header(turned)).orientation).toBe(6);
		expect(await pixels(turned)).toEqual([...pictureData(1, 8)]);
	});

	it("are turned by it where a change asks for that", async () => {
		const turned = await image().withMetadata({ orientation: 3 }).png().toBuffer();
		const change = { crop: null, size: null, mirrored: false, format: "png" } as const;
		expect(await pixels(await codec.recode(turned, change))).toEqual([...pictureData(1, 8)]);
		const upright = await pixels(await codec.recode(turned, { ...change, upright: true }));
		// half a turn: the last pixel comes first
		expect(upright.slice(0, 3)).toEqual([...pictureData(1, 8)].slice(-3));
		expect(upright.slice(-3)).toEqual([...pictureData(1, 8)].slice(0, 3));
	});

	it("are refused when empty, of another kind, damaged, or too large", async () => {
		expect(await refusal(codec.header(new Uint8Array()))).toBe("the file is empty");
		const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
		for (const work of [codec.header(svg), codec.decode(svg)]) {
			expect(await refusal(work)).toBe("the file is no PNG, JPEG or WebP");
		}
		const png = await picture(1, 64);
		expect(await refusal(codec.decode(png.subarray(0, png.length / 2)))).toMatch(/^the image is damaged: /);
		const jpg = await image().jpeg().toBuffer();
		expect(await refusal(codec.decode(jpg.subarray(0, jpg.length - 40)))).toMatch(/^the image is damaged: /);
		// 65536 × 65536 in the header of a PNG, with the checksum that it wants
		const huge = png.slice();
		huge.set([0, 1, 0, 0, 0, 1, 0, 0], 16);
		new DataView(huge.buffer).setUint32(29, crc32(huge.subarray(12, 29)));
		expect(await refusal(codec.header(huge))).toMatch(/pixel/);
		expect(await refusal(codec.decode(huge))).toMatch(/pixel/);
	});
});

describe("recoding", () => {
	const plain = { crop: null, size: null, mirrored: false, format: "png" } as const;

	it("crops, then resizes, then mirrors", async () => {
		const change = {
			...plain,
			crop: { left: 2, top: 1, width: 4, height: 4 },
			size: { width: 2, height: 2 },
			mirrored: true,
		};
		const made = await codec.recode(await picture(1), change);
		const cut = await sharp(pictureData(1, 8), RGB).extract(change.crop).raw().toBuffer();
		const resized = await sharp(cut, { raw: { width: 4, height: 4, channels: 3 } })
			.resize(2, 2, { kernel: "lanczos3" })
			.raw()
			.toBuffer();
		const flopped = await sharp(resized, { raw: { width: 2, height: 2, channels: 3 } })
			.flop()
			.raw()
			.toBuffer();
		expect(await pixels(made)).toEqual([...flopped]);
	});

	it("gives equal files for equal images, in every format", async () => {
		for (const format of ["png", "jpg", "webp"] as const) {
			const [first, second] = [
				await codec.recode(await picture(1), { ...plain, format }),
				await codec.recode(await picture(1), { ...plain, format }),
			];
			expect((await codec.header(first)).format).toBe(format);
			expect(first).toEqual(second);
		}
	});
});
