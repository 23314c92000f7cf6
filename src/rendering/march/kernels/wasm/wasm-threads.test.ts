/** What the suite of all versions cannot ask: threads, failures, memory, and numbers beyond all bounds. */

import { afterEach, describe, expect, it } from "vitest";
import { BASE_OPTIONS, orbitRays } from "../../../../../test/contract/march-cases.ts";
import { PUBLISHED_SIZES, syntheticField, uniformField } from "../../../../../test/contract/synthetic-field.ts";
import type { WorkerPool } from "../../../../host/worker-pool.ts";
import { nodeWorkerPool } from "../../../../platform/node/worker-pool.ts";
import { AbortedError, InputError, RuntimeFailureError } from "../../../../tensor/errors.ts";
import { float32Tensor } from "../../../../tensor/host-tensor.ts";
import { NO_NOISE, seededNoise } from "../../../noise.ts";
import type { MarchResult } from "../../contract.ts";
import { createWasmMarcher, type WasmMarcher, type WasmMarcherOptions } from "./wasm-marcher.ts";

const made: WasmMarcher[] = [];

async function marcherOf(options: WasmMarcherOptions): Promise<WasmMarcher> {
	const marcher = await createWasmMarcher(options);
	made.push(marcher);
	return marcher;
}

/** Node's pool, with `change` applied to the script of every worker. */
function poolWithScript(change: (source: string) => string): WorkerPool {
	const pool = nodeWorkerPool();
	return {
		...pool,
		spawn: (name, script, listener) =>
			pool.spawn(name, "source" in script ? { source: change(script.source) } : script, listener),
	};
}

/** As many marchable rays as an image of this size has, with their noise. */
function imageOf(width: number, height: number) {
	const rays = orbitRays({ width, height });
	return { rays, noise: seededNoise(5, { rayCount: width * height, ...BASE_OPTIONS }) };
}

async function marchWith(options: WasmMarcherOptions): Promise<MarchResult> {
	const { rays, noise } = imageOf(37, 41);
	const field = await (await marcherOf(options)).prepare(syntheticField(PUBLISHED_SIZES));
	return await field.march(rays, BASE_OPTIONS, noise);
}

afterEach(async () => {
	await Promise.all(made.splice(0).map((marcher) => marcher.dispose()));
});

describe("threads of the WASM renderer", () => {
	it("give the same numbers bit for bit, however many there are", async () => {
		const alone = await marchWith({ workers: null });
		for (const threads of [1, 2, 3]) {
			expect(await marchWith({ workers: nodeWorkerPool(), threads })).toEqual(alone);
		}
	});

	it("are as many as the machine runs at once unless told otherwise", async () => {
		const workers = nodeWorkerPool();
		expect((await marcherOf({ workers })).threads).toBe(workers.concurrency);
		await expect(createWasmMarcher({ workers, threads: 0 })).rejects.toThrow(InputError);
	});

	it("let calls that overlap take turns", async () => {
		const { rays, noise } = imageOf(9, 9);
		const field = await (await marcherOf({ workers: nodeWorkerPool(), threads: 2 })).prepare(
			syntheticField(PUBLISHED_SIZES),
		);
		const alone = await field.march(rays, BASE_OPTIONS, noise);
		const together = await Promise.all([1, 2, 3].map(() => field.march(rays, BASE_OPTIONS, noise)));
		for (const result of together) expect(result).toEqual(alone);
	});
});

describe("failures of the WASM renderer", () => {
	it("reach the caller when a worker throws, and the next call works", async () => {
		// One of two workers throws, once, in its first march; the other would go on.
		const pool = nodeWorkerPool();
		const tripping: WorkerPool = {
			...pool,
			spawn: (name, script, listener) => {
				const source = "source" in script ? script.source : "";
				const trip =
					"let tripped = 0; function trip() { if (++tripped === 1) throw new Error('tripped over'); return true; }\n";
				const tripped = source.replace("kernel[kind](", "(kind !== 'march' || trip()) && kernel[kind](");
				return pool.spawn(name, { source: name.endsWith("0") ? trip + tripped : source }, listener);
			},
		};
		const field = await (await marcherOf({ workers: tripping, threads: 2 })).prepare(syntheticField(PUBLISHED_SIZES));
		const { rays, noise } = imageOf(33, 65);
		const failing = field.march(rays, BASE_OPTIONS, noise);
		await expect(failing).rejects.toThrow(RuntimeFailureError);
		await expect(failing).rejects.toThrow("tripped over");
		await expect(field.march(rays, BASE_OPTIONS, noise)).resolves.toBeDefined();
	});

	it("in one of the jobs that make a field ready leave no other running, whose memory would be given away", async () => {
		const workers = poolWithScript(
			(source) =>
				"let tripped = 0; function trip() { if (++tripped === 1) throw new Error('tripped over'); return true; }\n" +
				source.replace("kernel[kind](", "(kind !== 'fold' || trip()) && kernel[kind]("),
		);
		const marcher = await marcherOf({ workers, threads: 1 });
		const empty = marcher.memoryInUse();
		await expect(marcher.prepare(syntheticField(PUBLISHED_SIZES))).rejects.toThrow("tripped over");
		expect(marcher.memoryInUse()).toBe(empty);
	});

	it("reach the caller when a worker ends by itself, and every call after it", async () => {
		const workers = poolWithScript((source) => source.replace("else run(data);", "else process.exit(3);"));
		const marcher = await marcherOf({ workers, threads: 2 });
		await expect(marcher.prepare(syntheticField(PUBLISHED_SIZES))).rejects.toThrow(
			/worker \d ended.*Make a new renderer/,
		);
		await expect(marcher.prepare(syntheticField(PUBLISHED_SIZES))).rejects.toThrow(RuntimeFailureError);
	});

	it("reach the caller when the kernel cannot start in a worker", async () => {
		const workers = poolWithScript((source) => source.replace("new WebAssembly.Instance", "new WebAssembly.Nothing"));
		const marcher = await marcherOf({ workers, threads: 1 });
		await expect(marcher.prepare(syntheticField(PUBLISHED_SIZES))).rejects.toThrow(RuntimeFailureError);
	});

	it("are told apart from an abort in the middle of a march", async () => {
		const field = await (await marcherOf({ workers: nodeWorkerPool(), threads: 2 })).prepare(
			syntheticField(PUBLISHED_SIZES),
		);
		const rays = orbitRays({ width: 256, height: 256 });
		const options = { ...BASE_OPTIONS, depthResolution: 96, depthResolutionImportance: 96 };
		const abort = new AbortController();
		const running = field.march(rays, options, NO_NOISE, { signal: abort.signal });
		setTimeout(() => abort.abort(), 5);
		await expect(running).rejects.toThrow(AbortedError);
		const small = imageOf(5, 5);
		await expect(field.march(small.rays, BASE_OPTIONS, small.noise)).resolves.toBeDefined();
	});
});

describe("memory of the WASM renderer", () => {
	it("is all given back by fields that are disposed of, and stays flat over 200 marches", async () => {
		const marcher = await marcherOf({ workers: nodeWorkerPool(), threads: 2 });
		const empty = marcher.memoryInUse();
		const field = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const { rays, noise } = imageOf(8, 8);
		const prepared = marcher.memoryInUse();
		expect(prepared).toBeGreaterThan(empty);
		for (let run = 0; run < 200; run++) {
			await field.march(rays, BASE_OPTIONS, noise);
			expect(marcher.memoryInUse()).toBe(prepared);
		}
		await field.dispose();
		expect(marcher.memoryInUse()).toBe(empty);
	});

	it("is given back after calls that fail", async () => {
		const marcher = await marcherOf({ workers: nodeWorkerPool(), threads: 1 });
		const field = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const before = marcher.memoryInUse();
		const { rays, noise } = imageOf(4, 4);
		await expect(field.march(rays, BASE_OPTIONS, noise, { signal: AbortSignal.abort() })).rejects.toThrow(AbortedError);
		expect(marcher.memoryInUse()).toBe(before);
	});

	it("is out of reach once a field or the renderer was disposed of", async () => {
		const marcher = await marcherOf({ workers: nodeWorkerPool(), threads: 1 });
		const field = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const other = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const { rays } = imageOf(4, 4);
		await field.dispose();
		await field.dispose();
		await expect(field.march(rays, BASE_OPTIONS, NO_NOISE)).rejects.toThrow("disposed of");
		await marcher.dispose();
		await expect(other.march(rays, BASE_OPTIONS, NO_NOISE)).rejects.toThrow("disposed of");
	});

	it("is held until the calls on a field are over, when it is disposed of meanwhile", async () => {
		const marcher = await marcherOf({ workers: nodeWorkerPool(), threads: 2 });
		const field = await marcher.prepare(syntheticField(PUBLISHED_SIZES));
		const { rays, noise } = imageOf(20, 20);
		const wanted = await field.march(rays, BASE_OPTIONS, noise);
		const running = field.march(rays, BASE_OPTIONS, noise);
		await field.dispose();
		expect(await running).toEqual(wanted);
	});
});

describe("numbers of the WASM renderer", () => {
	it.each([1e6, 1e30, -1e6, -1e30])("stay finite for sigma %d", async (sigma) => {
		const field = await (await marcherOf({ workers: null })).prepare(uniformField(sigma, 1e30));
		const { rays } = imageOf(3, 3);
		const { features, depth, opacity } = await field.march(rays, BASE_OPTIONS, NO_NOISE);
		for (const value of [...features.data, ...depth.data, ...opacity.data]) expect(value).toSatisfy(Number.isFinite);
		expect(opacity.data[0]).toBeCloseTo(sigma > 0 ? 1 : 0, 6);
	});

	it("never leave the planes for rays that are no numbers", async () => {
		const field = await (await marcherOf({ workers: null })).prepare(syntheticField(PUBLISHED_SIZES));
		const wild = [Number.NaN, Number.POSITIVE_INFINITY, 3e38, -3e38, 0, 1];
		const rays = { origins: float32Tensor([2, 3], wild), directions: float32Tensor([2, 3], wild) };
		await expect(field.march(rays, BASE_OPTIONS, NO_NOISE)).resolves.toBeDefined();
	});
});
