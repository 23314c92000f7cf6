import { describe, expect, it } from "vitest";
import { frameOf } from "../camera/cam2world.ts";
import { FFHQ_ORBIT } from "../camera/orbit.ts";
import { viewCameraAt } from "../camera/view-camera.ts";
import { InputError } from "../tensor/errors.ts";
import { RandomState } from "../tensor/random-state.ts";
import { alignFace } from "./align-face.ts";
import { facePose } from "./face-pose.ts";
import type { Framing } from "./framings.ts";

const COUNT = 60;
const random = new RandomState(2);
/** A face of some depth, cm. */
const vertices = Float32Array.from(random.randn(3 * COUNT), (value, at) => value * ([5, 6, 3][at % 3] ?? 0));
const face = { vertices, weights: new Float32Array(COUNT).fill(1) };
const PLAIN: Framing = {
	...{ pivot: [0, 1, 4], centimetres: 50, yaw: { slope: 1 }, pitch: { constant: 0, slope: 1, square: 0 } },
	roll: { turned: 0, both: 0 },
};

/** Where a training camera sees the face, in a crop of `side` pixels whose left top corner lies at `corner`. */
function seenFrom(
	yaw: number,
	pitch: number,
	rollDegrees: number,
	side: number,
	corner: readonly [number, number],
): Float32Array {
	const { label } = viewCameraAt({ yaw, pitch }, FFHQ_ORBIT, 18.837);
	const { right, down, forward, position } = frameOf(label.data);
	const focalLength = label.data[16] ?? 0;
	const roll = (rollDegrees * Math.PI) / 180;
	const points = new Float32Array(3 * COUNT);
	for (let at = 0; at < COUNT; at++) {
		const world = [0, 1, 2].map(
			(axis) =>
				((vertices[3 * at + axis] ?? 0) - (PLAIN.pivot[axis] ?? 0)) / PLAIN.centimetres + (FFHQ_ORBIT.pivot[axis] ?? 0),
		);
		const away = world.map((value, axis) => value - (position[axis] ?? 0));
		const [x, y, z] = [right, down, forward].map((one) =>
			one.reduce((sum, value, axis) => sum + value * (away[axis] ?? 0), 0),
		) as [number, number, number];
		const [u, v] = [(focalLength * x) / z, (focalLength * y) / z];
		// a camera that is turned clockwise sees a picture that is turned counterclockwise
		const [across, below] = [Math.cos(roll) * u + Math.sin(roll) * v, -Math.sin(roll) * u + Math.cos(roll) * v];
		points.set([corner[0] + side * (across + 0.5), corner[1] + side * (below + 0.5), 0], 3 * at);
	}
	return points;
}

describe("the pose of a face", () => {
	it("is found from all sides, with the crop that the camera took", () => {
		for (const [yaw, pitch, roll] of [
			[0, 0, 0],
			[35, -10, 5],
			[-60, 15, -20],
		] as const) {
			const aligned = alignFace(seenFrom(yaw, pitch, roll, 300, [40, 70]), face, PLAIN);
			const place = `${yaw} ${pitch} ${roll}`;
			expect(aligned.trueDegrees.yaw, place).toBeCloseTo(yaw, 0);
			expect(aligned.trueDegrees.pitch, place).toBeCloseTo(pitch, 0);
			expect(Math.abs(aligned.rollDegrees - roll), place).toBeLessThan(0.5);
			// the distance of the camera is assumed: a little of the size goes there
			expect(Math.abs(aligned.crop.side - 300), place).toBeLessThan(6);
			expect(Math.hypot(aligned.crop.centre[0] - 190, aligned.crop.centre[1] - 220), place).toBeLessThan(2);
			expect(aligned.error, place).toBeLessThan(0.05);
		}
	});

	it("gives a label of its crop, whose camera is turned as the picture is", () => {
		const { label } = alignFace(seenFrom(20, 0, 10, 300, [0, 0]), face, PLAIN);
		const level = frameOf(viewCameraAt({ yaw: 20, pitch: 0 }, FFHQ_ORBIT, 18.837).label.data);
		const { right, forward } = frameOf(label.data);
		const dot = (one: readonly number[], other: readonly number[]): number =>
			one.reduce((sum, value, axis) => sum + value * (other[axis] ?? 0), 0);
		expect(dot(forward, level.forward)).toBeCloseTo(1, 3);
		expect((Math.asin(dot(right, level.down)) * 180) / Math.PI).toBeCloseTo(10, 0);
		expect(label.shape).toEqual([1, 25]);
	});

	it("weighs points", () => {
		const points = seenFrom(10, 5, 0, 200, [0, 0]);
		for (let at = 0; at < 5; at++) points[3 * at] = 5000;
		const weights = Float32Array.from(face.weights, (_, at) => (at < 5 ? 0 : 1));
		expect(facePose(points, { ...face, weights }, 135).error).toBeLessThan(0.2);
		expect(facePose(points, face, 135).error).toBeGreaterThan(1);
	});

	it("wants as many landmarks as the face has points", () => {
		expect(() => facePose(new Float32Array(9), face, 100)).toThrow(InputError);
	});
});
