/**
 * Portraits by number: who, how lit, from where, looking where. A portrait depends on the set's seed and its own number
 * and on nothing else. Who, light and free gaze come from a latent, the pose from a stream of its own, so that sets that
 * differ in poses or gaze show the same people in the same order.
 */

import type { TrueAngles } from "../camera/angles.ts";
import { frameOf } from "../camera/cam2world.ts";
import { type Camera, cameraLabel } from "../camera/label.ts";
import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { checkSeed, RandomState } from "../tensor/random-state.ts";
import type { GazeMode } from "./gaze.ts";
import { Draws, STREAM, type Stream, streamSeed } from "./identity/draws.ts";
import { PERSON_NUMBERS } from "./latent/layout.ts";
import { personOf } from "./latent/person.ts";
import { type PoseSet, portraitCamera, samplePose } from "./poses.ts";
import { makeScene, type Scene } from "./scene.ts";

/** What decides all portraits of a set. */
export interface PortraitSet {
	/** Integer in [0, 2³² − 1]. */
	readonly seed: number;
	readonly poses: PoseSet;
	readonly gaze: GazeMode;
}

export interface Portrait {
	readonly index: number;
	readonly scene: Scene;
	readonly camera: Camera;
	/** [1, 25] */
	readonly label: Float32Tensor;
	/** Where the camera stands about the pivot. */
	readonly pose: TrueAngles;
}

/** Most portraits of a set: each has a stream of its own among 2³² seeds. */
const MOST = 2 ** 32;

/** Throws `InputError` on a seed or number that is out of range. */
export function portrait(set: PortraitSet, index: number): Portrait {
	const { identity, setting, target } = personOf(portraitLatent(set, index));
	const pose = samplePose(set.poses, Draws.of(...streamOf(set, index, STREAM.pose)));
	const camera = portraitCamera(pose);
	const looksAt = set.gaze === "camera" ? frameOf(camera.cam2world.data).position : target;
	return { index, scene: makeScene(identity, setting, looksAt), camera, label: cameraLabel(camera), pose };
}

/** The label of a portrait, [1, 25], without its scene. Throws as `portrait` does. */
export function portraitLabel(set: PortraitSet, index: number): Float32Tensor {
	return cameraLabel(portraitCamera(samplePose(set.poses, Draws.of(...streamOf(set, index, STREAM.pose)))));
}

/**
 * Who a portrait shows: standard normal numbers, as many as `length` says. The first PERSON_NUMBERS are the person, and
 * do not depend on `length`. With gazes into the camera the numbers of the gaze say nothing.
 * Throws `InputError` as `portrait` does, or where `length` is less than PERSON_NUMBERS.
 */
export function portraitLatent(
	set: Pick<PortraitSet, "seed">,
	index: number,
	length: number = PERSON_NUMBERS,
): Float32Array {
	if (!(Number.isInteger(length) && length >= PERSON_NUMBERS)) {
		throw new InputError(`latents of synthetic people: ${length} numbers, want at least ${PERSON_NUMBERS}`);
	}
	return Float32Array.from(new RandomState(streamSeed(...streamOf(set, index, STREAM.person))).randn(length));
}

/** Latents of the first `count` portraits of a set, [count, zDim]. Throws `InputError` as `portraitLatent` does. */
export function portraitLatents(set: Pick<PortraitSet, "seed">, count: number, zDim: number): Float32Tensor {
	const z = new Float32Array(count * zDim);
	for (let index = 0; index < count; index++) z.set(portraitLatent(set, index, zDim), index * zDim);
	return float32Tensor([count, zDim], z);
}

function streamOf(
	{ seed }: Pick<PortraitSet, "seed">,
	index: number,
	purpose: Stream,
): readonly [seed: number, index: number, stream: Stream] {
	if (!(Number.isInteger(index) && index >= 0 && index < MOST)) {
		throw new InputError(`portrait: number ${index}, want a whole number from 0 to ${MOST - 1}`);
	}
	return [checkSeed(seed), index, purpose];
}
