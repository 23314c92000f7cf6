/**
 * Synthetic people of known shape, pose and gaze.
 *
 * @module triplane/heads
 */

export { PERSON_NUMBERS } from "../heads/latent/layout.ts";
export { type LatentPerson, personOf, sceneOf } from "../heads/latent/person.ts";
export { portraitLatent } from "../heads/portrait.ts";
export { renderImage } from "../heads/render/image.ts";
export { type TruthMaps, truthMaps } from "../heads/truth/maps.ts";
