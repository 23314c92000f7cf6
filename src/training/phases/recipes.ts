/**
 * The graphs of each phase: whole, and cut into parts where that is quicker. Greg and Dreg stay whole: few points are sampled in the one, and none in the other, so that
 * generating the planes a second time would cost more than a kernel saves.
 */

import type { DensityOptions } from "../losses/density.ts";
import { generatorMainAtPlanes } from "./cut-at-planes.ts";
import { discriminatorMainAtRenderer, generatorMainAtRenderer } from "./cut-at-renderer.ts";
import { discriminatorMain, discriminatorRegularization } from "./discriminator-phases.ts";
import { generatorMain, generatorRegularization } from "./generator-phases.ts";
import type { PhaseName } from "./phase-graph.ts";
import type { PhaseSetup } from "./phase-setup.ts";
import type { PhaseGraphs } from "./run-phase.ts";

/** Weights of the regularisations. */
export interface RegularizationOptions extends DensityOptions {
	/** Of R1. */
	readonly gamma: number;
}

/** @param gain  factor on the objective: the interval of lazy regularisation */
export function phaseGraphs(
	phase: PhaseName,
	setup: PhaseSetup,
	options: RegularizationOptions,
	gain: number,
): PhaseGraphs {
	const all: Readonly<Record<PhaseName, PhaseGraphs>> = {
		Gmain: {
			build: () => generatorMain(setup, gain),
			cut: () => (isDenselySampled(setup) ? generatorMainAtRenderer : generatorMainAtPlanes)(setup, gain),
		},
		Greg: { build: () => generatorRegularization(setup, options, gain), cut: () => undefined },
		Dmain: {
			build: () => discriminatorMain(setup, gain),
			cut: () => (isDenselySampled(setup) ? discriminatorMainAtRenderer(setup, gain) : undefined),
		},
		Dreg: { build: () => discriminatorRegularization(setup, options.gamma, gain), cut: () => undefined },
	};
	return all[phase];
}

/**
 * The renderer's kernel multiplies the decoder's first layer into every texel of the planes, and takes it out again on the
 * way back, which pays where there are at least as many samples as texels.
 */
function isDenselySampled({ generator, neuralRenderingResolution: side }: PhaseSetup): boolean {
	const { depthResolution, depthResolutionImportance, planeAxes, triplaneDepth } = generator.rendering;
	const samples = side * side * (depthResolution + depthResolutionImportance);
	const texels = (planeAxes === "eg3d" ? 2 : 3) * triplaneDepth * generator.planeResolution ** 2;
	return samples >= texels;
}
