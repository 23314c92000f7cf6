import { describe, expect, it } from "vitest";
import { RandomState } from "../../tensor/random-state.ts";
import { changedPicture } from "./changed-picture.ts";
import { ENCODER_SIDE } from "./encoder-network.ts";

const AREA = ENCODER_SIDE ** 2;

/** A grey picture whose right half is backdrop. */
function halves(): Uint8Array {
	return Uint8Array.from({ length: 4 * AREA }, (_, at) => {
		if (at % 4 !== 3) return 128;
		return Math.floor(at / 4) % ENCODER_SIDE >= ENCODER_SIDE / 2 ? 255 : 0;
	});
}

function meanOf(image: Float32Array, isRight: boolean): number {
	let [sum, count] = [0, 0];
	for (const [at, value] of image.entries()) {
		const column = at % ENCODER_SIDE;
		// not the border between the halves, which blur mixes
		if (Math.abs(column - ENCODER_SIDE / 2) < 2 || column >= ENCODER_SIDE / 2 !== isRight) continue;
		sum += value;
		count += 1;
	}
	return sum / count;
}

describe("a picture with other light", () => {
	it("stays about what it was, and loses its backdrop now and then", () => {
		const random = new RandomState(0);
		const [left, right]: [number[], number[]] = [[], []];
		for (let draw = 0; draw < 60; draw++) {
			const image = new Float32Array(3 * AREA);
			changedPicture(halves(), random, image);
			expect(image.every((value) => value >= -1 && value <= 1)).toBe(true);
			left.push(meanOf(image, false));
			right.push(meanOf(image, true));
		}
		const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
		expect(Math.abs(mean)).toBeLessThan(0.1);
		expect(Math.max(...left) - Math.min(...left)).toBeGreaterThan(0.2);
		const replaced = right.filter((value, at) => Math.abs(value - (left[at] ?? 0)) > 0.05).length;
		expect(replaced).toBeGreaterThan(5);
		expect(replaced).toBeLessThan(30);
	});
});
