/** The page behind `pageMarcher`: a renderer in a browser, called from outside. */

import { createWasmMarcher, createWgslMarcher } from "../../src/entries/rendering.ts";
import type {
	GridLines,
	GridOptions,
	GridSlab,
	MarchOptions,
	PreparedField,
	RayMarcher,
	Rays,
	SampleNoise,
	TriplaneField,
} from "../../src/rendering/march/contract.ts";
import type { Float32Tensor } from "../../src/tensor/host-tensor.ts";
import { requestGpu, webWorkerPool } from "../../src/web.ts";
import { expose } from "./expose.ts";
import { packTensors, unpackTensors } from "./packed-tensors.ts";

/** A call as it comes in: what it is about, and whether its signal has fired. */
interface FieldCall {
	readonly field: number;
	readonly aborted: boolean;
}

let marcher: RayMarcher | null = null;
const fields: PreparedField[] = [];

async function makeMarcher(renderer: "wgsl" | "wasm"): Promise<RayMarcher> {
	if (renderer === "wasm") return createWasmMarcher({ workers: webWorkerPool(), threads: 2 });
	const gpu = await requestGpu();
	if (typeof gpu === "string") throw new Error(gpu);
	return createWgslMarcher(gpu.device);
}

/** What came of a call: a packed result, or an error by class and message. */
async function outcome(work: () => Promise<unknown>): Promise<unknown> {
	try {
		return { result: packTensors(await work()) };
	} catch (error) {
		return error instanceof Error ? { error: { name: error.name, message: error.message } } : { error: String(error) };
	}
}

function fieldOf(index: number): PreparedField {
	const field = fields[index];
	if (!field) throw new Error(`the page has no field ${index}`);
	return field;
}

expose({
	create: (renderer: "wgsl" | "wasm") =>
		outcome(async () => {
			marcher = await makeMarcher(renderer);
		}),
	prepare: (field: unknown) =>
		outcome(async () => {
			if (!marcher) throw new Error("the page has no marcher");
			return fields.push(await marcher.prepare(unpackTensors<TriplaneField>(field))) - 1;
		}),
	march: (call: FieldCall) =>
		outcome(() => {
			const { rays, options, noise } = unpackTensors<{ rays: Rays; options: MarchOptions; noise: SampleNoise }>(call);
			const progress: number[] = [];
			const control = {
				signal: call.aborted ? AbortSignal.abort() : undefined,
				onProgress: (fraction: number) => progress.push(fraction),
			};
			return fieldOf(call.field)
				.march(rays, options, noise, control)
				.then((result) => ({ result, progress }));
		}),
	samplePoints: (call: FieldCall) =>
		outcome(() => {
			const { points } = unpackTensors<{ points: Float32Tensor }>(call);
			return fieldOf(call.field).samplePoints(points, { signal: call.aborted ? AbortSignal.abort() : undefined });
		}),
	sampleGrid: (call: { readonly field: number; readonly lines: GridLines; readonly options: GridOptions }) =>
		outcome(async () => {
			const slabs: GridSlab[] = [];
			for await (const slab of fieldOf(call.field).sampleGrid(call.lines, call.options)) slabs.push(slab);
			return slabs;
		}),
	dispose: (field: number) => outcome(() => fieldOf(field).dispose()),
	/** Loses the device in the middle of a call; gives the error that the call ends with. */
	lose: (call: FieldCall) =>
		outcome(async () => {
			const { rays, options, noise } = unpackTensors<{ rays: Rays; options: MarchOptions; noise: SampleNoise }>(call);
			const running = fieldOf(call.field).march(rays, options, noise);
			const { device } = marcher as ReturnType<typeof createWgslMarcher>;
			device.destroy();
			await running;
		}),
});
