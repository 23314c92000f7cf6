import { describe, expect, it } from "vitest";
import { splitLabel } from "../camera/label.ts";
import { checkCamera } from "../camera/label-checks.ts";
import { InputError } from "../tensor/errors.ts";
import { type PortraitSet, portrait, portraitLabel } from "./portrait.ts";

const SET: PortraitSet = { seed: 5, poses: "rebalanced", gaze: "camera" };

describe("portraits", () => {
	it("have labels that pictures can be taken with, equal with and without the scene", () => {
		for (let index = 0; index < 20; index++) {
			const { label } = portrait(SET, index);
			expect(() => checkCamera("portrait", splitLabel(label))).not.toThrow();
			expect(portraitLabel(SET, index)).toEqual(label);
		}
	});

	it("show the same people in the same light whatever the poses and the gaze", () => {
		const first = portrait(SET, 8);
		const other = portrait({ seed: 5, poses: "frontal", gaze: "free" }, 8);
		expect(other.scene.identity).toEqual(first.scene.identity);
		expect(other.scene.rig).toEqual(first.scene.rig);
		expect(other.scene.backdrop).toEqual(first.scene.backdrop);
		expect(other.label).not.toEqual(first.label);
	});

	it("keep the pose when only the gaze differs, and look elsewhere", () => {
		const locked = portrait(SET, 3);
		const free = portrait({ ...SET, gaze: "free" }, 3);
		expect(free.label).toEqual(locked.label);
		expect(free.scene.gaze.left).not.toEqual(locked.scene.gaze.left);
	});

	it("have a free gaze that does not depend on the camera", () => {
		const wide = portrait({ ...SET, gaze: "free" }, 3);
		const narrow = portrait({ ...SET, gaze: "free", poses: "frontal" }, 3);
		expect(narrow.scene.gaze).toEqual(wide.scene.gaze);
	});

	it.each([-1, 0.5, 2 ** 32, Number.NaN])("refuse number %d", (index) => {
		expect(() => portrait(SET, index)).toThrow(InputError);
		expect(() => portrait(SET, index)).toThrow("want a whole number from 0");
	});

	it("refuse a seed that is none", () => {
		expect(() => portrait({ ...SET, seed: -3 }, 0)).toThrow("seed: -3");
	});
});
