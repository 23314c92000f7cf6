/**
 * What the page asks of its worker, and what comes back: the one table that both sides are checked against. The page
 * holds pictures and numbers only; networks, sessions and devices stay in the worker.
 */

import type { Allowance, Float32Tensor, Progress } from "triplane";
import type { AngleRanges } from "triplane/camera";
import type { NetworkChoice, PersonState, RenderType, ViewState } from "../state/view-state.ts";
import type { PersonFile, PortraitCrop, PortraitPerson, PortraitRequest } from "./portrait/portrait-calls.ts";

/** How fine one frame is: whole numbers, not multipliers. */
export interface Quality {
	/** Rays per side. */
	readonly nrr: number;
	readonly coarse: number;
	readonly fine: number;
	readonly superresolution: boolean;
}

/** Milliseconds; 0 for a stage that was not needed. */
export interface StageTimes {
	readonly mapping: number;
	readonly backbone: number;
	readonly render: number;
	readonly superresolution: number;
}

/** A picture as canvases take it. */
export interface Pixels {
	readonly width: number;
	readonly height: number;
	/** RGBA, row by row from the top left. */
	readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface Frame extends Pixels {
	readonly type: RenderType;
	readonly quality: Quality;
	readonly times: StageTimes;
	/** Depths that are drawn as the first and the last colour, world units; of type "depth" only. */
	readonly depthRange: readonly [near: number, far: number] | null;
}

/** What an open network says of itself. */
export interface NetworkFacts {
	readonly name: string;
	readonly bytes: number;
	/** "webgpu", "cpu": what runs the networks. */
	readonly device: string;
	readonly deviceName: string;
	/** Which version of the renderer runs. */
	readonly renderer: string;
	/** Why something faster was passed over. */
	readonly passedOver: readonly string[];
	/** What was assumed, converted and left out when the file was read. */
	readonly notes: readonly string[];
	readonly threads: number;
	/** Whether threads could share memory here: the page's server isolates it from others. */
	readonly isolated: boolean;
	readonly zDim: number;
	readonly numWs: number;
	readonly nrr: number;
	readonly imgResolution: number;
	readonly planeResolution: number;
	readonly planeChannels: number;
	/** Slices of each plane. */
	readonly triplaneDepth: number;
	readonly featureChannels: number;
	/** Of the backbone. */
	readonly blocks: readonly { readonly name: string; readonly resolution: number; readonly channels: number }[];
	readonly coarse: number;
	readonly fine: number;
	readonly boxWarp: number;
	readonly pivot: readonly [number, number, number];
	readonly radius: number;
	/** Field of view of its training cameras, as the published tools count it. */
	readonly fovDegrees: number;
	/** From where nine tenths of its training set were seen, degrees; `null` where the file does not say it. */
	readonly trainingViews: AngleRanges | null;
	/** The mapping sees no camera. */
	readonly unconditioned: boolean;
}

export interface OpenRequest {
	readonly choice: NetworkChoice;
	/** Address of an embedded network. */
	readonly url: string | null;
	/** The file itself where it was dropped or picked. */
	readonly file: Blob | null;
	readonly device: "auto" | "webgpu" | "cpu";
	/**
	 * Everything; or super-resolution only, for another worker that must not wait for it (finisher.ts); or finding people in
	 * photographs, beside the worker that shows them.
	 */
	readonly role: "whole" | "finisher" | "portrait";
	/** What the user agreed to. */
	readonly allowed: readonly Allowance[];
}

export interface FrameRequest {
	readonly view: Pick<ViewState, "person" | "camera" | "picture">;
	readonly quality: Quality;
}

/** Super-resolution alone: a raw view and whose it is. */
export interface SuperresolveRequest {
	/** [1, 3, nrr, nrr] */
	readonly imageRaw: Float32Tensor;
	/** [1, F, nrr, nrr] */
	readonly featureImage: Float32Tensor;
	/** [1, numWs, wDim] */
	readonly ws: Float32Tensor;
}

export interface Superresolved {
	/** [1, 3, R, R], about [−1, 1] */
	readonly image: Float32Tensor;
	readonly milliseconds: number;
}

/** A ray through a position of the picture, both 0 to 1 from the top left. */
export interface RayRequest {
	readonly view: Pick<ViewState, "person" | "camera" | "picture">;
	readonly u: number;
	readonly v: number;
}

/** Along one ray; all arrays have one entry per sample, front to back. */
export interface RayProfile {
	/** World units along the ray. */
	readonly depths: Float32Array;
	/** As the decoder gives it, before softplus(sigma − 1). */
	readonly sigma: Float32Array;
	/** Per world unit. */
	readonly density: Float32Array;
	/** Light left before the sample, 0 to 1. */
	readonly transmittance: Float32Array;
	/** Share of the picture's light that comes from the sample, 0 to 1. */
	readonly weight: Float32Array;
	/** [samples · 3], 0 to 1 */
	readonly colours: Float32Array;
	readonly expectedDepth: number;
	readonly opacity: number;
}

export interface SliceRequest {
	readonly person: PersonState;
	readonly axis: "x" | "y" | "z";
	/** Share of the box along the axis, 0 to 1. */
	readonly at: number;
	readonly resolution: number;
}

/** A cut through the volume, seen from the front, the side or above. */
export interface SlicePicture extends Pixels {
	/** Smallest and largest sigma of the cut. */
	readonly range: readonly [least: number, most: number];
	/** sigma that the first and the last colour stand for. */
	readonly scale: readonly [dark: number, bright: number];
}

export interface SurfaceRequest {
	readonly person: PersonState;
	/** Voxels along each side of the box. */
	readonly resolution: number;
	/** sigma at the surface; "auto" finds the one that pictures show. */
	readonly level: number | "auto";
	/** The person without the room, a box about the eyes that are found, or the whole box. */
	readonly region: "person" | "eyes" | "whole";
	readonly largestOnly: boolean;
}

export interface Surface {
	readonly positions: Float32Array;
	readonly indices: Uint32Array;
	readonly normals: Float32Array;
	/** sRGB, 0 to 1 */
	readonly colours: Float32Array;
	/** sigma at the surface. */
	readonly level: number;
	readonly milliseconds: number;
}

/** Files that a surface can be saved as. */
export const SURFACE_FORMATS = ["glb", "ply", "stl"] as const;

export type SurfaceFormat = (typeof SURFACE_FORMATS)[number];

/** Directions of w that can be stepped along. */
export interface Directions {
	/** The file they are from; `null` for principal directions, largest first. */
	readonly source: string | null;
	readonly names: readonly string[];
	/** What share of the spread of w each explains, and of how many people; `null` for a file's. */
	readonly shares: readonly number[] | null;
	readonly samples: number | null;
}

/** Planes, marched features, or what stands behind a block of the backbone: its features, or the image so far. */
export type LayerSource = "planes-xy" | "planes-xz" | "planes-3" | "features" | `block-${number}` | `image-${number}`;

export interface LayerRequest {
	readonly view: Pick<ViewState, "person" | "camera" | "picture">;
	readonly source: LayerSource;
	readonly channel: number;
}

export interface LayerPicture extends Pixels {
	readonly channels: number;
	readonly mean: number;
	readonly deviation: number;
	readonly least: number;
	readonly most: number;
	/** Counts of values in equal bins from least to most. */
	readonly histogram: readonly number[];
}

export interface ThumbnailRequest {
	readonly person: PersonState;
	/** Pixels. */
	readonly side: number;
}

/** Every call: what goes in and what comes out, and what may come out before that. */
export interface EngineCalls {
	open: { readonly in: OpenRequest; readonly out: NetworkFacts };
	/** Early: a picture whose super-resolution is still at work. */
	frame: { readonly in: FrameRequest; readonly out: Frame; readonly early: Frame };
	/** A small raw picture of somebody from the front, who is not kept ready. */
	thumbnail: { readonly in: ThumbnailRequest; readonly out: Pixels };
	superresolve: { readonly in: SuperresolveRequest; readonly out: Superresolved };
	ray: { readonly in: RayRequest; readonly out: RayProfile };
	slice: { readonly in: SliceRequest; readonly out: SlicePicture };
	surface: { readonly in: SurfaceRequest; readonly out: Surface };
	surfaceFile: { readonly in: { readonly format: SurfaceFormat }; readonly out: Uint8Array<ArrayBuffer> };
	directions: { readonly in: { readonly file: File | null }; readonly out: Directions };
	directionsFile: { readonly in: Record<never, never>; readonly out: Uint8Array<ArrayBuffer> };
	layer: { readonly in: LayerRequest; readonly out: LayerPicture };
	/** Of z, as the seed's latent has it. */
	latentEntry: { readonly in: { readonly seed: number; readonly index: number }; readonly out: number };
	portrait: {
		readonly in: PortraitRequest;
		readonly out: PortraitPerson;
		readonly early: PortraitCrop | PortraitPerson;
	};
	/** Weights that were tuned to the person are kept under the key. */
	readPersonFile: { readonly in: { readonly file: File; readonly key: string }; readonly out: PersonFile };
	writePersonFile: { readonly in: { readonly key: string }; readonly out: Uint8Array<ArrayBuffer> };
}

export type CallName = keyof EngineCalls;

/** What may come before the answer of a call; `never` for most. */
export type EarlyOf<K extends CallName> = K extends CallName
	? EngineCalls[K] extends { readonly early: infer Early }
		? Early
		: never
	: never;

/** To the worker. */
export type ToWorker =
	| {
			readonly [K in CallName]: { readonly id: number; readonly call: K; readonly input: EngineCalls[K]["in"] };
	  }[CallName]
	| { readonly abort: number };

/** A failure as it crosses over: `code` is that of the library's errors, "fault" for others. */
export interface Failure {
	readonly code: string;
	readonly message: string;
	/** What opens a refused network all the same. */
	readonly unless?: Allowance | null;
}

/** From the worker. */
export type FromWorker =
	| { readonly id: number; readonly output: unknown }
	| { readonly id: number; readonly failure: Failure }
	| { readonly id: number; readonly progress: { readonly stage: string; readonly fraction: number } }
	| { readonly id: number; readonly early: EarlyOf<CallName> };

/** How a call is stopped, and what it says while it is at work. */
export interface CallControl {
	readonly signal: AbortSignal;
	readonly onProgress: (progress: Progress) => void;
}

/** The same for a call that answers early. */
export interface EarlyControl<K extends CallName> extends CallControl {
	readonly onEarly: (answer: EarlyOf<K>) => void;
}
