import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../../test/fixtures.ts";
import { f32Reduction } from "../../../test/tolerances.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { PLANE_AXES } from "../plane-axes.ts";
import { addPlaneSample, channelLastPlanes, sampleTriplanes } from "./plane-sampling.ts";

/** Three planes of one channel whose single bright texel (value 4) lies at column 3, row 1 of plane `bright`. */
function brightTexel(bright: number): ReturnType<typeof channelLastPlanes> {
	const data = new Float32Array(3 * 4 * 4);
	data[bright * 16 + 1 * 4 + 3] = 4;
	return channelLastPlanes(float32Tensor([3, 1, 4, 4], data));
}

describe("plane sampling", () => {
	it("gives the published samples of each plane, outside the planes too", async () => {
		const fixture = await readFixture("ops.safetensors");
		const features = fixtureTensor(fixture, "planes.features"); // [2, 3, 4, 8, 8]
		const points = fixtureTensor(fixture, "planes.points"); // [2, 60, 3]
		const sampled = fixtureTensor(fixture, "planes.sampled_box1"); // [2, 3, 60, 4]
		const got = new Float32Array(sampled.data.length);
		for (let batch = 0; batch < 2; batch++) {
			const planes = channelLastPlanes(
				float32Tensor([3, 4, 8, 8], features.data.slice(batch * 768, (batch + 1) * 768)),
			);
			PLANE_AXES.eg3d.forEach(([u, v], plane) => {
				for (let point = 0; point < 60; point++) {
					const sample = new Float64Array(4);
					const at = (axis: number): number => 2 * (points.data[(batch * 60 + point) * 3 + axis] ?? Number.NaN);
					addPlaneSample(sample, planes, plane, at(u), at(v));
					got.set(sample, ((batch * 3 + plane) * 60 + point) * 4);
				}
			});
		}
		expectClose(float32Tensor(sampled.shape, got), sampled, f32Reduction(4), "samples");
	});

	it("runs the first axis of a plane along its width and the second along its height", () => {
		// Texel centres of four are at ±0.25 and ±0.75: column 3, row 1 is (0.75, −0.25).
		expect([...sampleTriplanes(brightTexel(0), "eg3d", 2, [0.75, -0.25, 0])]).toEqual([4 / 3]);
		expect([...sampleTriplanes(brightTexel(1), "eg3d", 2, [0.75, 0, -0.25])]).toEqual([4 / 3]);
		expect([...sampleTriplanes(brightTexel(2), "eg3d", 2, [-0.25, 0, 0.75])]).toEqual([4 / 3]);
		expect([...sampleTriplanes(brightTexel(2), "orthogonal", 2, [0, -0.25, 0.75])]).toEqual([4 / 3]);
		expect([...sampleTriplanes(brightTexel(2), "orthogonal", 2, [-0.25, 0.75, 0.75])]).toEqual([0]);
	});

	it("scales points by the side of the box", () => {
		expect([...sampleTriplanes(brightTexel(0), "eg3d", 1, [0.375, -0.125, 0])]).toEqual([4 / 3]);
	});

	it("fades to zero within half a texel beyond the border, and stays zero", () => {
		const at = (x: number): number => sampleTriplanes(brightTexel(0), "eg3d", 2, [x, -0.25, 0])[0] ?? Number.NaN;
		expect(at(1)).toBeCloseTo(4 / 3 / 2, 12);
		expect(at(1.25)).toBe(0);
		expect(at(1e9)).toBe(0);
		expect(at(-1e9)).toBe(0);
	});
});

describe("slices of planes", () => {
	/** One channel, planes of a single texel; plane 0 has the slices given, the others none of anything. */
	function grid(slices: readonly number[]): ReturnType<typeof channelLastPlanes> {
		const data = new Float32Array(3 * slices.length);
		data.set(slices);
		return channelLastPlanes(float32Tensor([3, slices.length, 1, 1], data), slices.length);
	}
	/** Of plane 0 alone, in the middle of its texel, at a place along z from −1 to 1. */
	const at = (planes: ReturnType<typeof grid>, z: number): number =>
		3 * (sampleTriplanes(planes, "orthogonal", 2, [0, 0, z])[0] ?? Number.NaN);

	it("are interpolated along the axis that the plane does not see", () => {
		const planes = grid([1, 5]);
		// middles of two slices of a box from −1 to 1
		expect(at(planes, -0.5)).toBeCloseTo(1, 12);
		expect(at(planes, 0.5)).toBeCloseTo(5, 12);
		expect(at(planes, 0)).toBeCloseTo(3, 12);
		expect(at(planes, 0.25)).toBeCloseTo(4, 12);
	});

	it("fade to a half at the faces of the box and to nothing beyond", () => {
		const planes = grid([4, 4, 4]);
		expect([0, 2 / 3, 1, 4 / 3].map((z) => at(planes, z))).toEqual(
			[4, 4, 2, 0].map((value) => expect.closeTo(value, 10)),
		);
	});

	it("fill the whole box where there is one", () => {
		expect([-1, 0, 1, 9].map((z) => at(grid([4]), z))).toEqual([4, 4, 4, 4]);
	});

	it("lie along x for the plane of z and y, along y for that of x and z", () => {
		const data = Float32Array.of(0, 0, 1, 3, 10, 30);
		const planes = channelLastPlanes(float32Tensor([3, 2, 1, 1], data), 2);
		const along = (axis: number): number => {
			const point = [0, 0, 0].map((_, index) => (index === axis ? 0.5 : 0));
			return sampleTriplanes(planes, "orthogonal", 2, point)[0] ?? Number.NaN;
		};
		// in the middle a plane of one texel gives all of it, half-way to its edge half: 0.5 lies there
		expect(along(1)).toBeCloseTo((3 + (0.75 * (10 + 30)) / 2) / 3, 12);
		expect(along(0)).toBeCloseTo(((0.75 * (1 + 3)) / 2 + 30) / 3, 12);
	});
});
