/**
 * The inputs of phase graphs, in one table: the shape of each, and its value in a run. Graphs declare their inputs from it
 * (`phaseInput`), and steps feed them from it (`feedsOf`), in the order in which a graph has them: the same random state and
 * graph give the same numbers, so that a training can be repeated and continued.
 */

import { LABEL_LENGTH } from "../../camera/label.ts";
import type { Graph } from "../../graph/graph.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { planeNumbers } from "../../networks/config.ts";
import { NOISE_INPUT_PREFIX } from "../../networks/noise.ts";
import { GraphError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { formatShape, type Shape, sameShape } from "../../tensor/shape.ts";
import { AUGMENTATION_LENGTH } from "../augment/draw-augmentation.ts";
import * as values from "./input-values.ts";
import type { PhaseSetup, PlanesSetup } from "./phase-setup.ts";

/** Prefixes of the inputs that take the networks' tensors, followed by their official names. */
export const GENERATOR_PREFIX = "G.";
export const DISCRIMINATOR_PREFIX = "D.";

interface PhaseInput<S> {
	readonly shape: (setup: S) => Shape;
	/** `null` where another part of the phase hands it on. */
	readonly value: values.InputValue | null;
}

/** Points of density regularisation per sample, as published: of the L1 term, and of the monotonic one. */
const POINTS = { l1: 1000, monotonic: 2000 } as const;

const { augmentations, normal, uniform } = values;

/** All inputs by name, but for noise and the networks' tensors. */
const INPUTS = {
	/** Latents, and the second ones of style mixing with the layers that take them (1). */
	z: input(latents, values.latents),
	z_mix: input(latents, normal),
	mix: input(({ generator }: PlanesSetup) => [generator.mapping.numWs], values.mix),
	/** 1 for conditioning cameras that are swapped. */
	swap: input(({ batch, swapsTogether }: PlanesSetup) => [swapsTogether ? 1 : batch, 1], values.swaps),
	/** Cameras of the generated images. */
	gen_c: input(labels, values.fakeLabels),
	real_c: input(labels, ({ data }) => data.realLabels),
	real_image: input(
		({ batch, discriminator: { imgResolution: R } }: PhaseSetup) => [batch, 3, R, R],
		({ data }) => data.realImages,
	),
	/** 1 for images that are compared with real ones. */
	paired: input(({ batch }: PhaseSetup) => [batch], values.isPaired),
	/** Uniform numbers that place coarse and fine samples of rays. */
	jitter: input((setup: PhaseSetup) => perRay(setup, setup.generator.rendering.depthResolution), uniform),
	u: input((setup: PhaseSetup) => perRay(setup, setup.generator.rendering.depthResolutionImportance), uniform),
	/** Of density regularisation: points uniform in [0, 1)³, and where their partners are. */
	points: input(({ batch }: PlanesSetup) => [batch, POINTS.l1, 3], uniform),
	perturbation: input(({ batch }: PlanesSetup) => [batch, POINTS.l1, 3], normal),
	monotonic_points: input(({ batch }: PlanesSetup) => [batch, POINTS.monotonic, 3], uniform),
	"augment.fake": input(augmentation, augmentations),
	"augment.real": input(augmentation, augmentations),
	"label_noise.fake": input(labelNoise, normal),
	"label_noise.real": input(labelNoise, normal),
	blur: input(({ discriminator: { imgResolution: R } }: PhaseSetup) => [R, R], values.blur),
	blur_raw: input(({ neuralRenderingResolution: side }: PhaseSetup) => [side, side], values.blur),
	// what the parts of a cut phase hand on to each other
	planes: input(planes, null),
	ws: input(ws, null),
	features: input((setup: PhaseSetup) => perRay(setup, setup.generator.decoder.featureChannels), null),
	planes_gradient: input(planes, null),
	ws_gradient: input(ws, null),
};

type InputName = keyof typeof INPUTS;
type SetupOf<K extends InputName> = (typeof INPUTS)[K] extends PhaseInput<infer S> ? S : never;

/** The input `name` of a graph, made the first time. Throws `GraphError` where it is there in another shape. */
export function phaseInput<K extends InputName>(graph: Graph, name: K, setup: SetupOf<K>): SymbolicTensor {
	const shape = inputShape(name, setup);
	const known = graph.inputs.get(name);
	if (!known) return graph.input(name, shape);
	if (sameShape(known.shape, shape)) return known;
	throw new GraphError(
		`phase input '${name}': asked for as ${formatShape(shape)}, but it is ${formatShape(known.shape)}`,
	);
}

export function inputShape<K extends InputName>(name: K, setup: SetupOf<K>): Shape {
	const { shape }: PhaseInput<never> = INPUTS[name];
	return shape(setup as never);
}

/** Values of the inputs of a graph: all but the networks' tensors and what parts hand on. */
export function feedsOf(inputs: ReadonlyMap<string, Shape>, source: values.RunSource): Record<string, Float32Tensor> {
	const feeds: Record<string, Float32Tensor> = {};
	for (const [name, shape] of inputs) {
		const value = inputValue(name);
		if (value) feeds[name] = value(source, shape);
	}
	return feeds;
}

function inputValue(name: string): values.InputValue | null {
	if (name.startsWith(NOISE_INPUT_PREFIX)) return normal;
	return Object.hasOwn(INPUTS, name) ? INPUTS[name as InputName].value : null;
}

function input<S>(shape: (setup: S) => Shape, value: values.InputValue | null): PhaseInput<S> {
	return { shape, value };
}

function latents({ batch, generator }: PlanesSetup): Shape {
	return [batch, generator.mapping.zDim];
}

function planes({ batch, generator }: PlanesSetup): Shape {
	const { planeResolution: side } = generator;
	return [batch, 3, planeNumbers(generator), side, side];
}

function ws({ batch, generator: { mapping } }: PlanesSetup): Shape {
	return [batch, mapping.numWs, mapping.wDim];
}

function labels({ batch }: Pick<PlanesSetup, "batch">): Shape {
	return [batch, LABEL_LENGTH];
}

function labelNoise({ batch, discriminator }: PhaseSetup): Shape {
	return [batch, discriminator.cDim];
}

function augmentation({ batch }: PhaseSetup): Shape {
	return [batch, AUGMENTATION_LENGTH];
}

/** Numbers of each ray. */
function perRay({ batch, neuralRenderingResolution: side }: PhaseSetup, numbers: number): Shape {
	return [batch, side * side, numbers];
}
