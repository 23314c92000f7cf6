import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../../test/fixtures.ts";
import { f32Rounding } from "../../../test/tolerances.ts";
import { InputError, ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { itemsOf } from "../batch.ts";
import { LatentWalk } from "./latent-walk.ts";

describe("LatentWalk", () => {
	it("walks through keyframes as SciPy's wrapped cubic interpolation does", async () => {
		const fixture = await readFixture("latent-walk.safetensors");
		const keyframes = itemsOf(fixtureTensor(fixture, "keyframes"));
		const want = fixtureTensor(fixture, "at_k_over_10", "float64");
		const walk = new LatentWalk(keyframes.length);
		const size = 14 * 8;
		for (let frame = 0; frame < 40; frame++) {
			const got = walk.at(frame / 10, keyframes);
			const expected = Float32Array.from(want.data.subarray(frame * size, (frame + 1) * size));
			expectClose(got.data, expected, f32Rounding, `frame ${frame}`);
		}
	});

	it("meets its keyframes and wraps around", () => {
		const ws = [1, 5, -2].map((value) => float32Tensor([1, 1], [value]));
		const walk = new LatentWalk(3);
		expect([0, 1, 2, 3, 4, -1].map((time) => walk.at(time, ws).data[0])).toEqual([1, 5, -2, 1, 5, -2]);
	});

	it("has weights that sum to one at any time", () => {
		for (const K of [1, 2, 3, 7]) {
			const walk = new LatentWalk(K);
			for (const time of [0, 0.3, K - 0.01, 5.77]) {
				expect(walk.weights(time).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
			}
		}
	});

	it("goes the same way just below and above the number from which keyframes are all alike", () => {
		// the keyframes twice over are the same walk, and 40 of them have a table of their own where 80 have none
		const ws = Array.from({ length: 40 }, (_, k) => float32Tensor([1, 1], [Math.sin(k * k)]));
		const [once, twice] = [new LatentWalk(40), new LatentWalk(80)];
		for (const time of [0.25, 3.5, 20.1, 39.9]) {
			const want = once.at(time, ws).data[0] ?? Number.NaN;
			expect(twice.at(time, [...ws, ...ws]).data[0]).toBeCloseTo(want, 12);
			expect(twice.at(time + 40, [...ws, ...ws]).data[0]).toBeCloseTo(want, 12);
		}
	});

	it("takes memory and time in proportion to many keyframes", () => {
		const before = process.memoryUsage().arrayBuffers;
		const walk = new LatentWalk(4096);
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
		expect(walk.weights(4095.5).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
	});

	it("stands still with one keyframe", () => {
		const ws = [float32Tensor([1, 2], [3, 4])];
		expect([...new LatentWalk(1).at(0.6, ws).data]).toEqual([3, 4]);
	});

	it("refuses what is no walk", () => {
		expect(() => new LatentWalk(0)).toThrow(InputError);
		expect(() => new LatentWalk(2).at(0, [float32Tensor([1, 1], [0])])).toThrow(ShapeError);
		expect(() => new LatentWalk(1).weights(Number.NaN)).toThrow(/finite number of keyframes/);
	});
});
