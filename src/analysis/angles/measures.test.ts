/** The measures of steep angles, on arrays made by hand. */

import { describe, expect, it } from "vitest";
import { viewCamera } from "../../camera/view-camera.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { classifyPixels, darkShares, PIXEL_CLASSES } from "./dark-pixels.ts";
import { eroded, headRegions } from "./head-region.ts";
import { FEWEST_PIXELS, regionSharpness } from "./sharpness.ts";
import { MEASURE_DEFAULTS, measureView } from "./view-measures.ts";

const { bright, brightMissed, darkMissed, darkHit } = PIXEL_CLASSES;
const ORBIT = { radius: 2.7, pivot: [0, 0, 0.2] as const };

describe("dark pixels", () => {
	it("are split by whether their ray met anything", () => {
		const luma = Float32Array.of(0.5, 0.5, 0.05, 0.05);
		const opacity = Float32Array.of(0.9, 0.1, 0.1, 0.9);
		expect([...classifyPixels(luma, opacity, MEASURE_DEFAULTS)]).toEqual([bright, brightMissed, darkMissed, darkHit]);
	});

	it("at the thresholds themselves are bright, and hit", () => {
		const options = { ...MEASURE_DEFAULTS, darkLuma: 0.25 };
		expect([...classifyPixels(Float32Array.of(0.25), Float32Array.of(0.5), options)]).toEqual([bright]);
	});

	it("are counted as shares of all pixels, whose parts add up", () => {
		const classes = Uint8Array.of(
			...[darkMissed, bright, bright, bright],
			...[bright, darkHit, bright, bright],
			...[bright, bright, bright, brightMissed],
			...[bright, bright, bright, darkMissed],
		);
		const shares = darkShares(classes, new Float32Array(16).fill(0.25), 4, { ...MEASURE_DEFAULTS, borderShare: 0.25 });
		expect(shares).toEqual({
			darkFraction: 3 / 16,
			borderDarkFraction: 2 / 12,
			meanOpacity: 0.25,
			missedFraction: 3 / 16,
			darkMissedFraction: 2 / 16,
			darkHitFraction: 1 / 16,
		});
	});

	it("want as many opacities as pixels", () => {
		expect(() => classifyPixels(new Float32Array(4), new Float32Array(3), MEASURE_DEFAULTS)).toThrow(ShapeError);
	});
});

describe("regions of the head", () => {
	const side = 16;
	const opaque = float32Tensor([1, 1, side, side], new Float32Array(side * side).fill(1));

	function regionsAt(yaw: number, depth: number): { front: number; back: number } {
		const { label } = viewCamera({ yaw, pitch: 0 }, ORBIT, 18.837);
		const imageDepth = float32Tensor([1, 1, side, side], new Float32Array(side * side).fill(depth));
		const { front, back } = headRegions({ imageDepth, opacity: opaque }, label, 1, MEASURE_DEFAULTS);
		const sum = (mask: Uint8Array): number => mask.reduce((total, inside) => total + inside, 0);
		return { front: sum(front), back: sum(back) };
	}

	it("seen from the front, a surface before the ears is front and one behind them is back", () => {
		expect(regionsAt(0, 2.5)).toMatchObject({ back: 0 }); // z about 0.2
		expect(regionsAt(0, 2.5).front).toBeGreaterThan(100);
		expect(regionsAt(0, 2.9)).toMatchObject({ front: 0 }); // z about −0.2
		expect(regionsAt(0, 2.9).back).toBeGreaterThan(100);
	});

	it("leaves out what lies outside the sphere of the head", () => {
		expect(regionsAt(0, 3.2)).toEqual({ front: 0, back: 0 });
	});

	it("leaves out rays that met nothing", () => {
		const { label } = viewCamera({ yaw: 0, pitch: 0 }, ORBIT, 18.837);
		const imageDepth = float32Tensor([1, 1, side, side], new Float32Array(side * side).fill(2.5));
		const opacity = float32Tensor([1, 1, side, side], new Float32Array(side * side).fill(0.4));
		const { front } = headRegions({ imageDepth, opacity }, label, 1, MEASURE_DEFAULTS);
		expect(front.some(Boolean)).toBe(false);
	});

	it("keep only pixels with four neighbours inside", () => {
		const mask = Uint8Array.of(...[1, 1, 1, 0], ...[1, 1, 1, 1], ...[1, 1, 1, 0], ...[0, 0, 0, 0]);
		expect([...eroded(mask, 4)]).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
	});
});

describe("sharpness", () => {
	const side = 10;
	const inner = eroded(new Uint8Array(side * side).fill(1), side);

	it("of a ramp is its slope in luma per 1 % of the side", () => {
		const ramp = Float32Array.from({ length: side * side }, (_, pixel) => (pixel % side) * 0.05);
		const { sharpness, pixels } = regionSharpness(ramp, inner, side);
		expect(pixels).toBe(64);
		expect(sharpness).toBeCloseTo(0.05 * 0.1, 6); // a pixel is 10 % of the side
	});

	it("of an even region is 0, and of too few pixels there is none", () => {
		expect(regionSharpness(new Float32Array(side * side).fill(0.7), inner, side).sharpness).toBe(0);
		const few = new Uint8Array(side * side).fill(1, 11, 11 + FEWEST_PIXELS - 1);
		expect(regionSharpness(new Float32Array(side * side), few, side).sharpness).toBeNull();
	});

	it("does not hang on the size of the image", () => {
		const wave = (size: number): Float32Array =>
			Float32Array.from({ length: size * size }, (_, pixel) => 0.5 + 0.4 * Math.sin(((pixel % size) / size) * 6.28));
		const at = (size: number): number =>
			regionSharpness(wave(size), eroded(new Uint8Array(size * size).fill(1), size), size).sharpness ?? 0;
		expect(at(128) / at(64)).toBeCloseTo(1, 1);
	});
});

describe("the measures of a view", () => {
	it("take colours as they are shown: luma by BT.709, clamped", () => {
		const side = 4;
		const plane = side * side;
		const imageRaw = float32Tensor([1, 3, side, side], new Float32Array(3 * plane).fill(-1));
		imageRaw.data.fill(7, plane, 2 * plane); // green, far above white
		const flat = (value: number): ReturnType<typeof float32Tensor> =>
			float32Tensor([1, 1, side, side], new Float32Array(plane).fill(value));
		const { label } = viewCamera({ yaw: 0, pitch: 0 }, ORBIT, 18.837);
		const view = { imageRaw, imageDepth: flat(2.5), opacity: flat(1) };
		expect(measureView(view, label, 1, { ...MEASURE_DEFAULTS, darkLuma: 0.72 }).measures.darkHitFraction).toBe(1);
		expect(measureView(view, label, 1, { ...MEASURE_DEFAULTS, darkLuma: 0.71 }).measures.darkFraction).toBe(0);
	});
});
