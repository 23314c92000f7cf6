import { describe, expect, it } from "vitest";
import { InputError } from "../tensor/errors.ts";
import { splitLabel } from "./label.ts";
import { checkCamera } from "./label-checks.ts";
import { labelOnPath } from "./label-path.ts";
import { viewCamera } from "./view-camera.ts";

const orbit = { pivot: [0, 0, 0.2], radius: 2.7 } as const;
const labels = [-0.9, 0.1, 0.8, 2.9].map(
	(yaw, index) => viewCamera({ yaw, pitch: 0.1 * index }, orbit, 18 - index).label,
);

describe("labelOnPath", () => {
	it("gives each label bit for bit at its own time, on open and on closed paths", () => {
		for (const [index, label] of labels.entries()) {
			expect(labelOnPath(labels, false, index / (labels.length - 1)).data).toEqual(label.data);
			expect(labelOnPath(labels, true, index / labels.length).data).toEqual(label.data);
		}
		expect(labelOnPath(labels, true, 1).data).toEqual(labels[0]?.data);
		expect(labelOnPath(labels, false, 7).data).toEqual(labels.at(-1)?.data);
	});

	it("gives labels of long trajectories bit for bit, although shares are rounded", () => {
		const many = Array.from(
			{ length: 2401 },
			(_, index) => viewCamera({ yaw: index / 2000, pitch: 0 }, orbit, 18).label,
		);
		for (const [index, label] of many.entries()) {
			expect(labelOnPath(many, false, index / 2400).data).toEqual(label.data);
			expect(labelOnPath(many, true, index / 2401).data).toEqual(label.data);
		}
	});

	it("is a camera at any time between them, near the straight way", () => {
		for (let share = 0.01; share < 1; share += 0.07) {
			const label = labelOnPath(labels, false, share);
			expect(() => checkCamera("between", splitLabel(label))).not.toThrow();
		}
		const pair = [0, 0.2].map((yaw) => viewCamera({ yaw, pitch: 0 }, orbit, 18).label);
		const want = viewCamera({ yaw: 0.1, pitch: 0 }, orbit, 18).label;
		const got = labelOnPath(pair, false, 0.5);
		for (const [index, value] of want.data.entries()) expect(got.data[index]).toBeCloseTo(value, 1);
	});

	it("stays where there is one camera, and refuses none", () => {
		expect(labelOnPath(labels.slice(0, 1), false, 0.4).data).toEqual(labels[0]?.data);
		expect(labelOnPath(labels.slice(0, 1), true, 0.4).data).toEqual(labels[0]?.data);
		expect(() => labelOnPath([], true, 0)).toThrow(InputError);
	});
});
