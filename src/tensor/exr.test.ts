import { FloatType } from "three";
import { EXRLoader } from "three/examples/jsm/loaders/EXRLoader.js";
import { describe, expect, it } from "vitest";
import { InputError, ShapeError } from "./errors.ts";
import { writeExr } from "./exr.ts";
import { float32Tensor } from "./host-tensor.ts";

const image = float32Tensor([2, 3], [2.25, 2.5, 2.75, 3, 3.25, 1e6]);

describe("writeExr", () => {
	it("writes numbers that another reader reads exactly", () => {
		const bytes = writeExr(image, { channel: "Y" });
		const { data, width, height } = new EXRLoader().setDataType(FloatType).parse(Uint8Array.from(bytes).buffer);
		expect([width, height]).toEqual([3, 2]);
		// three's textures begin with the lowest row, and have grey three times and an alpha
		expect([...(data as Float32Array)].filter((_, index) => index % 4 === 0)).toEqual([3, 3.25, 1e6, 2.25, 2.5, 2.75]);
	});

	it("keeps notes on what the numbers are, and gives the same bytes again", () => {
		const options = { channel: "Z", notes: { depthUnit: "world units" } };
		const bytes = writeExr(image, options);
		expect(new TextDecoder("latin1").decode(bytes)).toContain("depthUnit\0string\0\x0b\0\0\0world units");
		expect(writeExr(image, options)).toEqual(bytes);
	});

	it("refuses what the format cannot hold", () => {
		expect(() => writeExr(image, { channel: "" })).toThrow(InputError);
		expect(() => writeExr(image, { channel: "Z", notes: { unit: "Ångström" } })).toThrow(/no printable ASCII/);
		expect(() => writeExr(float32Tensor([6], image.data), { channel: "Z" })).toThrow(ShapeError);
	});
});
