import { describe, expect, it } from "vitest";
import { unitGrid } from "../../test/support/fields.ts";
import { InputError, ShapeError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { boxOfGrid, checkVolume, cropGrid, gridOfBox, gridOfLines, slabPoints, voxelCentre } from "./volume-grid.ts";

describe("grids", () => {
	it("fill a box with voxels, whose centres are half a voxel from its faces", () => {
		const box = { min: [-1, 0, 2], max: [1, 4, 3] } as const;
		const grid = gridOfBox(box, [4, 8, 2]);
		expect(grid).toEqual({ size: [4, 8, 2], origin: [-0.75, 0.25, 2.25], spacing: [0.5, 0.5, 0.5] });
		expect(boxOfGrid(grid)).toEqual(box);
		expect(voxelCentre(grid, 3, 7, 1)).toEqual([0.75, 3.75, 2.75]);
	});

	it("refuse boxes that are empty or turned round", () => {
		expect(() => gridOfBox({ min: [0, 0, 0], max: [1, 0, 1] }, [2, 2, 2])).toThrow(InputError);
		expect(() => gridOfBox({ min: [0, 0, 0], max: [-1, 1, 1] }, [2, 2, 2])).toThrow("want three positive numbers");
	});

	it("give the points of a slab in the order of its samples: z runs fastest", () => {
		const points = slabPoints({ size: [2, 2, 3], origin: [10, 20, 30], spacing: [1, 2, 3] }, 1);
		expect(points.shape).toEqual([6, 3]);
		expect([...points.data]).toEqual([
			...[11, 20, 30],
			...[11, 20, 33],
			...[11, 20, 36],
			...[11, 22, 30],
			...[11, 22, 33],
			...[11, 22, 36],
		]);
		expect(() => slabPoints(unitGrid(2), 2)).toThrow("slab 2 of 2 is not there");
	});

	it("are cropped to the voxels whose centres lie in the part, and those stay where they are", () => {
		const grid = unitGrid(8);
		const part = cropGrid(grid, { min: [0, 0.5, 0.25], max: [1, 0.63, 0.75] });
		expect(part.size).toEqual([8, 1, 4]);
		expect(part.origin).toEqual(voxelCentre(grid, 0, 4, 2));
		expect(part.spacing).toEqual(grid.spacing);
		expect(cropGrid(grid, { min: [-1, 0, 0], max: [2, 1, 1] })).toEqual(grid);
	});

	it("are cropped to parts that share no voxel and leave none out", () => {
		const lower = cropGrid(unitGrid(9), { min: [0, 0, 0], max: [1, 0.5, 1] });
		const upper = cropGrid(unitGrid(9), { min: [0, 0.5, 0], max: [1, 1, 1] });
		expect([lower.size[1], upper.size[1], upper.origin[1]]).toEqual([4, 5, 0]);
	});

	it("come from lines of coordinates that are evenly spaced", () => {
		const lines = { x: [-1, -0.5, 0], y: Float64Array.of(3), z: Float32Array.of(0.1, 0.6) };
		const grid = gridOfLines(lines, 0.5);
		expect(grid).toEqual({ size: [3, 1, 2], origin: [-1, 3, Math.fround(0.1)], spacing: [0.5, 0.5, 0.5] });
		expect(() => gridOfLines({ ...lines, x: [0, 0.5, 1.2] }, 0.5)).toThrow("x goes on by 0.7 at 2, want steps of 0.5");
		expect(() => gridOfLines({ ...lines, z: [1, 0.5] }, 0.5)).toThrow(InputError);
		expect(() => gridOfLines({ ...lines, z: [] }, 0.5)).toThrow("grid of 3 × 1 × 0");
	});

	it("refuse a crop without any voxel", () => {
		expect(() => cropGrid(unitGrid(8), { min: [0, 0.5, 0], max: [1, 0.51, 1] })).toThrow(InputError);
		expect(() => cropGrid(unitGrid(8), { min: [0.9, 0, 0], max: [0.1, 1, 1] })).toThrow("no voxel of 8 × 8 × 8");
		expect(() => cropGrid(unitGrid(8), { min: [Number.NaN, 0, 0], max: [1, 1, 1] })).toThrow(InputError);
	});

	it("must have as many values as samples", () => {
		expect(() =>
			checkVolume("test", { grid: unitGrid(2), values: float32Tensor([2, 4], new Float32Array(8)) }),
		).toThrow(ShapeError);
	});
});
