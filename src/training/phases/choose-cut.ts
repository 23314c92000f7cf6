/**
 * Which phases are cut, and where. Greg and Dreg stay whole: few points are sampled in the one, and none in the other, so that
 * painting the planes a second time would cost more than a kernel saves.
 */

import { generatorMainAtPlanes } from "./cut-at-planes.ts";
import { discriminatorMainAtRenderer, generatorMainAtRenderer } from "./cut-at-renderer.ts";
import type { CutPhase } from "./cut-phase.ts";
import type { PhaseSetup } from "./phase-setup.ts";

/**
 * The renderer's kernel multiplies the decoder's first layer into every texel of the planes, and takes it out again on the
 * way back, which pays where there are at least as many samples as texels.
 */
function isDenselySampled({ generator, neuralRenderingResolution: side }: PhaseSetup): boolean {
	const { depthResolution, depthResolutionImportance, planeAxes } = generator.rendering;
	const samples = side * side * (depthResolution + depthResolutionImportance);
	const texels = (planeAxes === "eg3d" ? 2 : 3) * generator.planeResolution ** 2;
	return samples >= texels;
}

/** Gmain in parts; together they give what `generatorMain` gives. */
export function cutGeneratorMain(setup: PhaseSetup, gain = 1): CutPhase {
	return isDenselySampled(setup) ? generatorMainAtRenderer(setup, gain) : generatorMainAtPlanes(setup, gain);
}

/** Dmain in parts; together they give what `discriminatorMain` gives. `undefined` where it is quicker as a whole. */
export function cutDiscriminatorMain(setup: PhaseSetup, gain = 1): CutPhase | undefined {
	return isDenselySampled(setup) ? discriminatorMainAtRenderer(setup, gain) : undefined;
}
