import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { f32Elementwise } from "../../test/tolerances.ts";
import { stratifiedDepths } from "./samplers.ts";

const RANGE = { near: 2, far: 4 };

describe("stratifiedDepths", () => {
	it("are even steps from near to far, each pushed on by its share of a spacing", () => {
		expect([...stratifiedDepths(RANGE, [0, 0.5, 0.25, 0.5, 0], 5, false)]).toEqual([2, 2.75, 3.125, 3.75, 4]);
	});

	it("are pushed on by half a spacing where there is no jitter, the last one beyond far", () => {
		expect([...stratifiedDepths(RANGE, null, 3, false)]).toEqual([2.5, 3.5, 4.5]);
	});

	it("have the whole range to themselves where there is only one", () => {
		expect([...stratifiedDepths(RANGE, [0.25], 1, false)]).toEqual([2.5]);
	});

	it("are evenly spaced in 1 / depth in disparity space", () => {
		const depths = stratifiedDepths(RANGE, [0, 0, 0, 0, 0], 5, true);
		const disparities = depths.map((depth) => 1 / depth);
		expectClose(disparities, [0.5, 0.4375, 0.375, 0.3125, 0.25], f32Elementwise, "disparities");
	});

	it("all lie at the one depth of an empty range, in disparity space too", () => {
		expect([...stratifiedDepths({ near: 0, far: 0 }, null, 3, true)]).toEqual([0, 0, 0]);
		expect([...stratifiedDepths({ near: 0, far: 0 }, null, 3, false)]).toEqual([0, 0, 0]);
	});
});
