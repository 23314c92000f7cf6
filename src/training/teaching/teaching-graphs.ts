/** The graphs of teaching: planes and their backward pass as in other phases, and losses between them. */

import { createGraph } from "../../graph/create.ts";
import { add } from "../../graph/ops/arithmetic.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { fullyConnected } from "../../networks/fully-connected.ts";
import { inputParameters } from "../../networks/parameters.ts";
import type { MarchOptions } from "../../rendering/march/contract.ts";
import { finishDepth, symbolicMarch } from "../../rendering/march/symbolic.ts";
import { symbolicSamples } from "../../rendering/march/symbolic-field.ts";
import { symbolicCoarseDepths } from "../../rendering/march/symbolic-rays.ts";
import { InputError } from "../../tensor/errors.ts";
import { type Float32Tensor, zeros } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { mapLatents } from "../passes/generator-pass.ts";
import { notedField, samplingsHandedOn } from "../phases/cut-at-planes.ts";
import { HANDED_ON, part } from "../phases/cut-phase.ts";
import { GENERATOR_PREFIX, inputShape } from "../phases/inputs.ts";
import { gradientsOf, type PhaseGraph } from "../phases/phase-graph.ts";
import type { PlanesSetup } from "../phases/phase-setup.ts";
import { KNOWING_LAYERS } from "./knowing-mapping.ts";
import { POINTS_OF_A_RAY } from "./lesson.ts";
import { type NamedLosses, pictureLosses, pointLosses, rayLosses, traitLoss } from "./teaching-losses.ts";

const MAPPING_PREFIX = `${GENERATOR_PREFIX}backbone.mapping.`;
/** Prefix of the parameters that read traits off w; they are no part of a generator. */
export const READER_PREFIX = "reader.";

/** What a step teaches: traits alone, points alone, points and marched rays of the same planes, or the colours of rays alone. */
export type LessonKind = "traits" | "points" | "rays" | "pictures";

/** Parameters of the reader, by their names without the prefix. */
export function readerShapes(wDim: number, traits: number): ReadonlyMap<string, Shape> {
	return new Map<string, Shape>([
		["weight", [traits, wDim]],
		["bias", [traits]],
	]);
}

/** Takes `points` [N, 4 · R, 3], `colours` [N, R, 3], `known` [N, 3 · R], and planes. */
export function pointsGraph(setup: PlanesSetup, rays: number): PhaseGraph {
	const { field, samplings } = notedField(setup);
	const { graph } = field.planes;
	const { batch: N } = setup;
	const samples = symbolicSamples(field, graph.input("points", [N, POINTS_OF_A_RAY * rays, 3]));
	const colours = graph.input("colours", [N, rays, 3]);
	const losses = pointLosses(samples, colours, graph.input("known", [N, 3 * rays]));
	return taught("points", losses, samplings);
}

/** Coarse and fine samples of a ray. */
export interface RaySamples {
	readonly coarse: number;
	readonly fine: number;
}

/**
 * Takes `origins` and `directions` [N, R, 3], `colours` [N, R, 3], `depths` [N, R] (not in pictures),
 * `jitter` [N, R, coarse], `u` [N, R, fine], and planes.
 */
export function raysGraph(
	lesson: "rays" | "pictures",
	setup: PlanesSetup,
	rays: number,
	{ coarse, fine }: RaySamples,
): PhaseGraph {
	const { field, samplings } = notedField(setup);
	const { graph } = field.planes;
	const { batch: N, generator } = setup;
	const { rendering } = generator;
	const march: MarchOptions = { ...rendering, depthResolution: coarse, depthResolutionImportance: fine };
	const origins = graph.input("origins", [N, rays, 3]);
	const directions = graph.input("directions", [N, rays, 3]);
	const jitter = graph.input("jitter", [N, rays, coarse]);
	const uImportance = graph.input("u", [N, rays, fine]);
	const along = symbolicCoarseDepths({ origins, directions }, march, rendering.boxWarp, jitter);
	const seen = symbolicMarch(field, { origins, directions, depths: along, uImportance }, march.whiteBack);
	const colours = graph.input("colours", [N, rays, 3]);
	const losses =
		lesson === "pictures"
			? pictureLosses(seen, colours)
			: rayLosses({ ...seen, depth: finishDepth(seen) }, colours, graph.input("depths", [N, rays]));
	return taught(lesson, losses, samplings);
}

/**
 * Whether lessons move a parameter. Lessons in traits move the later layers of the mapping and the reader; lessons in
 * pictures all the rest, since their few people are too noisy to teach a mapping.
 */
export function movedBy(lesson: LessonKind, name: string): boolean {
	const layer = name.startsWith(MAPPING_PREFIX) ? /^fc(\d+)\./.exec(name.slice(MAPPING_PREFIX.length)) : null;
	const hearsTraits = name.startsWith(READER_PREFIX) || Number(layer?.[1] ?? 0) >= KNOWING_LAYERS;
	return lesson === "traits" ? hearsTraits : !(name.startsWith(MAPPING_PREFIX) || name.startsWith(READER_PREFIX));
}

/** Takes `z` [N, zDim] and `traits` [N, T]. */
export function traitsGraph(setup: PlanesSetup, traits: number): PhaseGraph {
	const graph = createGraph();
	const { batch: N, generator } = setup;
	const { wDim, lrMultiplier } = generator.mapping;
	const { w } = mapLatents(inputParameters(graph, GENERATOR_PREFIX), setup);
	const reader = inputParameters(graph, READER_PREFIX);
	const shape = { inFeatures: wDim, outFeatures: traits, activation: "linear", lrMultiplier } as const;
	const losses = traitLoss(fullyConnected(w, reader, shape), graph.input("traits", [N, traits]));
	const objective = sumOf(losses);
	const of = (prefix: string): (readonly [string, SymbolicTensor])[] =>
		[...gradientsOf(graph, objective, prefix, []).parameters].flatMap(([name, gradient]) =>
			movedBy("traits", prefix + name) ? [[prefix + name, gradient] as const] : [],
		);
	return part("traits", {
		reports: losses,
		gradients: new Map([...of(GENERATOR_PREFIX), ...of(READER_PREFIX)]),
	});
}

function taught(name: string, losses: NamedLosses, samplings: ReturnType<typeof notedField>["samplings"]): PhaseGraph {
	const objective = sumOf(losses);
	const by = samplings.map(({ features }) => features);
	const { parameters, tensors } = gradientsOf(objective.graph, objective, GENERATOR_PREFIX, by);
	return part(name, {
		reports: losses,
		gradients: parameters,
		handedOn: new Map(samplingsHandedOn(samplings, tensors)),
	});
}

function sumOf(losses: NamedLosses): SymbolicTensor {
	return Object.values(losses).reduce(add);
}

/** The gradient by ws of a loss that sees planes alone. */
export function noWsGradient(setup: PlanesSetup): Readonly<Record<string, Float32Tensor>> {
	return { [HANDED_ON.wsGradient]: zeros("float32", inputShape("ws", setup)) };
}

/** Depth at which the rays of a generator begin. Throws `InputError` where each ray has its own. */
export function fixedRayStart({ generator }: Pick<PlanesSetup, "generator">): number {
	const { rayStart } = generator.rendering;
	if (rayStart !== "auto") return rayStart;
	throw new InputError("teaching: the configuration's rays begin at the box ('auto'), want a number for ray_start");
}
