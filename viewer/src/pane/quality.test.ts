/** Quality on the move: as fine as fits, never finer than asked for. */

import { describe, expect, it } from "vitest";
import type { NetworkFacts, Quality } from "../engine/protocol.ts";
import { expectedTime, measured, movingQuality, restQuality, restRays, UNKNOWN_COSTS } from "./quality.ts";

const REST: Quality = { nrr: 128, coarse: 48, fine: 48, superresolution: true };
const FACTS = { nrr: 128, imgResolution: 512, coarse: 48, fine: 48 } as NetworkFacts;
const NO_TIMES = { mapping: 0, backbone: 0, render: 0, superresolution: 0 };

/** Costs of a machine that takes this long for a full frame, milliseconds. */
function machine(render: number, superresolution: number): ReturnType<typeof measured> {
	const times = { ...NO_TIMES, render, superresolution };
	// the first super-resolution compiles, too
	const cold = measured(UNKNOWN_COSTS, { quality: REST, times: { ...times, superresolution: 40 * superresolution } });
	return measured(cold, { quality: REST, times });
}

/** Milliseconds that a quality takes on it. */
const cost = (quality: Quality, costs: ReturnType<typeof machine>): number => expectedTime(quality, costs) ?? 0;

describe("quality", () => {
	it("at rest is what the state asks for, else what the network was trained with", () => {
		expect(restQuality({ type: "image", nrr: null, coarse: 1, fine: 1 }, FACTS)).toEqual(REST);
		const asked = restQuality({ type: "depth", nrr: 64, coarse: 2, fine: 0.5 }, FACTS);
		expect(asked).toEqual({ nrr: 64, coarse: 96, fine: 24, superresolution: false });
	});

	it("draws small pictures that nothing enlarges with twice as many rays", () => {
		const rays = (nrr: number, imgResolution: number): number => restRays({ nrr, imgResolution });
		expect([rays(128, 128), rays(128, 512), rays(256, 256)]).toEqual([256, 128, 256]);
	});

	it.each([60, 200, 600, 1500])("on the move fits 50 ms where a full frame takes %i ms", (render) => {
		const costs = machine(render, 2000);
		const moving = movingQuality(REST, costs);
		expect(cost(moving, costs)).toBeLessThanOrEqual(50);
		expect(moving.superresolution).toBe(false);
		expect(moving.nrr).toBeLessThanOrEqual(REST.nrr);
	});

	it("is that at rest on a machine that is fast enough", () => {
		expect(movingQuality(REST, machine(20, 8))).toEqual(REST);
	});

	it("keeps all rays and super-resolution with half the samples where those fit", () => {
		expect(movingQuality(REST, machine(60, 8))).toEqual({ nrr: 128, coarse: 24, fine: 24, superresolution: true });
	});

	it("is coarsest where nothing fits", () => {
		expect(movingQuality(REST, machine(60_000, 1)).nrr).toBe(32);
	});

	it("follows the machine when it becomes slower", () => {
		let costs = machine(60, 10);
		const before = movingQuality(REST, costs).nrr;
		for (let frame = 0; frame < 8; frame++) {
			costs = measured(costs, { quality: REST, times: { ...NO_TIMES, render: 900, superresolution: 0 } });
		}
		expect(movingQuality(REST, costs).nrr).toBeLessThan(before);
	});
});
