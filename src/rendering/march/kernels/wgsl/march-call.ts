/** One call of `march`: rays and noise to the GPU in pieces, one workgroup per ray, depths clamped to the call's range. */

import type { GpuBuffer, GpuTensor } from "../../../../host/gpu.ts";
import { InputError, throwIfAborted } from "../../../../tensor/errors.ts";
import { type RayLimits, rayLimits } from "../../../ray-box.ts";
import { STILL_JITTER } from "../../../samplers.ts";
import { checkMarch } from "../../check-inputs.ts";
import type { MarchControl, MarchOptions, Rays, SampleNoise } from "../../contract.ts";
import { BufferScope, type GpuEngine } from "./gpu-engine.ts";
import { type Kernel, LANES, type Workgroups, workgroupsFor } from "./kernel.ts";
import type { FieldOnGpu } from "./prepare-field.ts";

/** What was marched, on the GPU; dispose of all three. */
export interface MarchOnGpu {
	/** [F, M] ("channels first") or [M, F] ("channels last"), about [−1, 1] */
	readonly features: GpuTensor;
	/** [M] expected depth, world units, clamped as `MarchResult` says */
	readonly depth: GpuTensor;
	/** [M] Σ weights, in [0, 1] */
	readonly opacity: GpuTensor;
}

/** How features are laid out. */
export type FeatureLayout = "channels first" | "channels last";

/** Samples submitted at once: a slow GPU takes some 0.1 s for them, well below what browsers take for a hang. */
const PIECE_SAMPLES = 2 ** 21;
/** Samples of a ray are kept in five arrays (samples.wgsl), in steps of this many. */
const CAPACITY_STEP = 32;
const SAMPLE_BYTES = 20;
/** A partial sum for each lane, and the opacity. */
const FIXED_BYTES = 16 * LANES + 16;

interface Call {
	readonly field: FieldOnGpu;
	readonly rays: Rays;
	readonly options: MarchOptions;
	readonly noise: SampleNoise;
	readonly limits: RayLimits;
	readonly strides: readonly [feature: number, ray: number];
	readonly kernel: Kernel;
}

/** See `PreparedField.march`; the results stay on the GPU. */
export async function marchOnGpu(
	field: FieldOnGpu,
	rays: Rays,
	options: MarchOptions,
	noise: SampleNoise,
	layout: FeatureLayout,
	{ signal, onProgress }: MarchControl = {},
): Promise<MarchOnGpu> {
	const { M, S, K } = checkMarch(rays, options, noise);
	throwIfAborted(signal, "march");
	const { engine, kernels, features: F } = field;
	const kernel = await kernels.march(field.shape, capacityFor(engine, S, K));
	const limits = rayLimits(rays, options, field.boxWarp);
	const strides = layout === "channels first" ? ([M, 1] as const) : ([1, F] as const);
	const call: Call = { field, rays, options, noise, limits, strides, kernel };
	const [outputs, scratch] = [new BufferScope(), new BufferScope()];
	try {
		const [features, depth, opacity, results] = (await engine.submit("march", () => [
			outputs.keep(engine.storage("features", 4 * M * F)),
			outputs.keep(engine.storage("depth", 4 * M)),
			outputs.keep(engine.storage("opacity", 4 * M)),
			scratch.keep(engine.storage("results", 16 * M)),
		])) as [GpuBuffer, GpuBuffer, GpuBuffer, GpuBuffer];
		const piece = Math.max(Math.floor(PIECE_SAMPLES / (S + K)), 1);
		for (let first = 0; first < M; first += piece) {
			if (first > 0) await engine.done();
			throwIfAborted(signal, "march");
			await marchPiece(call, first, Math.min(piece, M - first), features, results);
			onProgress?.(Math.min((first + piece) / M, 1));
		}
		await finish(field, M, [results, depth, opacity]);
		return {
			features: tensorOn(features, layout === "channels first" ? [F, M] : [M, F]),
			depth: tensorOn(depth, [M]),
			opacity: tensorOn(opacity, [M]),
		};
	} catch (error) {
		outputs.release();
		throw error;
	} finally {
		scratch.release();
	}
}

async function marchPiece(
	call: Call,
	first: number,
	count: number,
	features: GpuBuffer,
	results: GpuBuffer,
): Promise<void> {
	const { field, kernel } = call;
	const { engine } = field;
	const inputs = new BufferScope();
	try {
		await engine.submit("march", (encoder) => {
			const workgroups = workgroupsFor(engine, count);
			const uniform = inputs.keep(engine.uniform("call", callValues(call, first, count, workgroups)));
			const rays = inputs.keep(engine.upload("rays", packRays(call, first, count)));
			const noise = inputs.keep(engine.upload("noise", packNoise(call, first, count)));
			kernel.dispatch(encoder, [...field.bindings, uniform, rays, noise, features, results], workgroups);
		});
	} finally {
		inputs.release();
	}
}

/** The struct `Call` of march.wgsl. */
function callValues(
	{ options, noise, strides }: Call,
	first: number,
	count: number,
	{ x }: Workgroups,
): Parameters<GpuEngine["uniform"]>[1] {
	const { depthResolution: S, depthResolutionImportance: K } = options;
	const [jitterStride, uStride] = [noise.jitterCoarse === null ? 0 : S, noise.uImportance === null ? 0 : K];
	const uStart = noise.jitterCoarse === null ? S : S * count;
	const flags = [Number(options.disparitySpaceSampling), Number(options.whiteBack)];
	return [count, S, K, jitterStride, uStart, uStride, ...flags, first, ...strides, x];
}

/** The structs `Ray` of march.wgsl; the point at the near limit is computed in float64. */
function packRays({ rays, limits }: Call, first: number, count: number): Float32Array {
	const packed = new Float32Array(8 * count);
	for (let ray = 0; ray < count; ray++) {
		const near = limits.near[first + ray]!;
		for (let axis = 0; axis < 3; axis++) {
			const direction = rays.directions.data[3 * (first + ray) + axis]!;
			packed[8 * ray + axis] = rays.origins.data[3 * (first + ray) + axis]! + near * direction;
			packed[8 * ray + 4 + axis] = direction;
		}
		packed[8 * ray + 3] = near;
		packed[8 * ray + 7] = limits.far[first + ray]! - near;
	}
	return packed;
}

/** Jitter of all rays, then u of all rays; one row for all where there is none. */
function packNoise({ options, noise }: Call, first: number, count: number): Float32Array {
	const { depthResolution: S, depthResolutionImportance: K } = options;
	const jitter =
		noise.jitterCoarse?.data.subarray(first * S, (first + count) * S) ?? new Float32Array(S).fill(STILL_JITTER);
	const u =
		noise.uImportance?.data.subarray(first * K, (first + count) * K) ??
		Float32Array.from({ length: K }, (_, k) => (k + 0.5) / K);
	const packed = new Float32Array(jitter.length + u.length);
	packed.set(jitter);
	packed.set(u, jitter.length);
	return packed;
}

/** Clamps depths to the range of all rays, and lays depth and opacity apart. */
async function finish(
	{ engine, kernels }: FieldOnGpu,
	count: number,
	[results, depth, opacity]: readonly [GpuBuffer, GpuBuffer, GpuBuffer],
): Promise<void> {
	const [range, clampDepths] = await Promise.all([kernels.range(), kernels.clampDepths()]);
	const scratch = new BufferScope();
	try {
		await engine.submit("march", (encoder) => {
			const workgroups = workgroupsFor(engine, Math.ceil(count / LANES));
			const uniform = scratch.keep(engine.uniform("finish", [count, workgroups.x * LANES]));
			const limits = scratch.keep(engine.storage("limits", 8));
			range.dispatch(encoder, [uniform, results, limits], { x: 1, y: 1 });
			clampDepths.dispatch(encoder, [uniform, results, limits, depth, opacity], workgroups);
		});
	} finally {
		scratch.release();
	}
}

/** Throws `InputError` where so many samples of a ray do not fit into a workgroup's memory. */
function capacityFor({ device }: GpuEngine, coarse: number, fine: number): number {
	const steps = Math.floor((device.limits.maxComputeWorkgroupStorageSize - FIXED_BYTES) / SAMPLE_BYTES / CAPACITY_STEP);
	const capacity = Math.ceil((coarse + fine) / CAPACITY_STEP) * CAPACITY_STEP;
	if (capacity <= steps * CAPACITY_STEP) return capacity;
	throw new InputError(
		`wgsl renderer: ${coarse} coarse and ${fine} fine samples per ray; this GPU holds ${steps * CAPACITY_STEP} in all. ` +
			"Take fewer, or use renderer 'wasm'",
	);
}

function tensorOn(buffer: GpuBuffer, shape: readonly number[]): GpuTensor {
	return { shape, buffer, dispose: () => buffer.destroy() };
}
