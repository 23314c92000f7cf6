import { describe, expect, it } from "vitest";
import { sampleField, sphere, unitGrid } from "../../../test/support/fields.ts";
import type { Progress } from "../../host/progress.ts";
import { AbortedError, ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { isoSurfaceOfSlabs, isoSurfaceOfVolume, slabsOf } from "./iso-surface.ts";

const volume = sampleField(unitGrid(12), sphere(0.4));

describe("iso-surfaces", () => {
	it("are the same from a volume, from slabs, and from one array that is filled again", async () => {
		const whole = await isoSurfaceOfVolume(volume, { level: 0 });
		async function* arriving(): AsyncGenerator<Float32Array> {
			const reused = new Float32Array(12 * 12);
			for (const slab of slabsOf(volume)) {
				reused.set(slab);
				yield await Promise.resolve(reused);
			}
		}
		expect(whole.indices.length).toBeGreaterThan(300);
		expect(await isoSurfaceOfSlabs(volume.grid, slabsOf(volume), { level: 0 })).toEqual(whole);
		expect(await isoSurfaceOfSlabs(volume.grid, arriving(), { level: 0 })).toEqual(whole);
	});

	it("report progress slab by slab, up to the whole", async () => {
		const seen: Progress[] = [];
		await isoSurfaceOfVolume(volume, { level: 0, onProgress: (progress) => seen.push(progress) });
		expect(seen.map(({ fraction }) => fraction)).toEqual(Array.from({ length: 12 }, (_, i) => (i + 1) / 12));
		expect(seen.every(({ stage }) => stage === "mesh")).toBe(true);
	});

	it("stop when the signal fires, and ask for no further slab", async () => {
		const controller = new AbortController();
		let given = 0;
		function* slabs(): Generator<Float32Array> {
			for (const slab of slabsOf(volume)) {
				given++;
				if (given === 3) controller.abort();
				yield slab;
			}
		}
		const options = { level: 0, signal: controller.signal };
		await expect(isoSurfaceOfSlabs(volume.grid, slabs(), options)).rejects.toThrow(AbortedError);
		expect(given).toBe(3);
	});

	it("hear a signal that fires while a whole volume is worked on", async () => {
		const grid = { ...unitGrid(4), size: [16, 1024, 1024] } as const;
		const empty = { grid, values: float32Tensor(grid.size, new Float32Array(2 ** 24)) };
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 0);
		await expect(isoSurfaceOfVolume(empty, { level: 1, signal: controller.signal })).rejects.toThrow(AbortedError);
	});

	it("refuse volumes of another shape than their grid's", async () => {
		const values = float32Tensor([12, 144], volume.values.data);
		await expect(isoSurfaceOfVolume({ grid: volume.grid, values }, { level: 0 })).rejects.toThrow(ShapeError);
	});
});
