import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { hostTensor } from "../tensor/host-tensor.ts";
import { imageFloats, planarImage } from "./image-tensors.ts";

const PIXELS = {
	width: 3,
	height: 2,
	channels: 3,
	data: Uint8Array.of(
		...[1, 101, 201, 2, 102, 202, 3, 103, 203], // first row
		...[4, 104, 204, 5, 105, 205, 6, 106, 206], // second row
	),
} as const;

describe("decoded images", () => {
	it("become planes of channels, row by row", () => {
		const { shape, data } = planarImage(PIXELS, false);
		expect(shape).toEqual([3, 2, 3]);
		expect([...data]).toEqual([1, 2, 3, 4, 5, 6, 101, 102, 103, 104, 105, 106, 201, 202, 203, 204, 205, 206]);
	});

	it("are mirrored within each row", () => {
		const { data } = planarImage(PIXELS, true);
		expect([...data]).toEqual([3, 2, 1, 6, 5, 4, 103, 102, 101, 106, 105, 104, 203, 202, 201, 206, 205, 204]);
	});

	it("become x / 127.5 − 1 in float32, from −1 to 1", () => {
		const every = hostTensor(
			"uint8",
			[256],
			Uint8Array.from({ length: 256 }, (_, i) => i),
		);
		const { shape, data } = imageFloats(every);
		expect(shape).toEqual([256]);
		expect([...data]).toEqual(Array.from({ length: 256 }, (_, i) => Math.fround(Math.fround(i / 127.5) - 1)));
		expect([data[0], data[255]]).toEqual([-1, 1]);
	});

	it("are refused when they are grey", () => {
		expect(() => planarImage({ width: 1, height: 1, channels: 1, data: Uint8Array.of(0) }, false)).toThrow(InputError);
	});
});
