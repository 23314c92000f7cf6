import { describe, expect, it } from "vitest";
import { expectClose } from "../../../../test/assert-close.ts";
import { metricNumbers } from "../../../../test/tolerances.ts";
import { trueAngles } from "../../../camera/angles.ts";
import { fovToIntrinsics } from "../../../camera/intrinsics.ts";
import { cameraLabel } from "../../../camera/label.ts";
import { cameraFromTrueAngles } from "../../../camera/orbit.ts";
import { type Float32Tensor, float32Tensor } from "../../../tensor/host-tensor.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { estimateRidge, fitRidge } from "../../linear/ridge.ts";
import { featureSet } from "../features/feature-set.ts";
import { fitPoseEstimator, poseAccuracy } from "./pose-accuracy.ts";

describe("fitRidge", () => {
	it("shrinks the slope of one feature by variance / (variance + penalty), as worked by hand", () => {
		// x = −1, 1: mean 0, deviation 1; y = 3 ± 2, so the slope is 2 / (1 + 1)
		const regression = fitRidge(featureSet(2, 1, Float32Array.of(-1, 1)), [[1, 5]], 1);
		expectClose(
			estimateRidge(regression, featureSet(3, 1, Float32Array.of(-1, 1, 2)))[0] ?? [],
			[2, 4, 5],
			metricNumbers,
			"y",
		);
	});

	it("finds a linear law of many features without penalty, dead features or not", () => {
		const random = new RandomState(1);
		const data = Float32Array.from(random.randn(60 * 5)).map((value, at) => (at % 5 === 3 ? 7 : value));
		const y = Array.from({ length: 60 }, (_, row) => 2 + 3 * (data[row * 5] ?? 0) - (data[row * 5 + 4] ?? 0));
		const features = featureSet(60, 5, data);
		const [estimated = []] = estimateRidge(fitRidge(features, [y], 1e-13), features);
		expectClose(estimated, y, metricNumbers, "estimates");
	});

	it("refuses targets of another number", () => {
		expect(() => fitRidge(featureSet(2, 1, new Float32Array(2)), [[1]], 1)).toThrow("targets of another number");
	});
});

describe("poseAccuracy", () => {
	const pivot = [0, 0, 0.2] as const;
	const label = (yaw: number, pitch: number): Float32Tensor => {
		const cam2world = cameraFromTrueAngles(trueAngles(yaw, pitch), { pivot, radius: 2.7 });
		return float32Tensor([25], cameraLabel({ cam2world, intrinsics: fovToIntrinsics(18.837) }).data);
	};

	it("is the angle by which images are turned wrongly", () => {
		const random = new RandomState(2);
		const poses = Array.from({ length: 200 }, () => {
			const [yaw = 0, pitch = 0] = random.randn(2);
			return [20 * yaw, 8 * pitch] as const;
		});
		const features = featureSet(200, 2, Float32Array.from(poses.flat()));
		const estimator = fitPoseEstimator(
			features,
			poses.map(([yaw, pitch]) => label(yaw, pitch)),
			pivot,
		);
		const turned = poses.map(([yaw, pitch]) => label(yaw + 5, pitch - 2));
		const { yawError, pitchError } = poseAccuracy(estimator, features, turned);
		// The penalty shrinks estimates by 3 %.
		expect(Math.abs(yawError.value - 5)).toBeLessThan(0.2);
		expect(Math.abs(pitchError.value - 2)).toBeLessThan(0.1);
		const straight = poseAccuracy(
			estimator,
			features,
			poses.map(([yaw, pitch]) => label(yaw, pitch)),
		);
		expect(straight.yawError.value).toBeLessThan(0.7);
	});
});
