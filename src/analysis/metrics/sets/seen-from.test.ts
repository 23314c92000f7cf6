import { describe, expect, it } from "vitest";
import { FFHQ_ORBIT } from "../../../camera/orbit.ts";
import { poseQuantities } from "../../../camera/pose-quantities.ts";
import type { Dataset } from "../../../data/dataset.ts";
import { portraitLabel } from "../../../heads/portrait.ts";
import { InputError } from "../../../tensor/errors.ts";
import { float32Tensor } from "../../../tensor/host-tensor.ts";
import { seenFrom } from "./seen-from.ts";

const SET = { seed: 3, poses: "rebalanced", gaze: "camera" } as const;
const { pivot } = FFHQ_ORBIT;

const DATASET: Dataset = {
	...{ name: "heads", length: 100, imageCount: 100, resolution: 8, hasLabels: true },
	label: (index) => float32Tensor([25], portraitLabel(SET, index).data),
	item: () => Promise.reject(new Error("no images")),
};

function yawOf(dataset: Dataset, index: number): number {
	return poseQuantities(dataset.label(index).data, pivot).trueYawDegrees;
}

describe("seenFrom", () => {
	it("keeps what is seen from these yaws, and knows whose depth it asks for", async () => {
		const asked: number[] = [];
		const truth = {
			item: async (index: number, side: number) => {
				asked.push(index);
				return {
					depth: float32Tensor([1, 1, side, side], new Float32Array(side * side)),
					person: new Uint8Array(side * side),
				};
			},
		};
		const { dataset, depthTruth } = seenFrom({ dataset: DATASET, depthTruth: truth }, [20, 40], pivot);
		const all = Array.from({ length: 100 }, (_, index) => yawOf(DATASET, index));
		const wanted = all.flatMap((yaw, index) => (yaw >= 20 && yaw <= 40 ? [index] : []));
		expect(dataset.length).toBe(wanted.length);
		expect(wanted.map((_, index) => yawOf(dataset, index))).toEqual(wanted.map((index) => all[index]));
		await depthTruth?.item(1, 4);
		expect(asked).toEqual([wanted[1]]);
	});

	it("refuses a side that nobody is seen from", () => {
		expect(() => seenFrom({ dataset: DATASET, depthTruth: undefined }, [90, 120], pivot)).toThrow(InputError);
	});
});
