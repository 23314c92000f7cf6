/** Checks that every version of the renderer makes before it begins, so that all refuse the same things in the same words. */

import { InputError } from "../../tensor/errors.ts";
import { matchShape, type Shape } from "../../tensor/shape.ts";
import { COLOUR_ACTIVATIONS, COLOUR_RANGES, type FieldRules } from "../field-rules.ts";
import { PLANE_AXES } from "../plane-axes.ts";
import type { MarchOptions, Rays, SampleNoise, TriplaneField } from "./contract.ts";

/** Sizes of a field, by the letters of the contract. */
export interface FieldSizes {
	readonly C: number;
	readonly G: number;
	readonly H: number;
	readonly W: number;
	readonly D: number;
	readonly F: number;
}

/** Sizes of one call of `march`. */
export interface MarchSizes {
	readonly M: number;
	readonly S: number;
	readonly K: number;
}

/** A field whose planes may lie anywhere. */
export type FieldParts = Omit<TriplaneField, "planes"> & { readonly planes: { readonly shape: Shape } };

/** Throws `ShapeError` or `InputError` unless the parts of a field fit together. */
export function checkField({ planes, triplaneDepth: G, decoder, boxWarp, planeAxes, rules }: FieldParts): FieldSizes {
	if (!Number.isSafeInteger(G) || G < 1)
		throw new InputError(`triplaneDepth: ${G}, want a whole number of slices, at least 1`);
	const { D, C } = matchShape("decoder weight0", decoder.weight0.shape, ["D", "C"]);
	const { H, W } = matchShape("planes", planes.shape, [3, C * G, "H", "W"]);
	matchShape("decoder bias0", decoder.bias0.shape, ["D"], { D });
	const { O } = matchShape("decoder weight1", decoder.weight1.shape, ["O", "D"], { D });
	matchShape("decoder bias1", decoder.bias1.shape, ["O"], { O });
	if (O < 2) throw new InputError(`decoder: gives ${O} numbers per point, want sigma and at least one feature`);
	if (!(boxWarp > 0 && Number.isFinite(boxWarp))) {
		throw new InputError(`boxWarp: ${boxWarp}, want the positive side of the box in world units`);
	}
	if (!Object.hasOwn(PLANE_AXES, planeAxes)) throw new InputError(`planeAxes: ${String(planeAxes)} is unknown`);
	if (planeAxes === "panohead" && H !== W) {
		throw new InputError(`planes: ${H} × ${W} texels, want as many in height as in width with planeAxes "panohead"`);
	}
	checkRules(rules);
	return { C, G, H, W, D, F: O - 1 };
}

function checkRules({ densityMask, colourActivation, colourRange }: FieldRules): void {
	if (densityMask !== null && !(densityMask > 0 && Number.isFinite(densityMask))) {
		throw new InputError(`rules.densityMask: ${densityMask}, want a positive distance in world units, or null`);
	}
	if (!COLOUR_ACTIVATIONS.includes(colourActivation)) {
		throw new InputError(`rules.colourActivation: ${String(colourActivation)} is unknown`);
	}
	if (!COLOUR_RANGES.includes(colourRange))
		throw new InputError(`rules.colourRange: ${String(colourRange)} is unknown`);
}

/** Throws `ShapeError` or `InputError` unless rays, options and noise fit together. */
export function checkMarch(rays: Rays, options: MarchOptions, noise: SampleNoise): MarchSizes {
	const { M } = matchShape("rays.origins", rays.origins.shape, ["M", 3]);
	matchShape("rays.directions", rays.directions.shape, ["M", 3], { M });
	const { depthResolution: S, depthResolutionImportance: K } = options;
	checkCounts(S, K);
	checkLimits(options);
	if (noise.jitterCoarse !== null) matchShape("jitterCoarse", noise.jitterCoarse.shape, ["M", "S"], { M, S });
	if (noise.uImportance !== null) matchShape("uImportance", noise.uImportance.shape, ["M", "K"], { M, K });
	return { M, S, K };
}

function checkCounts(S: number, K: number): void {
	if (!Number.isSafeInteger(S) || S < 1) {
		throw new InputError(`depthResolution: ${S}, want a whole number of samples per ray, at least 1`);
	}
	if (!Number.isSafeInteger(K) || K < 0) {
		throw new InputError(`depthResolutionImportance: ${K}, want a whole number of samples per ray, 0 for none`);
	}
	if (K > 0 && S < 2) {
		throw new InputError(
			`depthResolution: ${S} with depthResolutionImportance ${K}; importance sampling needs at least 2 coarse samples`,
		);
	}
}

function checkLimits({ rayStart, rayEnd }: MarchOptions): void {
	if (rayStart === "auto" && rayEnd === "auto") return;
	if (rayStart === "auto" || rayEnd === "auto") {
		throw new InputError(`rayStart ${rayStart}, rayEnd ${rayEnd}: want both "auto" or both numbers`);
	}
	if (!(Number.isFinite(rayStart) && Number.isFinite(rayEnd) && rayStart < rayEnd)) {
		throw new InputError(`rayStart ${rayStart}, rayEnd ${rayEnd}: want finite depths, the start before the end`);
	}
}
