/** A phase as a graph: its reports, and the gradient of every parameter that its objective depends on. */

import { gradients } from "../../graph/gradients.ts";
import { type Graph, reachable } from "../../graph/graph.ts";
import { serializeOnnx } from "../../graph/onnx/model.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { isBuffer } from "../../networks/parameters.ts";
import type { Shape } from "../../tensor/shape.ts";

export type PhaseName = "Gmain" | "Greg" | "Dmain" | "Dreg";

/** Prefix of the outputs that hold gradients, followed by the parameter's official name. */
export const GRADIENT_PREFIX = "gradient.";
/** Prefix of the outputs that hold new values of buffers. */
export const BUFFER_PREFIX = "buffer.";
/** Prefix of the outputs that are for other parts of the phase. */
export const HANDED_ON_PREFIX = "handed_on.";

export interface PhaseGraph {
	/** Of the phase, or of the part of one. */
	readonly name: string;
	/** What is reported, [N] each, under the published names: "Loss/scores/fake", "Loss/G/loss", … */
	readonly reports: Readonly<Record<string, SymbolicTensor>>;
	/**
	 * By official name, of the parameter's shape. A parameter that is not here has no influence on the objective, and
	 * the optimiser leaves it and its moments alone.
	 */
	readonly gradients: ReadonlyMap<string, SymbolicTensor>;
	/** New values of buffers, by official name. */
	readonly buffers: ReadonlyMap<string, SymbolicTensor>;
	/** What a part of a phase hands on to the others, by names of its own; none for a whole phase. */
	readonly handedOn?: ReadonlyMap<string, SymbolicTensor>;
}

/** Gradients of the objective (scalar) by the parameters whose graph inputs begin with `prefix`. */
export function parameterGradients(
	graph: Graph,
	objective: SymbolicTensor,
	prefix: string,
): ReadonlyMap<string, SymbolicTensor> {
	return gradientsOf(graph, objective, prefix, []).parameters;
}

export interface MixedGradients {
	/** By official name. */
	readonly parameters: ReadonlyMap<string, SymbolicTensor>;
	/** In the order of the tensors asked for. */
	readonly tensors: readonly SymbolicTensor[];
}

/** As `parameterGradients`, and the gradients by other tensors of the graph besides. */
export function gradientsOf(
	graph: Graph,
	objective: SymbolicTensor,
	prefix: string,
	others: readonly SymbolicTensor[],
): MixedGradients {
	const used = new Set(reachable([objective]));
	const parameters = [...graph.inputs].filter(
		([name, tensor]) => name.startsWith(prefix) && !isBuffer(name) && used.has(tensor),
	);
	const results = gradients(objective, [...parameters.map(([, tensor]) => tensor), ...others]);
	return {
		parameters: new Map(
			parameters.flatMap(([name], index) => {
				const gradient = results[index];
				return gradient ? [[name.slice(prefix.length), gradient] as const] : [];
			}),
		),
		tensors: results.slice(parameters.length),
	};
}

/** Names and shapes of the graph inputs that the phase wants fed. */
export function phaseInputs(phase: PhaseGraph): ReadonlyMap<string, Shape> {
	const tensors = reachable(Object.values(phaseOutputs(phase)));
	return new Map(tensors.flatMap(({ origin, shape }) => (origin.kind === "input" ? [[origin.name, shape]] : [])));
}

/** The phase as ONNX bytes; outputs are the reports under their names, gradients and buffers under their prefixes. */
export function serializePhase(phase: PhaseGraph): Uint8Array {
	return serializeOnnx({ name: phase.name, outputs: phaseOutputs(phase) });
}

function phaseOutputs({
	reports,
	gradients,
	buffers,
	handedOn = new Map(),
}: PhaseGraph): Record<string, SymbolicTensor> {
	const prefixed = (prefix: string, tensors: ReadonlyMap<string, SymbolicTensor>): [string, SymbolicTensor][] =>
		[...tensors].map(([key, tensor]) => [prefix + key, tensor]);
	return Object.fromEntries([
		...Object.entries(reports),
		...prefixed(GRADIENT_PREFIX, gradients),
		...prefixed(BUFFER_PREFIX, buffers),
		...prefixed(HANDED_ON_PREFIX, handedOn),
	]);
}
