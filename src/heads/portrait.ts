/**
 * Portraits by number: who, how lit, from where, looking where. A portrait depends on the set's seed and its own number
 * and on nothing else; person, setting, pose and gaze are drawn from streams of their own, so that sets that differ in
 * poses or gaze show the same people in the same order.
 */

import { type Camera, cameraLabel } from "../rendering/label.ts";
import type { TrueAngles } from "../rendering/true-angles.ts";
import { InputError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { checkSeed } from "../tensor/random-state.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import { freeTarget, type GazeMode } from "./gaze.ts";
import { Draws, STREAM, type Stream } from "./identity/draws.ts";
import type { Identity } from "./identity/identity.ts";
import { sampleIdentity } from "./identity/sample-identity.ts";
import { type PoseSet, portraitCamera, samplePose } from "./poses.ts";
import { makeScene, type Scene, sampleSetting } from "./scene.ts";
import { faceLayout } from "./shape/layout.ts";

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
	readonly label: HostTensor<"float32">;
	/** Where the camera stands about the pivot. */
	readonly pose: TrueAngles;
}

/** Most portraits of a set: each has a stream of its own among 2³² seeds. */
const MOST = 2 ** 32;

/** Throws `InputError` on a seed or number that is out of range. */
export function portrait(set: PortraitSet, index: number): Portrait {
	const identity = sampleIdentity(stream(set, index, STREAM.identity));
	const pose = samplePose(set.poses, stream(set, index, STREAM.pose));
	const camera = portraitCamera(pose);
	const setting = sampleSetting(stream(set, index, STREAM.scene));
	const target = TARGETS[set.gaze](identity, camera, stream(set, index, STREAM.gaze));
	return { index, scene: makeScene(identity, setting, target), camera, label: cameraLabel(camera), pose };
}

/** The label of a portrait, [1, 25], without its scene. Throws as `portrait` does. */
export function portraitLabel(set: PortraitSet, index: number): HostTensor<"float32"> {
	return cameraLabel(portraitCamera(samplePose(set.poses, stream(set, index, STREAM.pose))));
}

function stream({ seed }: PortraitSet, index: number, purpose: Stream): Draws {
	if (!(Number.isInteger(index) && index >= 0 && index < MOST)) {
		throw new InputError(`portrait: number ${index}, want a whole number from 0 to ${MOST - 1}`);
	}
	return Draws.of(checkSeed(seed), index, purpose);
}

const TARGETS: Readonly<Record<GazeMode, (identity: Identity, camera: Camera, draws: Draws) => Vec3>> = {
	camera: (_, camera) => cameraPosition(camera),
	free: (identity, _, draws) => freeTarget(draws, faceLayout(identity)),
};

/** Where a camera stands, world units. */
export function cameraPosition({ cam2world }: Camera): Vec3 {
	return [cam2world.data[3] ?? 0, cam2world.data[7] ?? 0, cam2world.data[11] ?? 0];
}
