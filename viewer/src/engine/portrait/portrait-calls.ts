/** What the calls about photographs and files of people take and give. */

import type { FramingName } from "triplane/alignment";
import type { KeptPerson } from "../../storage/kept-people.ts";

export interface PortraitRequest {
	/** As it was taken: a file of any format that the browser reads. */
	readonly photograph: Blob;
	/** Address of the folder with the face models, ending in "/". */
	readonly faceFiles: string;
	/** Address of the encoder of this network; `null` where it has none. */
	readonly encoder: string | null;
	/** How training pictures of this network are cropped about a face. */
	readonly framing: FramingName;
	/** Whether steps on the network's weights follow those on the latents. */
	readonly tune: boolean;
	/** By whose name what was tuned is kept. */
	readonly key: string;
}

/** The face that was taken from a photograph. */
export interface PortraitCrop {
	readonly kind: "crop";
	/** How many faces the photograph shows; this is the largest. */
	readonly faces: number;
	/** RGBA, `side` pixels wide and high. */
	readonly pixels: Uint8ClampedArray<ArrayBuffer>;
	readonly side: number;
	/** The same, small, to know the person by. */
	readonly small: NonNullable<KeptPerson["picture"]>;
	/** [468, 2] landmarks, in sides of the crop from its top left. */
	readonly landmarks: Float32Array<ArrayBuffer>;
	/** True degrees of the camera. */
	readonly yaw: number;
	readonly pitch: number;
}

/** Whom the work has come to. */
export interface PortraitPerson {
	readonly kind: "person";
	/** [numWs, wDim] */
	readonly ws: Float32Array<ArrayBuffer>;
	/** [25] */
	readonly camera: readonly number[];
	/** True degrees of that camera. */
	readonly yaw: number;
	readonly pitch: number;
	/** Steps so far; 0 is the encoder's answer. */
	readonly step: number;
	/** Steps on the latents at most. */
	readonly steps: number;
	/** PSNR of the last step's rays, dB; `null` before the first. */
	readonly decibels: number | null;
	/** Steps on the weights that are kept; `null` where none were wanted, or not yet. */
	readonly tunedSteps: number | null;
}

/** A person of a file of `triplane invert`. */
export interface PersonFile {
	/** [numWs, wDim] */
	readonly ws: Float32Array<ArrayBuffer>;
	readonly camera: readonly number[] | null;
}
