/** One ray through the volume, stage by stage, with everything kept: what analyses and comparisons look at. */

import { isMasked } from "../field-rules.ts";
import { importanceDepths } from "../importance.ts";
import { type DepthRange, stratifiedDepths } from "../samplers.ts";
import { checkField } from "./check-inputs.ts";
import { compositeRay, marchIntervals, type RayComposite } from "./composite.ts";
import { EMPTY_SIGMA, type MarchOptions, type TriplaneField } from "./contract.ts";
import { decodePoint } from "./decoder.ts";
import { type ChannelLastPlanes, channelLastPlanes, sampleTriplanes } from "./plane-sampling.ts";

/** A field whose planes are re-laid for sampling. */
export interface TraceableField extends Omit<TriplaneField, "planes"> {
	readonly planes: ChannelLastPlanes;
	/** F */
	readonly featureCount: number;
}

/** Samples along a ray. */
export interface RaySamples {
	/** [T] world units along the ray */
	readonly depths: Float64Array;
	/** [T] raw density */
	readonly sigma: Float64Array;
	/** [T, F] colour features, about [0, 1] */
	readonly rgb: Float64Array;
}

/** Where a ray starts, where it goes, and between which depths it is sampled. */
export interface TraceRay {
	/** [3] world units */
	readonly origin: ArrayLike<number>;
	/** [3] unit length */
	readonly direction: ArrayLike<number>;
	readonly limits: DepthRange;
	/** [S], or `null` */
	readonly jitter: ArrayLike<number> | null;
	/** [K], or `null` */
	readonly u: ArrayLike<number> | null;
}

export interface RayTrace {
	/** S samples, ascending. */
	readonly coarse: RaySamples;
	/** K samples in the order of `u`. */
	readonly fine: RaySamples;
	/** All S + K samples, ascending: what is composited. */
	readonly merged: RaySamples;
	readonly composite: RayComposite;
}

/** Checks a field and makes it ready to be traced. */
export function traceableField(field: TriplaneField): TraceableField {
	const { F } = checkField(field);
	return { ...field, planes: channelLastPlanes(field.planes, field.triplaneDepth), featureCount: F };
}

/** Samples one ray coarsely, then where it matters, and composites all samples. */
export function traceRay(field: TraceableField, ray: TraceRay, options: MarchOptions): RayTrace {
	const { depthResolution, depthResolutionImportance, disparitySpaceSampling, whiteBack } = options;
	const depths = stratifiedDepths(ray.limits, ray.jitter, depthResolution, disparitySpaceSampling);
	const coarse = sampleAlongRay(field, ray, depths);
	const { weights } = marchIntervals(coarse.depths, coarse.sigma);
	const fineDepths =
		depthResolutionImportance === 0
			? new Float64Array(0)
			: importanceDepths(depths, weights, ray.u, depthResolutionImportance);
	const fine = sampleAlongRay(field, ray, fineDepths);
	const merged = mergeSamples(coarse, fine);
	const { colourRange } = field.rules;
	const composite = compositeRay(merged.depths, merged.sigma, merged.rgb, whiteBack, colourRange);
	return { coarse, fine, merged, composite };
}

/** sigma and rgb at depths [T] of a ray. */
function sampleAlongRay(field: TraceableField, ray: TraceRay, depths: Float64Array): RaySamples {
	const { featureCount } = field;
	const rgb = new Float64Array(depths.length * featureCount);
	const sigma = depths.map((depth, i) => {
		const point = [0, 1, 2].map((axis) => ray.origin[axis]! + depth * ray.direction[axis]!);
		return samplePoint(field, point, rgb.subarray(i * featureCount, (i + 1) * featureCount));
	});
	return { depths, sigma, rgb };
}

/** Writes rgb [F] of a point [3] in world units and returns its sigma. */
export function samplePoint(field: TraceableField, point: ArrayLike<number>, rgb: Float64Array): number {
	const features = sampleTriplanes(field.planes, field.planeAxes, field.boxWarp, point);
	const sigma = decodePoint(field.decoder, features, rgb, field.rules.colourActivation);
	return isMasked(field.rules, point) ? EMPTY_SIGMA : sigma;
}

/** Both sets in one, ascending in depth; of equal depths the earlier given comes first. */
export function mergeSamples(a: RaySamples, b: RaySamples): RaySamples {
	const depths = Float64Array.of(...a.depths, ...b.depths);
	const sigma = Float64Array.of(...a.sigma, ...b.sigma);
	const featureCount = a.rgb.length / a.depths.length;
	const order = Uint32Array.from(depths.keys()).sort((i, j) => depths[i]! - depths[j]! || i - j);
	const rgb = new Float64Array(a.rgb.length + b.rgb.length);
	order.forEach((from, to) => {
		const source = from < a.depths.length ? a.rgb : b.rgb;
		const start = (from < a.depths.length ? from : from - a.depths.length) * featureCount;
		rgb.set(source.subarray(start, start + featureCount), to * featureCount);
	});
	return {
		depths: Float64Array.from(order, (i) => depths[i]!),
		sigma: Float64Array.from(order, (i) => sigma[i]!),
		rgb,
	};
}
