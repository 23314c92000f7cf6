/** The person that a latent says: the same z that a generator taught with `train --teach` takes. */

import type { Vec3 } from "../../tensor/vec3.ts";
import { freeTarget } from "../gaze.ts";
import type { Identity } from "../identity/identity.ts";
import { sampleIdentity } from "../identity/sample-identity.ts";
import { makeScene, type Scene, type Setting, sampleSetting } from "../scene.ts";
import { faceLayout } from "../shape/layout.ts";
import { type OnDecision, PersonDraws } from "./person-draws.ts";

/** All that a latent decides. */
export interface LatentPerson {
	readonly identity: Identity;
	readonly setting: Setting;
	/** What the eyes look at where the camera does not decide it, world units. */
	readonly target: Vec3;
}

/**
 * @param z  PERSON_NUMBERS standard normal numbers or more; any finite ones give a whole person
 * @param onDecision  hears of each comparison that decides something
 * Throws `InputError` where there are fewer, or one is not finite.
 */
export function personOf(z: ArrayLike<number>, onDecision?: OnDecision): LatentPerson {
	const draws = new PersonDraws(z, onDecision);
	const identity = sampleIdentity(draws);
	return { identity, setting: sampleSetting(draws), target: freeTarget(draws, faceLayout(identity)) };
}

/** The person with the gaze that the latent says. Throws as `personOf` does. */
export function sceneOf(z: ArrayLike<number>): Scene {
	const { identity, setting, target } = personOf(z);
	return makeScene(identity, setting, target);
}
