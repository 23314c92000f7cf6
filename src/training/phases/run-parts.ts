/** Runs a cut phase: graphs, and kernels between them. */

import { splitLabel } from "../../camera/label.ts";
import { marchOptions } from "../../generator/render-options.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { decoderGradients, decoderWeights } from "../../networks/decoder.ts";
import type { DifferentiableMarcher, MarchBatch } from "../../rendering/march/differentiable.ts";
import type { PlaneGradient, SampledGradient } from "../../rendering/march/plane-gradient.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { type CutPhase, HANDED_ON } from "./cut-phase.ts";
import { inputShape } from "./inputs.ts";
import type { PhaseSetup } from "./phase-setup.ts";
import { type PhaseFeeds, type PhaseResult, type PhaseWeights, type ReadyGraph, runGraph } from "./run-graph.ts";

/** The parts of a cut phase, ready to run. */
export interface ReadyParts {
	readonly generate: ReadyGraph;
	readonly loss: ReadyGraph;
	readonly backward: ReadyGraph | null;
	readonly cut: CutPhase;
}

/** What runs between the graphs. */
export interface PhaseKernels {
	readonly marcher: DifferentiableMarcher;
	readonly planeGradient: PlaneGradient;
}

/** Names and shapes of everything that the parts want fed, the networks' tensors included. */
export function partInputs({ generate, loss, backward, cut }: ReadyParts): ReadonlyMap<string, Shape> {
	const graphs = [generate, loss, ...(backward ? [backward] : [])].flatMap(({ inputs }) => [...inputs]);
	return new Map(cut.at === "renderer" ? [...graphs, ...rendererInputs(cut.setup)] : graphs);
}

/** What the renderer takes: cameras, and the numbers that place samples. */
function rendererInputs(setup: PhaseSetup): [string, Shape][] {
	const isFine = setup.generator.rendering.depthResolutionImportance > 0;
	const names = ["gen_c", "jitter", ...(isFine ? (["u"] as const) : [])] as const;
	return names.map((name) => [name, inputShape(name, setup)]);
}

/** Rejects with `RuntimeFailureError` naming an input that nobody fed. */
export async function runParts(
	parts: ReadyParts,
	weights: PhaseWeights,
	feeds: PhaseFeeds,
	kernels: PhaseKernels,
): Promise<PhaseResult> {
	const generated = await runGraph(parts.generate, weights, feeds);
	const way = parts.cut.at === "renderer" ? throughRenderer : throughPlanes;
	const { lost, planes } = await way(parts, generated, weights, feeds, kernels);
	if (!(parts.backward && planes)) return { ...lost, buffers: generated.buffers };
	const back = await runGraph(parts.backward, weights, {
		...feeds,
		[HANDED_ON.planesGradient]: planes,
		[HANDED_ON.wsGradient]: handedOn(lost, HANDED_ON.wsGradient),
	});
	return {
		reports: lost.reports,
		gradients: new Map([...back.gradients, ...lost.gradients]),
		buffers: generated.buffers,
		handedOn: new Map(),
	};
}

/** From planes to the loss, and back to the planes where there is a way back. */
type Way = (
	parts: ReadyParts,
	generated: PhaseResult,
	weights: PhaseWeights,
	feeds: PhaseFeeds,
	kernels: PhaseKernels,
) => Promise<{ readonly lost: PhaseResult; readonly planes: Float32Tensor | null }>;

const throughRenderer: Way = async ({ loss, backward, cut }, generated, weights, feeds, { marcher }) => {
	const batch = marchBatch(cut.setup, handedOn(generated, "planes"), weights, feeds);
	const features = await marcher.march(batch);
	const lost = await runGraph(loss, weights, { ...feeds, ...Object.fromEntries(generated.handedOn), features });
	if (!backward) return { lost, planes: null };
	const { planes, decoder } = await marcher.gradient(batch, handedOn(lost, HANDED_ON.featuresGradient));
	const ofDecoder = decoderGradients(decoder, cut.setup.generator.decoder);
	return { lost: { ...lost, gradients: new Map([...ofDecoder, ...lost.gradients]) }, planes };
};

const throughPlanes: Way = async ({ loss, cut }, generated, weights, feeds, { planeGradient }) => {
	const lost = await runGraph(loss, weights, { ...feeds, ...Object.fromEntries(generated.handedOn) });
	return { lost, planes: gradientOfPlanes([lost], cut.setup.generator, planeGradient) };
};

/** By the planes [N, 3, C · G, H, W], from all samplings that graphs handed on. */
export function gradientOfPlanes(
	parts: readonly PhaseResult[],
	{ decoder, planeResolution: side, rendering }: GeneratorConfig,
	planeGradient: PlaneGradient,
): Float32Tensor {
	const samplings: SampledGradient[] = [];
	for (const part of parts) {
		for (let at = 0; part.handedOn.has(HANDED_ON.points(at)); at++) {
			const [points, features] = [HANDED_ON.points, HANDED_ON.sampledGradient].map((name) =>
				handedOn(part, name(at)),
			) as [Float32Tensor, Float32Tensor];
			samplings.push({ points, features });
		}
	}
	const { boxWarp, planeAxes, triplaneDepth } = rendering;
	const layout = { channels: decoder.planeChannels, triplaneDepth, height: side, width: side, boxWarp, planeAxes };
	return planeGradient(samplings, layout);
}

function marchBatch(
	{ batch: N, generator, neuralRenderingResolution: side }: PhaseSetup,
	planes: Float32Tensor,
	weights: PhaseWeights,
	feeds: PhaseFeeds,
): MarchBatch {
	const labels = feed(feeds, "gen_c");
	const cameras = Array.from({ length: N }, (_, index) =>
		pixelRays(splitLabel(labels, index), { width: side, height: side }),
	);
	const { boxWarp, planeAxes, triplaneDepth, rules, depthResolutionImportance: K } = generator.rendering;
	return {
		planes,
		decoder: decoderWeights(weights.generator, generator.decoder),
		boxWarp,
		planeAxes,
		triplaneDepth,
		rules,
		rays: {
			origins: joined(cameras.map(({ origins }) => origins)),
			directions: joined(cameras.map(({ directions }) => directions)),
		},
		options: marchOptions(generator.rendering),
		noise: {
			jitterCoarse: perRay(feed(feeds, "jitter")),
			uImportance: K > 0 ? perRay(feed(feeds, "u")) : null,
		},
	};
}

function feed(feeds: PhaseFeeds, name: string): Float32Tensor {
	const tensor = feeds[name];
	if (!tensor) throw new RuntimeFailureError(`cut phase: input '${name}' has no value`);
	return tensor;
}

export function handedOn({ handedOn: tensors }: PhaseResult, name: string): Float32Tensor {
	const tensor = tensors.get(name);
	if (!tensor) throw new RuntimeFailureError(`cut phase: a part did not hand on '${name}'`);
	return tensor;
}

/** [N, M, n] as [N · M, n]. */
function perRay({ shape: [N = 0, M = 0, width = 0], data }: Float32Tensor): Float32Tensor {
	return float32Tensor([N * M, width], data);
}

/** Rows of several tensors [M, n] one after the other. */
function joined(parts: readonly Float32Tensor[]): Float32Tensor {
	const [, width = 0] = parts[0]?.shape ?? [];
	const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
	let at = 0;
	for (const part of parts) {
		data.set(part.data, at);
		at += part.data.length;
	}
	return float32Tensor([data.length / width, width], data);
}
