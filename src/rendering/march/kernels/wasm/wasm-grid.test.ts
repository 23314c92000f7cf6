/** Grids against points one by one: every way the kernel takes, in pieces of every size. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../../../../test/assert-close.ts";
import {
	PUBLISHED_SIZES,
	type SyntheticFieldSpec,
	syntheticField,
} from "../../../../../test/contract/synthetic-field.ts";
import { kernelVsReference } from "../../../../../test/tolerances.ts";
import { nodeWorkerPool } from "../../../../platform/node/worker-pool.ts";
import { AbortedError, InputError } from "../../../../tensor/errors.ts";
import { float32Tensor } from "../../../../tensor/host-tensor.ts";
import type { GridLines, GridSlab } from "../../contract.ts";
import { cellCentres } from "../../grid.ts";
import { referenceMarcher } from "../../reference.ts";
import { createWasmMarcher, type WasmMarcher } from "./wasm-marcher.ts";

const ODD: SyntheticFieldSpec = { ...PUBLISHED_SIZES, channels: 5, hidden: 7, features: 3, height: 9, width: 14 };
const SPECS = [
	{ name: "merged planes", spec: PUBLISHED_SIZES },
	{ name: "planes as PanoHead has them", spec: { ...PUBLISHED_SIZES, planeAxes: "panohead" as const } },
	{ name: "orthogonal planes", spec: { ...PUBLISHED_SIZES, planeAxes: "orthogonal" as const } },
	{ name: "odd sizes", spec: ODD },
	{ name: "odd sizes and orthogonal planes", spec: { ...ODD, planeAxes: "orthogonal" as const } },
];

/** A grid that reaches beyond the box and fits no tile. */
const LINES: GridLines = {
	x: cellCentres(-0.6, 0.6, 3),
	y: cellCentres(-0.5, 0.5, 35),
	z: cellCentres(-0.7, 0.2, 37),
};

function allPoints({ x, y, z }: GridLines): ReturnType<typeof float32Tensor> {
	const points: number[] = [];
	for (const xi of Array.from(x)) {
		for (const yi of Array.from(y)) for (const zi of Array.from(z)) points.push(xi, yi, zi);
	}
	return float32Tensor([points.length / 3, 3], points);
}

async function collect(slabs: AsyncIterable<GridSlab>): Promise<GridSlab[]> {
	const all: GridSlab[] = [];
	for await (const slab of slabs) all.push(slab);
	return all;
}

describe("grids of the WASM renderer", () => {
	let marcher: WasmMarcher;

	beforeAll(async () => {
		marcher = await createWasmMarcher({ workers: nodeWorkerPool(), threads: 2 });
	});
	afterAll(() => marcher.dispose());

	it.each(SPECS)("have the values of their points: $name", async ({ spec }) => {
		const field = syntheticField(spec);
		const points = await (await referenceMarcher.prepare(field)).samplePoints(allPoints(LINES));
		const prepared = await marcher.prepare(field);
		const plain = await collect(prepared.sampleGrid(LINES, { colours: false }));
		const coloured = await collect(prepared.sampleGrid(LINES, { colours: true }));
		await prepared.dispose();
		expect(plain.map(({ index, sigma, rgb }) => [index, sigma.shape, rgb])).toEqual(
			[0, 1, 2].map((index) => [index, [35, 37], null]),
		);
		const flat = (part: (slab: GridSlab) => Float32Array): number[] => coloured.flatMap((slab) => [...part(slab)]);
		expectClose(
			plain.flatMap((slab) => [...slab.sigma.data]),
			points.sigma,
			kernelVsReference,
			"sigma without colours",
		);
		expectClose(
			flat((slab) => slab.sigma.data),
			points.sigma,
			kernelVsReference,
			"sigma",
		);
		expectClose(
			flat((slab) => slab.rgb?.data ?? new Float32Array()),
			points.rgb,
			kernelVsReference,
			"rgb",
		);
		expect(coloured[2]?.rgb?.shape).toEqual([35, 37, spec.features]);
	});

	it("are the same whether points come with colours or not", async () => {
		const prepared = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const points = allPoints(LINES);
		const { sigma } = await prepared.samplePoints(points);
		expect(await prepared.sampleSigma(points)).toEqual(sigma);
		await prepared.dispose();
	});

	it("come in groups of slabs without gaps, with progress that rises to 1", async () => {
		const prepared = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const lines = { x: cellCentres(-0.5, 0.5, 150), y: cellCentres(-0.5, 0.5, 160), z: cellCentres(-0.5, 0.5, 160) };
		const seen: number[] = [];
		let next = 0;
		for await (const slab of prepared.sampleGrid(
			lines,
			{ colours: false },
			{ onProgress: (share) => seen.push(share) },
		)) {
			expect(slab.index).toBe(next++);
		}
		expect(next).toBe(150);
		expect(seen).toEqual([...seen].sort((a, b) => a - b));
		expect(seen.at(-1)).toBe(1);
		await prepared.dispose();
	});

	it("give their memory back when the caller stops, aborts, or has all", async () => {
		const prepared = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const before = marcher.memoryInUse();
		const lines = { x: cellCentres(-0.5, 0.5, 64), y: cellCentres(-0.5, 0.5, 256), z: cellCentres(-0.5, 0.5, 256) };
		for await (const slab of prepared.sampleGrid(lines, { colours: false })) if (slab.index === 1) break;
		expect(marcher.memoryInUse()).toBe(before);
		const abort = new AbortController();
		const aborted = async (): Promise<void> => {
			for await (const slab of prepared.sampleGrid(lines, { colours: false }, { signal: abort.signal })) {
				if (slab.index === 40) abort.abort();
			}
		};
		await expect(aborted()).rejects.toThrow(AbortedError);
		expect(marcher.memoryInUse()).toBe(before);
		await prepared.dispose();
	});

	it("refuse lines without coordinates", async () => {
		const prepared = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		await expect(collect(prepared.sampleGrid({ ...LINES, y: [] }, { colours: false }))).rejects.toThrow(InputError);
		await prepared.dispose();
	});
});
