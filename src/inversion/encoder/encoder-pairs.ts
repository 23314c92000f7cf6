/** What an encoder is taught from: pictures that a generator makes itself, with w and cameras that are known. */

import { NO_TRUNCATION, wsOfLatent } from "../../analysis/person.ts";
import { PERSON_REGION } from "../../analysis/shapes/regions.ts";
import { LABEL_LENGTH, splitLabel } from "../../camera/label.ts";
import type { Generator } from "../../generator/generator.ts";
import { frontalConditioning, trainingOrbit } from "../../generator/training-cameras.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { RandomState } from "../../tensor/random-state.ts";
import { coordinatesOf, type LatentSpace } from "../latent-space.ts";
import { type CameraMove, MOVES, movedCamera } from "../moved-camera.ts";
import { ENCODER_SIDE, MOVE_UNITS } from "./encoder-network.ts";

/** Colours, and 255 where the backdrop is. */
export const PAIR_CHANNELS = 4;

export interface EncoderPair {
	/** [64, 64, 4] bytes */
	readonly picture: Uint8Array;
	/** [count] of w in the space of latents */
	readonly coordinates: Float32Array;
	/** [6] in `MOVE_UNITS` */
	readonly moves: Float32Array;
}

/** Pictures of people who are known otherwise, for generators that were taught from them. */
export interface KnownPictures {
	/** [1, zDim] of a person who was not asked for yet. */
	nextLatent(): Float32Tensor;
	/** The person whom `nextLatent` gave last. @returns [64, 64, 3] bytes */
	picture(label: Float32Tensor): Uint8Array;
}

/** Cameras: yaw and pitch to both sides, radians; deviations of roll, distance and shifts. */
const [YAW, PITCH] = [1.05, 0.4];
const DEVIATIONS = { roll: 0.06, back: 0.06, right: 0.02, down: 0.02 } as const;

/**
 * Pairs of somebody random, from several cameras.
 * @param known  where given, pictures are theirs instead of the generator's, and without a backdrop that is known
 */
export async function drawPairs(
	generator: Generator,
	space: LatentSpace,
	random: RandomState,
	views: number,
	known: KnownPictures | null,
): Promise<EncoderPair[]> {
	const { mapping } = generator.config;
	const z = known?.nextLatent() ?? float32Tensor([1, mapping.zDim], Float32Array.from(random.randn(mapping.zDim)));
	const ws = await wsOfLatent(generator, z, NO_TRUNCATION);
	const coordinates = coordinatesOf(space, ws.data.slice(0, mapping.wDim));
	const planes = known ? null : await generator.planes(ws);
	const pairs: EncoderPair[] = [];
	for (let view = 0; view < views; view++) {
		const move = randomMove(random);
		const label = movedLabel(generator, move);
		const picture = planes ? await rendered(generator, planes, ws, label) : withoutBackdrop(known?.picture(label));
		const moves = Float32Array.from(MOVES, (name, at) => move[name] / (MOVE_UNITS[at] ?? 1));
		pairs.push({ picture, coordinates, moves });
	}
	return pairs;
}

function randomMove(random: RandomState): CameraMove {
	const [yaw = 0, pitch = 0] = random.rand(2);
	const [roll = 0, back = 0, right = 0, down = 0] = random.randn(4);
	return {
		yaw: YAW * (2 * yaw - 1),
		pitch: PITCH * (2 * pitch - 1),
		roll: DEVIATIONS.roll * roll,
		back: DEVIATIONS.back * back,
		right: DEVIATIONS.right * right,
		down: DEVIATIONS.down * down,
	};
}

function movedLabel({ config }: Generator, move: CameraMove): Float32Tensor {
	const { rendering } = config;
	const front = frontalConditioning(rendering).data;
	return float32Tensor([1, LABEL_LENGTH], movedCamera(front, trainingOrbit(rendering).pivot, move));
}

async function rendered(
	generator: Generator,
	planes: Awaited<ReturnType<Generator["planes"]>>,
	ws: Float32Tensor,
	label: Float32Tensor,
): Promise<Uint8Array> {
	const area = ENCODER_SIDE ** 2;
	const { imageRaw, imageDepth } = await generator.render(planes, ws, label, {
		...{ neuralRenderingResolution: ENCODER_SIDE, superresolution: false },
	});
	const { origins, directions } = pixelRays(splitLabel(label), { width: ENCODER_SIDE, height: ENCODER_SIDE });
	const { boxWarp } = generator.config.rendering;
	const picture = new Uint8Array(PAIR_CHANNELS * area);
	for (let pixel = 0; pixel < area; pixel++) {
		for (let channel = 0; channel < 3; channel++) {
			const value = 127.5 * ((imageRaw.data[channel * area + pixel] ?? 0) + 1);
			picture[PAIR_CHANNELS * pixel + channel] = Math.min(Math.max(Math.round(value), 0), 255);
		}
		const share = (axis: 0 | 2): number => {
			const at = 3 * pixel + axis;
			const place = (origins.data[at] ?? 0) + (imageDepth.data[pixel] ?? 0) * (directions.data[at] ?? 0);
			return place / boxWarp + 0.5;
		};
		if (isBackdrop(share(0), share(2))) picture[PAIR_CHANNELS * pixel + 3] = 255;
	}
	return picture;
}

/** Whether a surface at shares of the box along x and z is beside or behind the person. */
function isBackdrop(x: number, z: number): boolean {
	const [left, right, , , behind] = PERSON_REGION;
	return x < left || x > right || z < behind;
}

function withoutBackdrop(colours: Uint8Array | undefined): Uint8Array {
	const picture = new Uint8Array(PAIR_CHANNELS * ENCODER_SIDE ** 2);
	for (let pixel = 0; pixel < ENCODER_SIDE ** 2; pixel++) {
		for (let channel = 0; channel < 3; channel++) {
			picture[PAIR_CHANNELS * pixel + channel] = colours?.[3 * pixel + channel] ?? 0;
		}
	}
	return picture;
}
