/** The WASM renderer with its way back: features of a batch, and gradients by planes and decoder. */

import type { WorkerPool } from "../../../../host/worker-pool.ts";
import { type Float32Tensor, float32Tensor, zeros } from "../../../../tensor/host-tensor.ts";
import { matchShape } from "../../../../tensor/shape.ts";
import { type RayLimits, rayLimits } from "../../../ray-box.ts";
import type { DecoderWeights, Rays, SampleNoise } from "../../contract.ts";
import type { DifferentiableMarcher, MarchBatch, MarchGradient } from "../../differentiable.ts";
import type { Engine } from "./engine.ts";
import { placeField } from "./field-in-memory.ts";
import { type GradientItem, gradients } from "./gradient-call.ts";
import { guessRowLength } from "./image-rows.ts";
import { march } from "./march-call.ts";
import { openEngine } from "./wasm-marcher.ts";

export interface WasmDifferentiableOptions {
	/** Makes the worker threads; `null` computes on the calling thread. */
	readonly workers: WorkerPool | null;
	/** Worker threads; default: as many as the machine runs at once. Results do not depend on it. */
	readonly threads?: number | undefined;
}

/**
 * Makes the renderer; the caller disposes of it to end its workers. Rejects with `RuntimeUnavailableError` where
 * WebAssembly lacks what the kernel needs.
 */
export async function createDifferentiableMarcher(options: WasmDifferentiableOptions): Promise<DifferentiableMarcher> {
	const { engine, crewSize } = await openEngine(options);
	return {
		march: (batch) => marchBatch(engine, batch),
		gradient: (batch, features) => gradientOfBatch(engine, crewSize, batch, features),
		dispose: () => engine.dispose(),
	};
}

/** One field of a batch and its rays. */
interface BatchItem extends Omit<GradientItem, "features"> {
	readonly index: number;
}

async function marchBatch(engine: Engine, batch: MarchBatch): Promise<Float32Tensor> {
	const { N, M } = sizesOf(batch);
	const F = (batch.decoder.bias1.shape[0] ?? 1) - 1;
	const features = zeros("float32", [N, M, F]);
	for (const { index, field, rays } of itemsOf(batch)) {
		await engine.withBlocksAsync(async (blocks) => {
			const placed = await placeField(engine, field, blocks);
			const seen = await march(placed, rays.rays, rays.options, rays.noise, {}, rays.limits);
			features.data.set(seen.features.data, index * M * F);
		});
	}
	return features;
}

/** As many items at a time as there are threads, so that no more than these are in the kernel's memory. */
async function gradientOfBatch(
	engine: Engine,
	threads: number,
	batch: MarchBatch,
	features: Float32Tensor,
): Promise<MarchGradient> {
	const { N, M } = sizesOf(batch);
	const { F } = matchShape("gradient by features", features.shape, [N, M, "F"]);
	const planes = zeros("float32", batch.planes.shape);
	const perItem = planes.data.length / N;
	const decoder = zeroDecoder(batch.decoder);
	const items = itemsOf(batch);
	for (let first = 0; first < N; first += threads) {
		const group = items.slice(first, first + threads);
		const results = await gradients(
			engine,
			group.map((item) => ({
				...item,
				features: features.data.subarray(item.index * M * F, (item.index + 1) * M * F),
			})),
		);
		for (const [place, result] of results.entries()) {
			planes.data.set(result.planes, (first + place) * perItem);
			addDecoder(decoder, result.decoder);
		}
	}
	return { planes, decoder };
}

/** Number of fields, and of rays through each. Throws `ShapeError` where the rays do not fit. */
function sizesOf({ planes, rays }: MarchBatch): { readonly N: number; readonly M: number } {
	const { N } = matchShape("planes", planes.shape, ["N", 3, "CG", "H", "W"]);
	const M = (rays.origins.shape[0] ?? 0) / N;
	matchShape("rays", rays.origins.shape, [N * M, 3]);
	return { N, M };
}

function itemsOf(batch: MarchBatch): BatchItem[] {
	const { N, M } = sizesOf(batch);
	const { planes, decoder, boxWarp, planeAxes, triplaneDepth, rules, options } = batch;
	const limits = rayLimits(batch.rays, options, boxWarp);
	return Array.from({ length: N }, (_, index) => {
		const rowsOf = <T extends Float32Tensor | null>(tensor: T): T => part(tensor, index * M, M) as T;
		const rays: Rays = { origins: rowsOf(batch.rays.origins), directions: rowsOf(batch.rays.directions) };
		const noise: SampleNoise = {
			jitterCoarse: rowsOf(batch.noise.jitterCoarse),
			uImportance: rowsOf(batch.noise.uImportance),
		};
		const own: RayLimits = {
			near: limits.near.subarray(index * M, (index + 1) * M),
			far: limits.far.subarray(index * M, (index + 1) * M),
		};
		const perItem = planes.data.length / N;
		const data = planes.data.subarray(index * perItem, (index + 1) * perItem);
		return {
			index,
			field: { planes: float32Tensor(planes.shape.slice(1), data), decoder, boxWarp, planeAxes, triplaneDepth, rules },
			rays: { rays, options, noise, limits: own, row: guessRowLength(rays) },
		};
	});
}

/** Rows [first, first + count), as a view. */
function part(tensor: Float32Tensor | null, first: number, count: number): Float32Tensor | null {
	if (!tensor) return null;
	const [, width = 0] = tensor.shape;
	return float32Tensor([count, width], tensor.data.subarray(first * width, (first + count) * width));
}

function zeroDecoder({ weight0, bias0, weight1, bias1 }: DecoderWeights): DecoderWeights {
	return {
		weight0: zeros("float32", weight0.shape),
		bias0: zeros("float32", bias0.shape),
		weight1: zeros("float32", weight1.shape),
		bias1: zeros("float32", bias1.shape),
	};
}

function addDecoder(sum: DecoderWeights, part: DecoderWeights): void {
	for (const name of ["weight0", "bias0", "weight1", "bias1"] as const) {
		const target = sum[name].data;
		part[name].data.forEach((value, at) => {
			target[at] = target[at]! + value;
		});
	}
}
