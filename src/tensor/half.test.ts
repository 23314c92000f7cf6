import { describe, expect, it } from "vitest";
import { bfloat16ToFloat32, float16ToFloat32, float16Value, float32ToBfloat16, float32ToFloat16 } from "./half.ts";

const ALL_BITS = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);

describe("float16", () => {
	it("widens known bit patterns to their values", () => {
		const known: readonly (readonly [number, number])[] = [
			[0x0000, 0],
			[0x0001, 2 ** -24], // the smallest subnormal
			[0x03ff, 1023 * 2 ** -24], // the largest subnormal
			[0x0400, 2 ** -14], // the smallest normal
			[0x3555, 0.333251953125],
			[0x3c00, 1],
			[0xc000, -2],
			[0x7bff, 65504], // the largest
			[0x7c00, Number.POSITIVE_INFINITY],
			[0xfc00, Number.NEGATIVE_INFINITY],
		];
		for (const [bits, value] of known) expect(float16Value(bits)).toBe(value);
		expect(float16Value(0x8000)).toBe(-0);
		expect(float16Value(0x7e01)).toBeNaN();
	});

	it("comes back from float32 with the same bits, all 65536 of them", () => {
		const back = float32ToFloat16(float16ToFloat32(ALL_BITS));
		for (let bits = 0; bits < ALL_BITS.length; bits++) {
			const notANumber = (bits & 0x7fff) > 0x7c00;
			if (notANumber) expect((back[bits] ?? 0) & 0x7fff).toBeGreaterThan(0x7c00);
			else if (back[bits] !== bits) expect(back[bits]).toBe(bits);
		}
	});

	it("rounds the middle of two neighbours to the even one, and a float32 step beside it to the nearer", () => {
		const steps = new Uint32Array(1);
		const value = new Float32Array(steps.buffer);
		for (let bits = 0; bits < 0x7bff; bits++) {
			const middle = (float16Value(bits) + float16Value(bits + 1)) / 2;
			value[0] = middle;
			const word = steps[0] ?? 0;
			const even = bits % 2 === 0 ? bits : bits + 1;
			const got = [word - 1, word, word + 1].map((near) => {
				steps[0] = near;
				return float32ToFloat16(value)[0];
			});
			if (got[0] !== bits || got[1] !== even || got[2] !== bits + 1) expect(got).toEqual([bits, even, bits + 1]);
		}
	});

	it("overflows to infinity from 65520 on, not before", () => {
		expect([...float32ToFloat16(Float32Array.of(65519.99609375, 65520, -1e30))]).toEqual([0x7bff, 0x7c00, 0xfc00]);
	});

	it("underflows to zero with its sign", () => {
		expect([...float32ToFloat16(Float32Array.of(2 ** -25, -(2 ** -26), 2 ** -149))]).toEqual([0, 0x8000, 0]);
	});
});

describe("bfloat16", () => {
	it("comes back from float32 with the same bits", () => {
		const back = float32ToBfloat16(bfloat16ToFloat32(ALL_BITS));
		for (let bits = 0; bits < ALL_BITS.length; bits++) {
			const notANumber = (bits & 0x7fff) > 0x7f80;
			if (notANumber) expect((back[bits] ?? 0) & 0x7fff).toBeGreaterThan(0x7f80);
			else if (back[bits] !== bits) expect(back[bits]).toBe(bits);
		}
	});

	it("rounds ties to even and overflows to infinity", () => {
		const words = Uint32Array.of(0x3f808000, 0x3f818000, 0x3f808001, 0x7f7fffff, 0x7f800001);
		expect([...float32ToBfloat16(new Float32Array(words.buffer))]).toEqual([0x3f80, 0x3f82, 0x3f81, 0x7f80, 0x7fc0]);
	});
});
