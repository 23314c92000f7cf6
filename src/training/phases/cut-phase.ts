/**
 * Phases cut into graphs with kernels of our own between them, for the CPU: a graph generates the planes, another one goes on
 * from there to the loss, and a third one is the backward pass of the planes, which it computes again, so that nothing of it has
 * to be kept in the meantime.
 *
 * What lies at the cut is what generic operators do worst: marching, where every sample of every ray is a tensor, and the
 * way back from samples to planes, where millions of samples have something to say to the pixels around them.
 * docs/decisions/training-step.md has the figures.
 */

import { createGraph } from "../../graph/create.ts";
import { add, mul } from "../../graph/ops/arithmetic.ts";
import { reduceSum } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { inputParameters } from "../../networks/parameters.ts";
import { generatePlanes, type MappedLatents, mapLatents } from "../passes/generator-pass.ts";
import { GENERATOR_PREFIX, phaseInput } from "./inputs.ts";
import { type PhaseGraph, parameterGradients } from "./phase-graph.ts";
import type { PhaseSetup, PlanesSetup } from "./phase-setup.ts";

/** What the parts hand on, beside `planes` and `ws`: outputs of one, inputs of the next or of a kernel. */
export const HANDED_ON = {
	planesGradient: "planes_gradient",
	wsGradient: "ws_gradient",
	featuresGradient: "features_gradient",
	/** Of each sampling of the planes: points [N, P, 3] world units, and the gradient by what was sampled [N, P, C]. */
	points: (index: number): string => `sampled_points.${index}`,
	sampledGradient: (index: number): string => `sampled_gradient.${index}`,
} as const;

/** A phase in parts that run one after the other; together they give what the whole graph gives. */
export interface CutPhase {
	readonly setup: PhaseSetup;
	/**
	 * - `renderer`: a kernel marches between planes and loss, and goes back along the rays.
	 * - `planes`: the graph of the loss samples the planes; a kernel brings the gradients of samples to the planes.
	 */
	readonly at: "renderer" | "planes";
	/** Hands on planes [N, 3, C, H, W] and ws [N, numWs, wDim]. */
	readonly generate: () => PhaseGraph;
	/**
	 * At the renderer: takes features [N, M, F] and ws, hands on the gradients by both where there is a way back. At the
	 * planes: takes planes and ws, hands on points and gradients of samplings, and the gradient by ws.
	 */
	readonly loss: () => PhaseGraph;
	/** Takes the gradients by planes and ws; `null` where the generator is not trained. */
	readonly backward: (() => PhaseGraph) | null;
}

/** @param buffers  new values of buffers, of the mapped latents */
export function planesPhase(
	setup: PlanesSetup,
	name: string,
	buffers: (latents: MappedLatents) => PhaseGraph["buffers"] = () => new Map(),
): PhaseGraph {
	const graph = createGraph();
	const latents = mapLatents(inputParameters(graph, GENERATOR_PREFIX), setup);
	const planes = generatePlanes(latents.ws, inputParameters(graph, GENERATOR_PREFIX), setup);
	return part(name, {
		buffers: buffers(latents),
		handedOn: new Map([
			["planes", planes],
			["ws", latents.ws],
		]),
	});
}

/** The planes again, and back from the gradients by planes and ws to the generator's parameters. */
export function backwardFromPlanes(setup: PlanesSetup): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const { ws } = mapLatents(parameters, setup);
	const planes = generatePlanes(ws, parameters, setup);
	const along = (tensor: SymbolicTensor, gradient: "planes_gradient" | "ws_gradient"): SymbolicTensor =>
		reduceSum(mul(tensor, phaseInput(graph, gradient, setup)));
	const ofPlanes = along(planes, HANDED_ON.planesGradient);
	const ofWs = along(ws, HANDED_ON.wsGradient);
	return part("Gmain", { gradients: parameterGradients(graph, add(ofPlanes, ofWs), GENERATOR_PREFIX) });
}

/** A part of a phase: what is not given is empty. */
export function part(name: string, outputs: Partial<PhaseGraph>): PhaseGraph {
	return { name, reports: {}, gradients: new Map(), buffers: new Map(), ...outputs };
}
