/**
 * Gmain cut at the planes, for the CPU: what paints the planes, what renders and judges them, and the way back through
 * the painting are three graphs, with the gradient by the planes worked out between them.
 *
 * Adding up what millions of samples have to say to the pixels around them is what generic operators do worst: ONNX
 * Runtime's ScatterElements takes half of the whole phase for it, and indices eight bytes each for every number. A kernel
 * of our own does it in a tenth of the time (`rendering/march/kernels/plane-gradient`). The third graph computes the
 * painting anew, so that nothing of it has to be kept in the meantime; memory falls by half.
 */

import { createGraph } from "../../graph/create.ts";
import { add, mul } from "../../graph/ops/arithmetic.ts";
import { reduceMean, reduceSum } from "../../graph/ops/reductions.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { inputParameters } from "../../networks/parameters.ts";
import type { PlaneLayout } from "../../rendering/march/plane-gradient.ts";
import { type SymbolicField, samplePlanes } from "../../rendering/march/symbolic-field.ts";
import type { Shape } from "../../tensor/shape.ts";
import { mapLatents, paintPlanes, renderImages, trainedField } from "../passes/generator-pass.ts";
import { judged } from "./generator-phases.ts";
import { GENERATOR_PREFIX, phaseInput } from "./inputs.ts";
import { gradientsOf, type PhaseGraph, parameterGradients } from "./phase-graph.ts";
import type { PhaseSetup } from "./phase-setup.ts";

/** What the parts hand on to each other: outputs of one, inputs of the next. */
export const HANDED_ON = {
	planes: "planes",
	ws: "ws",
	planesGradient: "planes_gradient",
	wsGradient: "ws_gradient",
	points: (index: number): string => `points.${index}`,
	featuresGradient: (index: number): string => `features_gradient.${index}`,
} as const;

/** A generator's phase in parts that run one after the other. */
export interface CutPhase {
	/** Hands on planes [N, 3, C, H, W] and ws [N, numWs, wDim]. */
	readonly painting: () => PhaseGraph;
	/**
	 * Takes planes and ws; hands on the gradient by ws, the points of every sampling, [N, P, 3] world units, and the
	 * gradients by the features [N, P, C] that were sampled there.
	 */
	readonly rendering: () => PhaseGraph;
	/** Takes the gradients by planes and ws. */
	readonly backward: () => PhaseGraph;
	readonly layout: PlaneLayout;
	/** How often the planes are sampled: coarse, and fine where there is importance sampling. */
	readonly samplings: number;
}

/** Gmain in parts; together they give what `generatorMain` gives. */
export function cutGeneratorMain(setup: PhaseSetup, gain = 1): CutPhase {
	const { rendering, decoder, planeResolution: side } = setup.generator;
	return {
		painting: () => painting(setup),
		rendering: () => renderingPart(setup, gain),
		backward: () => backward(setup),
		layout: {
			channels: decoder.planeChannels,
			height: side,
			width: side,
			boxWarp: rendering.boxWarp,
			planeAxes: rendering.planeAxes,
		},
		samplings: rendering.depthResolutionImportance > 0 ? 2 : 1,
	};
}

function painting(setup: PhaseSetup): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const { ws } = mapLatents(graph, parameters, setup, "perSample");
	const planes = paintPlanes(ws, parameters, setup);
	return part({
		handedOn: new Map([
			[HANDED_ON.planes, planes],
			[HANDED_ON.ws, ws],
		]),
	});
}

function renderingPart(setup: PhaseSetup, gain: number): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const planes = phaseInput(graph, HANDED_ON.planes, planesShape(setup));
	const ws = phaseInput(graph, HANDED_ON.ws, wsShape(setup));
	const samplings: { readonly points: SymbolicTensor; readonly features: SymbolicTensor }[] = [];
	const sample = (field: SymbolicField, points: SymbolicTensor): SymbolicTensor => {
		const features = samplePlanes(field, points);
		samplings.push({ points, features });
		return features;
	};
	const field = { ...trainedField(planes, parameters, setup), sample };
	const { reports, loss } = judged(graph, renderImages(graph, field, ws, parameters, setup), setup);
	const by = [ws, ...samplings.map(({ features }) => features)];
	const gradients = gradientsOf(graph, mul(reduceMean(loss), gain), GENERATOR_PREFIX, by);
	const [wsGradient = ws, ...featuresGradients] = gradients.tensors;
	return part({
		reports,
		gradients: gradients.parameters,
		handedOn: new Map([
			[HANDED_ON.wsGradient, wsGradient],
			...samplings.map(({ points }, index) => [HANDED_ON.points(index), points] as const),
			...featuresGradients.map((gradient, index) => [HANDED_ON.featuresGradient(index), gradient] as const),
		]),
	});
}

/** The painting anew, and back from the gradients by planes and ws to the parameters. */
function backward(setup: PhaseSetup): PhaseGraph {
	const graph = createGraph();
	const parameters = inputParameters(graph, GENERATOR_PREFIX);
	const { ws } = mapLatents(graph, parameters, setup, "perSample");
	const planes = paintPlanes(ws, parameters, setup);
	const along = (tensor: SymbolicTensor, gradient: string, shape: Shape): SymbolicTensor =>
		reduceSum(mul(tensor, phaseInput(graph, gradient, shape)));
	const objective = add(
		along(planes, HANDED_ON.planesGradient, planesShape(setup)),
		along(ws, HANDED_ON.wsGradient, wsShape(setup)),
	);
	return part({ gradients: parameterGradients(graph, objective, GENERATOR_PREFIX) });
}

function planesShape({ batch, generator: { decoder, planeResolution: side } }: PhaseSetup): Shape {
	return [batch, 3, decoder.planeChannels, side, side];
}

function wsShape({ batch, generator: { mapping } }: PhaseSetup): Shape {
	return [batch, mapping.numWs, mapping.wDim];
}

function part(outputs: Partial<PhaseGraph>): PhaseGraph {
	return { name: "Gmain", reports: {}, gradients: new Map(), buffers: new Map(), ...outputs };
}
