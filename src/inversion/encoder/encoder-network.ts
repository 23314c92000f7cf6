/**
 * A small network that looks at a picture once and says which person of a generator it shows, and from where it was taken:
 * convolutions of the discriminator's kind that halve the picture until it is 4 × 4, and two layers that see all of it.
 * Not in the paper; feed-forward encoders for tri-planes are those of TriPlaneNet (Bhattarai et al. 2024).
 */

import { createGraph } from "../../graph/create.ts";
import { reshape } from "../../graph/ops/layout.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { convLayer } from "../../networks/conv-layer.ts";
import { fullyConnected } from "../../networks/fully-connected.ts";
import { inputParameters, type Parameters } from "../../networks/parameters.ts";
import { matchShape, type Shape } from "../../tensor/shape.ts";
import { MOVES } from "../moved-camera.ts";

/** Pixels of a side of what it looks at. */
export const ENCODER_SIDE = 64;
/** Channels behind each halving. */
const CHANNELS = [32, 64, 128, 192] as const;
/** Features of the whole picture. */
const HIDDEN = 176;
/** What one unit of the last layer means of each move: radians of yaw, pitch and roll, world units of the others. */
export const MOVE_UNITS: readonly number[] = [0.5, 0.25, 0.1, 0.1, 0.05, 0.05];

export interface Encoded {
	/** [N, latents] */
	readonly latents: SymbolicTensor;
	/** [N, 6] in `MOVE_UNITS`, from the frontal camera, in the order of `MOVES` */
	readonly moves: SymbolicTensor;
}

/**
 * @param image    [N, 3, 64, 64] about [-1, 1]
 * @param latents  numbers that say who it is: coordinates while it is taught, w afterwards
 */
export function encoderNetwork(image: SymbolicTensor, parameters: Parameters, latents: number): Encoded {
	const { N } = matchShape("image", image.shape, ["N", 3, ENCODER_SIDE, ENCODER_SIDE]);
	let x = image;
	for (const [index, outChannels] of CHANNELS.entries()) {
		const block = parameters.scope(`b${ENCODER_SIDE >> index}`);
		const down = { kernel: 3, activation: "lrelu", outChannels, down: true } as const;
		x = convLayer(x, block.scope("down"), down);
		// the largest pictures have one convolution only: they cost most and say least
		if (index > 0) x = convLayer(x, block.scope("conv"), { ...down, down: false });
	}
	const [, channels = 0, height = 0, width = 0] = x.shape;
	const inFeatures = channels * height * width;
	const whole = fullyConnected(reshape(x, [N, inFeatures]), parameters.scope("whole"), {
		...{ inFeatures, outFeatures: HIDDEN, activation: "lrelu", lrMultiplier: 1 },
	} as const);
	const last = { inFeatures: HIDDEN, activation: "linear", lrMultiplier: 1 } as const;
	return {
		latents: fullyConnected(whole, parameters.scope("latents"), { ...last, outFeatures: latents }),
		moves: fullyConnected(whole, parameters.scope("moves"), { ...last, outFeatures: MOVES.length }),
	};
}

/** Name and shape of every parameter. */
export function encoderShapes(latents: number): ReadonlyMap<string, Shape> {
	const graph = createGraph();
	const image = graph.input("image", [1, 3, ENCODER_SIDE, ENCODER_SIDE]);
	encoderNetwork(image, inputParameters(graph), latents);
	return new Map([...graph.inputs].flatMap(([name, { shape }]) => (name === "image" ? [] : [[name, shape] as const])));
}
