import { describe, expect, it } from "vitest";
import { expectCloseBesideBand } from "./boundary-band.ts";
import { f32Elementwise, planeBorder } from "./tolerances.ts";

const SIZE = 1000;
/** 40 of 1000 elements lie in the band. */
const inBand = (index: number): boolean => index % 25 === 0;
const zeros = (): number[] => Array.from({ length: SIZE }, () => 0);

/** Zeros, where the first `up` elements of the band became 1 and the following `down` became −1. */
function flipped(up: number, down: number): number[] {
	const values = zeros();
	for (let i = 0; i < up + down; i++) values[i * 25] = i < up ? 1 : -1;
	return values;
}

function check(actual: readonly number[], band: (index: number) => boolean = inBand): void {
	expectCloseBesideBand(actual, zeros(), f32Elementwise, planeBorder, band, "samples");
}

describe("expectCloseBesideBand", () => {
	it("lets few flips to both sides pass inside the band", () => {
		check(flipped(0, 0));
		check(flipped(1, 0));
		check(flipped(10, 10));
	});

	it("refuses a single error outside the band, however small a share it is", () => {
		const actual = zeros();
		actual[501] = 1e-3;
		expect(() => check(actual)).toThrow(/samples, outside planeBorder: not within f32Elementwise\n.*worst at \[501\]/);
	});

	it("refuses more flips than the cap", () => {
		expect(() => check(flipped(11, 10))).toThrow("21 of 40 elements in planeBorder flipped, at most 50 % may");
	});

	it("refuses flips that all go to one side, which are an error and no coin toss", () => {
		expect(() => check(flipped(20, 0))).toThrow("flips in planeBorder are biased: 20 up, 0 down");
	});

	it("refuses a band that would swallow the test", () => {
		expect(() => check(zeros(), (index) => index % 10 === 0)).toThrow("planeBorder holds 100 of 1000 elements");
	});

	it("refuses NaN inside the band", () => {
		const actual = zeros();
		actual[25] = Number.NaN;
		expect(() => check(actual)).toThrow("a flip in planeBorder is not finite");
	});
});
