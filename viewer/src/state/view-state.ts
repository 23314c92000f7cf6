/**
 * Everything that decides what is on the screen, as one immutable value: panels change it, the controller makes requests
 * of it, a link restores it. Angles are degrees, as people read them; positive yaw and pitch are those of the library
 * (camera to +x, camera down).
 */

import type { NoiseMode } from "triplane/networks";

/** Where a network comes from; what a link can say of it. */
export type NetworkChoice =
	/** One that lies beside the page. */
	| { readonly kind: "embedded"; readonly name: string }
	/** A file in this browser's storage, by its name and size. */
	| { readonly kind: "stored"; readonly name: string; readonly bytes: number }
	| { readonly kind: "url"; readonly url: string };

/** A point of the map of seeds: whole numbers are seeds, x + 100 y; between them latents are blended. */
export interface LatentPlace {
	readonly x: number;
	readonly y: number;
}

/** Some layers of another person. */
export interface StyleMix {
	readonly seed: number;
	/** Which ws are the other's, ascending. */
	readonly layers: readonly number[];
}

/** Somebody who is kept in this browser (storage/kept-people.ts). */
export interface KeptChoice {
	readonly key: string;
	/** Counts up while they are being refined, so that each state shows who they were then; 0 is whoever is kept now. */
	readonly revision: number;
}

/** Who is seen. */
export interface PersonState {
	/** Whose ws are seen instead of those of the latent; `null` is nobody. */
	readonly kept: KeptChoice | null;
	readonly latent: LatentPlace;
	/** Entries of z set by hand: [index, value], ascending by index. */
	readonly entries: readonly (readonly [index: number, value: number])[];
	/** Steps along the principal directions of w, in standard deviations; trailing zeros are left out. */
	readonly directions: readonly number[];
	readonly truncationPsi: number;
	/** How many leading ws truncation touches; `null` is all. */
	readonly truncationCutoff: number | null;
	readonly mix: StyleMix;
	readonly noiseMode: NoiseMode;
	readonly noiseSeed: number;
	/** Pose that the mapping is told, degrees. */
	readonly conditioning: { readonly yaw: number; readonly pitch: number };
}

/** From where. */
export interface CameraState {
	/** True angles about the look-at point, degrees. */
	readonly yaw: number;
	readonly pitch: number;
	/** As the published tools count it, about the diagonal; `null` is the network's own. */
	readonly fovDegrees: number | null;
	/** Moves the point that is looked at, world units. */
	readonly lookAt: readonly [x: number, y: number, z: number];
}

export const RENDER_TYPES = ["image", "raw", "depth", "opacity", "normals"] as const;

export type RenderType = (typeof RENDER_TYPES)[number];

/** What is drawn, and how finely. */
export interface PictureState {
	readonly type: RenderType;
	/** Rays per side at rest; `null` is the network's own. */
	readonly nrr: number | null;
	/** Multiply the network's samples along each ray. */
	readonly coarse: number;
	readonly fine: number;
}

/** What the stage shows: a picture, or something else that is made of the same person. */
export const STAGES = ["picture", "mesh", "slices", "layers"] as const;

export type Stage = (typeof STAGES)[number];

export interface ViewState {
	readonly network: NetworkChoice;
	readonly stage: Stage;
	readonly person: PersonState;
	readonly camera: CameraState;
	readonly picture: PictureState;
	/** A second network beside the first, seen by the same camera; `null` is none. */
	readonly compare: NetworkChoice | null;
}

export const VIEW_DEFAULTS: ViewState = Object.freeze({
	network: { kind: "embedded", name: "heads" },
	stage: "picture",
	person: {
		kept: null,
		latent: { x: 0, y: 0 },
		entries: [],
		directions: [],
		truncationPsi: 1,
		truncationCutoff: null,
		mix: { seed: 1, layers: [] },
		noiseMode: "const",
		noiseSeed: 0,
		conditioning: { yaw: 0, pitch: 0 },
	},
	camera: { yaw: 0, pitch: 0, fovDegrees: null, lookAt: [0, 0, 0] },
	picture: { type: "image", nrr: null, coarse: 1, fine: 1 },
	compare: null,
} as const satisfies ViewState);
