/** The suite of all renderers in Chromium: the WGSL one, which runs nowhere else, and the WASM one on a page's workers. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { cellCentres } from "../../src/rendering/march/grid.ts";
import { referenceMarcher } from "../../src/rendering/march/reference.ts";
import { NO_NOISE } from "../../src/rendering/noise.ts";
import { expectClose } from "../assert-close.ts";
import { describeInChromium } from "../browser/chromium.ts";
import { type PageMarcher, pageMarcher } from "../browser/page-marcher.ts";
import { kernelVsReference } from "../tolerances.ts";
import { describeMarcher } from "./march.ts";
import { BASE_OPTIONS, orbitRays } from "./march-cases.ts";
import { PUBLISHED_SIZES, syntheticField } from "./synthetic-field.ts";

const TOLERANCES = {
	features: kernelVsReference,
	depth: kernelVsReference,
	opacity: kernelVsReference,
	sigma: kernelVsReference,
	rgb: kernelVsReference,
};

describeInChromium("in Chromium", () => {
	describeMarcher("wgsl", () => pageMarcher("wgsl"), TOLERANCES);
});

describeInChromium("the wgsl marcher", () => {
	let marcher: PageMarcher;

	beforeAll(async () => {
		marcher = await pageMarcher("wgsl");
	});
	afterAll(() => marcher?.dispose());

	it.each([false, true])("evaluates grids as the reference does, with colours: %s", async (colours) => {
		const field = syntheticField(PUBLISHED_SIZES);
		const lines = { x: cellCentres(-0.5, 0.5, 2), y: cellCentres(-0.5, 0.5, 3), z: cellCentres(-0.4, 0.6, 5) };
		const [wanted, got] = [await referenceMarcher.prepare(field), await marcher.prepare(field)];
		const slabsOf = async (prepared: typeof got): Promise<number[][]> => {
			const slabs: number[][] = [];
			for await (const { sigma, rgb } of prepared.sampleGrid(lines, { colours })) {
				slabs.push([...sigma.data], [...(rgb?.data ?? [])]);
			}
			return slabs;
		};
		const [wantedSlabs, gotSlabs] = [await slabsOf(wanted), await slabsOf(got)];
		expect(gotSlabs.map((slab) => slab.length)).toEqual(wantedSlabs.map((slab) => slab.length));
		expectClose(gotSlabs.flat(), wantedSlabs.flat(), kernelVsReference, "sigma and rgb");
	});

	it("says what to do where a ray has more samples than a workgroup can hold", async () => {
		const prepared = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const options = { ...BASE_OPTIONS, depthResolution: 4096, depthResolutionImportance: 4096 };
		await expect(prepared.march(orbitRays({ width: 1, height: 1 }), options, NO_NOISE)).rejects.toThrow(
			/4096 coarse and 4096 fine samples per ray; this GPU holds \d+ in all.*renderer 'wasm'/,
		);
	});

	// Last: the page has no GPU afterwards.
	it("rejects what waits, and all that comes later, when the device is lost", async () => {
		const prepared = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const rays = orbitRays({ width: 6, height: 3 });
		await expect(marcher.lose(prepared, rays, BASE_OPTIONS, NO_NOISE)).rejects.toThrow(/the GPU device was lost/);
		await expect(prepared.march(rays, BASE_OPTIONS, NO_NOISE)).rejects.toThrow(/the GPU device was lost/);
		await expect(marcher.prepare(syntheticField(PUBLISHED_SIZES))).rejects.toThrow(/the GPU device was lost/);
	});
});
