import { describe, expect, it } from "vitest";
import { trueAngles } from "../../camera/angles.ts";
import { fovToIntrinsics } from "../../camera/intrinsics.ts";
import { cameraLabel } from "../../camera/label.ts";
import { cameraFromTrueAngles, FFHQ_ORBIT } from "../../camera/orbit.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { fovOfLabels, viewsOfLabels } from "./cameras-of-labels.ts";

const cam2world = float32Tensor([4, 4], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, -2.7, 0, 0, 0, 1]);

function seenThrough(fovs: readonly number[]): {
	readonly length: number;
	label(index: number): Float32Tensor;
} {
	const label = (index: number): Float32Tensor => {
		const intrinsics = fovToIntrinsics(fovs[index] ?? 0);
		return float32Tensor([25], cameraLabel({ cam2world, intrinsics }).data);
	};
	return { length: fovs.length, label };
}

describe("fovOfLabels", () => {
	it("is that of all labels, as the published scripts count it, a few odd ones aside", () => {
		expect(fovOfLabels(seenThrough(new Array(3000).fill(45)))?.degrees).toBeCloseTo(45, 3);
		const mostly = Array.from({ length: 200 }, (_, index) => (index % 50 === 0 ? 90 : 18 + 0.001 * index));
		expect(fovOfLabels(seenThrough(mostly))?.degrees).toBeCloseTo(18.1, 1);
	});

	it("is not known where cameras differ, or labels are missing", () => {
		expect(fovOfLabels(seenThrough([18, 24, 30, 36, 45]))).toBeUndefined();
		const none = { length: 4, label: () => float32Tensor([25], new Float32Array(25)) };
		expect(fovOfLabels(none)).toBeUndefined();
	});
});

describe("viewsOfLabels", () => {
	it("is where nine tenths of the cameras stand about the pivot", () => {
		const label = (index: number): Float32Tensor => {
			const turned = cameraFromTrueAngles(trueAngles(index - 50, (index - 50) / 5), FFHQ_ORBIT);
			return float32Tensor([25], cameraLabel({ cam2world: turned, intrinsics: fovToIntrinsics(18) }).data);
		};
		expect(viewsOfLabels({ length: 101, label }, FFHQ_ORBIT.pivot)).toEqual({ yaw: [-45, 45], pitch: [-9, 9] });
	});

	it("is not known without labels", () => {
		const none = { length: 4, label: () => float32Tensor([25], new Float32Array(25)) };
		expect(viewsOfLabels(none, FFHQ_ORBIT.pivot)).toBeUndefined();
	});
});
