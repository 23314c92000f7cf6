import { describe, expect, it } from "vitest";
import { unitGrid } from "../../../test/support/fields.ts";
import { readMrc } from "../../../test/support/mrc-reader.ts";
import { InputError, ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import type { Volume } from "../volume-grid.ts";
import { joinChunks } from "./mesh-formats.ts";
import { mrcChunks, volumeStatistics } from "./mrc.ts";

/** Values that say where they are: 100 x + 10 y + z. */
const volume: Volume = {
	grid: { size: [2, 3, 4], origin: [-0.5, 0.25, 7], spacing: [0.5, 0.125, 2] },
	values: float32Tensor(
		[2, 3, 4],
		Float32Array.from({ length: 24 }, (_, at) => 100 * Math.floor(at / 12) + 10 * (Math.floor(at / 4) % 3) + (at % 4)),
	),
};

describe("mrc", () => {
	it("has every value at its place along x, y and z, x fastest", () => {
		const mrc = readMrc(joinChunks(mrcChunks(volume)));
		expect(mrc.size).toEqual([2, 3, 4]);
		expect(mrc.axisOrder).toEqual([1, 2, 3]);
		for (let x = 0; x < 2; x++) {
			for (let y = 0; y < 3; y++) for (let z = 0; z < 4; z++) expect(mrc.value(x, y, z)).toBe(100 * x + 10 * y + z);
		}
	});

	it("has voxel size, origin, right angles and statistics", () => {
		const mrc = readMrc(joinChunks(mrcChunks(volume)));
		expect(mrc).toMatchObject({ voxelSize: [0.5, 0.125, 2], origin: [-0.5, 0.25, 7], cellAngles: [90, 90, 90] });
		expect(mrc).toMatchObject({ min: 0, max: 123, mean: 61.5 });
		// Of 100 x, 10 y and z apart: 50², 100 · 2/3 and 5/4.
		expect(mrc.rms).toBeCloseTo(Math.sqrt(2500 + 200 / 3 + 1.25), 4);
		expect(volumeStatistics(volume).rms).toBeCloseTo(Math.sqrt(2500 + 200 / 3 + 1.25), 10);
	});

	it("says that it is a little-endian volume of the 2014 format, and keeps the note", () => {
		const mrc = readMrc(joinChunks(mrcChunks(volume, { note: "by a test" })));
		expect(mrc).toMatchObject({
			spaceGroup: 1,
			version: 20140,
			machineStamp: [0x44, 0x44, 0, 0],
			labels: ["by a test"],
		});
		expect(readMrc(joinChunks(mrcChunks(volume))).labels).toEqual([]);
	});

	it("comes in a header and one section for each z, the same every time", () => {
		expect([...mrcChunks(volume)].map((chunk) => chunk.byteLength)).toEqual([1024, 24, 24, 24, 24]);
		expect(joinChunks(mrcChunks(volume))).toEqual(joinChunks(mrcChunks(volume)));
	});

	it("refuses values that are not finite, wrong counts and long notes", () => {
		const bad = { ...volume, values: float32Tensor([2, 3, 4], new Float32Array(24).fill(Number.NaN, 7, 8)) };
		expect(() => [...mrcChunks(bad)]).toThrow(InputError);
		expect(() => [...mrcChunks({ ...volume, grid: unitGrid(3) })]).toThrow(ShapeError);
		expect(() => [...mrcChunks(volume, { note: "x".repeat(81) })]).toThrow("a note of 81 characters, want at most 80");
	});
});
