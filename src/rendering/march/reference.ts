/**
 * The renderer in plain TypeScript: slow, float64, and obviously right. Every other version is tested against it.
 *
 * Rays are traced one by one, so that no tensor of all samples is ever held.
 */

import { throwIfAborted } from "../../tensor/errors.ts";
import { type Float32Tensor, zeros } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { type RayLimits, rayLimits } from "../ray-box.ts";
import { checkMarch } from "./check-inputs.ts";
import type {
	MarchControl,
	MarchOptions,
	MarchResult,
	PointSamples,
	PreparedField,
	RayMarcher,
	Rays,
	SampleNoise,
	TriplaneField,
} from "./contract.ts";
import { gridByPoints } from "./grid-by-points.ts";
import { type RayTrace, samplePoint, type TraceableField, traceableField, traceRay } from "./trace.ts";

/** Rays or points between two looks at the caller's signal. */
const BATCH = 256;

/** The reference version of the renderer. It holds nothing but memory, so `dispose` has nothing to do. */
export const referenceMarcher: RayMarcher = {
	name: "reference",
	prepare: async (field: TriplaneField): Promise<PreparedField> => {
		const traceable = traceableField(field);
		return {
			march: (rays, options, noise, control) => march(traceable, rays, options, noise, control),
			samplePoints: (points, control) => samplePoints(traceable, points, control),
			sampleGrid: (lines, options, control) =>
				gridByPoints((points, _, own) => samplePoints(traceable, points, own), lines, options, control),
			dispose: async () => {},
		};
	},
	dispose: async () => {},
};

/**
 * Traces the rays of the given indices, in that order. Automatic limits look at all rays, traced or not.
 * @param noise  as for `march`: for all rays
 */
export function* traceRays(
	field: TraceableField,
	rays: Rays,
	options: MarchOptions,
	noise: SampleNoise,
	indices: Iterable<number>,
): Generator<RayTrace, void> {
	checkMarch(rays, options, noise);
	const limits = rayLimits(rays, options, field.boxWarp);
	for (const index of indices) yield traceOne(field, rays, limits, options, noise, index);
}

function traceOne(
	field: TraceableField,
	rays: Rays,
	limits: RayLimits,
	options: MarchOptions,
	noise: SampleNoise,
	index: number,
): RayTrace {
	const ray = {
		origin: rowOf(rays.origins, index),
		direction: rowOf(rays.directions, index),
		limits: { near: limits.near[index]!, far: limits.far[index]! },
		jitter: noise.jitterCoarse && rowOf(noise.jitterCoarse, index),
		u: noise.uImportance && rowOf(noise.uImportance, index),
	};
	return traceRay(field, ray, options);
}

async function march(
	field: TraceableField,
	rays: Rays,
	options: MarchOptions,
	noise: SampleNoise,
	control: MarchControl = {},
): Promise<MarchResult> {
	const { M } = checkMarch(rays, options, noise);
	const features = zeros("float32", [M, field.featureCount]);
	const opacity = zeros("float32", [M]);
	const depths = new Float64Array(M);
	let nearest = Number.POSITIVE_INFINITY;
	let farthest = Number.NEGATIVE_INFINITY;
	const limits = rayLimits(rays, options, field.boxWarp);
	await inBatches(M, "march", control, (ray) => {
		const { merged, composite } = traceOne(field, rays, limits, options, noise, ray);
		features.data.set(composite.features, ray * field.featureCount);
		opacity.data[ray] = composite.opacity;
		depths[ray] = composite.depth;
		nearest = Math.min(nearest, merged.depths[0]!);
		farthest = Math.max(farthest, merged.depths.at(-1)!);
	});
	const depth = zeros("float32", [M]);
	depth.data.set(depths.map((value) => Math.min(Math.max(value, nearest), farthest)));
	return { features, depth, opacity };
}

async function samplePoints(
	field: TraceableField,
	points: Float32Tensor,
	control: MarchControl = {},
): Promise<PointSamples> {
	const { P } = matchShape("points", points.shape, ["P", 3]);
	const sigma = zeros("float32", [P]);
	const rgb = zeros("float32", [P, field.featureCount]);
	const row = new Float64Array(field.featureCount);
	await inBatches(P, "samplePoints", control, (point) => {
		sigma.data[point] = samplePoint(field, rowOf(points, point), row);
		rgb.data.set(row, point * field.featureCount);
	});
	return { sigma, rgb };
}

/** Does `work` for 0 … count − 1, with a pause after each batch in which timers and the caller's abort come through. */
async function inBatches(
	count: number,
	what: string,
	{ signal, onProgress }: MarchControl,
	work: (index: number) => void,
): Promise<void> {
	for (let start = 0; start < count; start += BATCH) {
		throwIfAborted(signal, what);
		const end = Math.min(start + BATCH, count);
		for (let index = start; index < end; index++) work(index);
		onProgress?.(end / count);
		await new Promise<void>((resolve) => {
			setTimeout(resolve, 0);
		});
	}
	throwIfAborted(signal, what);
}

/** Row `index` of a [rows, n] tensor, as a view. */
function rowOf({ data, shape: [, width = 0] }: Float32Tensor, index: number): Float32Array {
	return data.subarray(index * width, (index + 1) * width);
}
