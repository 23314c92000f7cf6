import { describe, expect, it } from "vitest";
import { trueAngles } from "../camera/angles.ts";
import { frameOf } from "../camera/cam2world.ts";
import { FFHQ_ORBIT } from "../camera/orbit.ts";
import { viewCameraAt, viewCameraOfLabel } from "../camera/view-camera.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { dotVec3, lengthVec3, subtractVec3 } from "../tensor/vec3.ts";
import { type CameraMove, gradientByMove, MOVES, movedCamera, STILL } from "./moved-camera.ts";

const PIVOT = FFHQ_ORBIT.pivot;
const LABEL = viewCameraAt({ yaw: 20, pitch: -5 }, FFHQ_ORBIT, 18.837).label.data;

describe("a camera that moves", () => {
	it("stays where it is without a move", () => {
		for (const [at, value] of movedCamera(LABEL, PIVOT, STILL).entries()) expect(value).toBeCloseTo(LABEL[at] ?? 0, 6);
	});

	it("goes around the pivot by its yaw and pitch, and still looks there", () => {
		const { yawRadians } = trueAngles(7, 0);
		const moved = movedCamera(LABEL, PIVOT, { ...STILL, yaw: yawRadians, pitch: yawRadians });
		const { trueDegrees, distance } = viewCameraOfLabel(float32Tensor([1, 25], moved), PIVOT);
		expect(trueDegrees.yaw).toBeCloseTo(27, 3);
		expect(trueDegrees.pitch).toBeCloseTo(2, 3);
		const { forward, position } = frameOf(moved);
		expect(distance).toBeCloseTo(lengthVec3(subtractVec3(frameOf(LABEL).position, PIVOT)), 5);
		expect(dotVec3(forward, subtractVec3(PIVOT, position)) / distance).toBeCloseTo(1, 6);
	});

	it("moves along its own axes, and keeps what it was given of intrinsics", () => {
		const { right, down, forward, position } = frameOf(LABEL);
		const moved = movedCamera(LABEL, PIVOT, { ...STILL, back: 0.3, right: 0.1, down: -0.2 });
		const way = subtractVec3(frameOf(moved).position, position);
		expect([forward, right, down].map((axis) => dotVec3(way, axis))).toEqual([
			expect.closeTo(-0.3, 5),
			expect.closeTo(0.1, 5),
			expect.closeTo(-0.2, 5),
		]);
		expect(moved.slice(16)).toEqual([...LABEL.slice(16)]);
	});

	it("has the gradient that differences of a function of the label give", () => {
		const weights = Float64Array.from({ length: 25 }, (_, at) => Math.sin(3 * at + 1));
		const value = (move: CameraMove): number =>
			movedCamera(LABEL, PIVOT, move).reduce((sum, number, at) => sum + number ** 2 * (weights[at] ?? 0), 0);
		const at: CameraMove = { yaw: 0.1, pitch: -0.05, roll: 0.2, back: 0.1, right: 0.02, down: -0.03 };
		const byLabel = movedCamera(LABEL, PIVOT, at).map((number, index) => 2 * number * (weights[index] ?? 0));
		const slopes = gradientByMove(LABEL, PIVOT, at, byLabel);
		for (const name of MOVES) {
			const step = 1e-5;
			const difference =
				(value({ ...at, [name]: at[name] + step }) - value({ ...at, [name]: at[name] - step })) / (2 * step);
			expect(slopes[name]).toBeCloseTo(difference, 4);
		}
	});
});
