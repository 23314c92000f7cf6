import { describe, expect, it } from "vitest";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { randomUnit } from "./directions.ts";
import { axisDirection, moveLatent, sphereDegrees, wDistance } from "./latent-moves.ts";
import { layerThirds } from "./sweep-rows.ts";

const Z = float32Tensor([1, 4], [1, -2, 0.5, 3]);

describe("moves in z", () => {
	it("set an entry, as the report did, or raise it", () => {
		const second = axisDirection(1, 4);
		expect([...moveLatent(Z, second, 10, "set").data]).toEqual([1, 10, 0.5, 3]);
		expect([...moveLatent(Z, second, 10, "add").data]).toEqual([1, 8, 0.5, 3]);
		expect([...Z.data]).toEqual([1, -2, 0.5, 3]);
	});

	it("set the component along any direction and leave the rest", () => {
		const direction = Float64Array.of(0.6, 0.8, 0, 0);
		const { data } = moveLatent(Z, direction, 5, "set");
		expect((data[0] ?? 0) * 0.6 + (data[1] ?? 0) * 0.8).toBeCloseTo(5, 5);
		expect((data[0] ?? 0) * -0.8 + (data[1] ?? 0) * 0.6).toBeCloseTo(-0.8 - 1.2, 5);
		expect([...data.subarray(2)]).toEqual([0.5, 3]);
	});

	it("go about atan(10 / √512) = 24° on the sphere when one of 512 entries is set to 10", () => {
		const z = latentFromSeed(4);
		const moved = moveLatent(z, axisDirection(7, 512), 10, "set");
		expect(Math.abs(sphereDegrees(z, moved) - 23.8)).toBeLessThan(4);
		expect(sphereDegrees(z, z)).toBeCloseTo(0, 1);
	});

	it("do not go anywhere on the sphere by scaling", () => {
		const twice = float32Tensor(
			[1, 4],
			Z.data.map((value) => 2 * value),
		);
		expect(sphereDegrees(Z, twice)).toBeCloseTo(0, 3);
		const opposite = float32Tensor(
			[1, 4],
			Z.data.map((value) => -value),
		);
		expect(sphereDegrees(Z, opposite)).toBeCloseTo(180, 3);
	});

	it("have random unit vectors as control", () => {
		const unit = randomUnit(new RandomState(1), 512);
		expect(unit.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12);
	});
});

describe("distances in w", () => {
	it("are the distance of one layer where all layers move alike", () => {
		const a = float32Tensor([1, 2, 2], [0, 0, 0, 0]);
		expect(wDistance(a, float32Tensor([1, 2, 2], [3, 4, 3, 4]))).toBeCloseTo(5, 6);
		expect(wDistance(a, float32Tensor([1, 2, 2], [3, 4, 0, 0]))).toBeCloseTo(Math.sqrt(12.5), 6);
	});
});

describe("thirds of the layers", () => {
	it("cover all layers once", () => {
		expect(layerThirds(14).map(({ layers }) => layers)).toEqual([
			{ first: 0, last: 4 },
			{ first: 5, last: 8 },
			{ first: 9, last: 13 },
		]);
		expect(layerThirds(1).map(({ layers }) => layers)).toEqual([{ first: 0, last: 0 }]);
	});
});
