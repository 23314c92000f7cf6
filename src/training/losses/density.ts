/**
 * Density regularisation (Chan et al. 2022, supplement; eg3d.md §9): sigma at random points shall change little over
 * small distances, and, in the monotonic variants, not fall towards the back.
 */

import { relu } from "../../graph/ops/activations.ts";
import { add, mul, sub } from "../../graph/ops/arithmetic.ts";
import { concat, expand, sliceAxis } from "../../graph/ops/layout.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import { abs, detach } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { type SymbolicField, symbolicSamples } from "../../rendering/march/symbolic-field.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { phaseInput } from "../phases/inputs.ts";
import type { PlanesSetup } from "../phases/phase-setup.ts";
import type { TrainingSettings } from "../settings.ts";

/** Kind, weight of the L1 term, and standard deviation of the distance of "l1" in world units. */
export type DensityOptions = Pick<TrainingSettings, "regType" | "densityReg" | "densityRegPDist">;

/** Weight of the monotonic term, as published. */
const MONOTONIC_WEIGHT = 10;
/** The monotonic variants step by the box divided by this, as published (one pixel of a plane of 256). */
const STEPS_PER_BOX = 256;

/**
 * The loss, a scalar. Takes the inputs `points` [N, 1000, 3] uniform in [0, 1) and `perturbation` [N, 1000, 3] standard
 * normal, and for the monotonic variants `monotonic_points` [N, 2000, 3] uniform in [0, 1).
 */
export function densityLoss(field: SymbolicField, options: DensityOptions, setup: PlanesSetup): SymbolicTensor {
	const { regType, densityReg, densityRegPDist } = options;
	const { graph } = field.planes;
	const step = field.boxWarp / STEPS_PER_BOX;
	const points = inBox(phaseInput(graph, "points", setup));
	const moved = mul(phaseInput(graph, "perturbation", setup), regType === "l1" ? densityRegPDist : step);
	const [here, there] = sigmaPair(field, points, add(points, moved));
	const smoothness = mul(reduceMean(abs(sub(here, there))), densityReg);
	if (regType === "l1") return smoothness;
	const starts = inBox(phaseInput(graph, "monotonic_points", setup));
	const backwards = expand(graph.constant(float32Tensor([1, 1, 3], [0, 0, -step])), starts.shape);
	const [front, behind] = sigmaPair(field, starts, add(starts, backwards));
	const fall = relu(sub(regType === "monotonic-detach" ? detach(front) : front, behind));
	return add(mul(reduceMean(fall), MONOTONIC_WEIGHT), smoothness);
}

/** Uniform numbers in [0, 1) as points in [-1, 1)³, world units whatever the box is, as published. */
function inBox(uniform: SymbolicTensor): SymbolicTensor {
	return sub(mul(uniform, 2), 1);
}

/** sigma [N, P, 1] at two sets of points [N, P, 3], sampled together. */
function sigmaPair(
	field: SymbolicField,
	a: SymbolicTensor,
	b: SymbolicTensor,
): readonly [SymbolicTensor, SymbolicTensor] {
	const { P } = matchShape("points", a.shape, ["N", "P", 3]);
	const { sigma } = symbolicSamples({ ...field, exact: true }, concat([a, b], 1));
	return [sliceAxis(sigma, 1, 0, P), sliceAxis(sigma, 1, P, 2 * P)];
}
