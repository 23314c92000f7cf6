import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { exact } from "../../test/tolerances.ts";
import { normalizeVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import { frameOf, inCameraAxes, lookAt } from "./cam2world.ts";

describe("frameOf", () => {
	it("gives axes and position of a camera, from its matrix or its label", () => {
		const [origin, target]: [Vec3, Vec3] = [
			[1, 2, 3],
			[-0.5, 0.25, 0],
		];
		const { data } = lookAt(origin, target);
		const frame = frameOf(data);
		expect(frame.position).toEqual(origin);
		const forward = normalizeVec3(subtractVec3(target, origin));
		for (const axis of [0, 1, 2] as const) expect(frame.forward[axis]).toBeCloseTo(forward[axis], 6);
		const [right, down, ahead] = inCameraAxes(frame, forward);
		expect([right, down].map((value) => Math.abs(value) < 1e-6)).toEqual([true, true]);
		expect(ahead).toBeCloseTo(1, 6);
		expect(frameOf([...data, ...new Array<number>(9).fill(0)])).toEqual(frame);
	});
});

describe("lookAt", () => {
	it("has x to the right, y down and z forward for a camera in front", () => {
		const wanted = [
			[1, 0, 0, 0],
			[0, -1, 0, 0],
			[0, 0, -1, 2],
			[0, 0, 0, 1],
		];
		expectClose(lookAt([0, 0, 2], [0, 0, 0]).data, wanted.flat(), exact, "cam2world");
	});

	it("keeps the horizon level wherever it stands", () => {
		const camera = lookAt([1, 2, 3], [-0.5, 0.25, 0]);
		expect(camera.data[4]).toBeCloseTo(0, 7);
	});

	it("turns with the up direction it is given", () => {
		const camera = lookAt([0, 0, 2], [0, 0, 0], [5, 0, 0]);
		const down = [1, 5, 9].map((i) => camera.data[i] ?? Number.NaN);
		expectClose(down, [-1, 0, 0], exact, "down");
	});

	it("refuses to look at its own position or along the up axis", () => {
		expect(() => lookAt([1, 1, 1], [1, 1, 1])).toThrow("same point");
		expect(() => lookAt([0, 2, 0], [0, 0, 0])).toThrow("parallel to up");
	});
});
