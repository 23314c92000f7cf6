/** Who takes portraits: something that is asked for pictures by number and delivers them, in this thread or in others. */

import type { PixelImage } from "../../tensor/pixels.ts";
import { type PortraitSet, portrait } from "../portrait.ts";
import { renderImage } from "../render/image.ts";
import { type TruthMaps, truthMaps } from "../truth/maps.ts";

/** A portrait that is asked for. */
export interface PictureRequest {
	readonly set: PortraitSet;
	readonly index: number;
	/** Width and height, pixels. */
	readonly size: number;
}

/** What can be asked for of a portrait. */
export interface Pictures {
	readonly image: PixelImage;
	readonly maps: TruthMaps;
}

export interface Studio {
	/** Pictures that are worked on at a time. */
	readonly size: number;
	/** Equal requests give equal pictures, whoever takes them. Rejects with `InputError` or `RuntimeFailureError`. */
	take<K extends keyof Pictures>(kind: K, request: PictureRequest): Promise<Pictures[K]>;
	dispose(): Promise<void>;
}

const MAKERS: { readonly [K in keyof Pictures]: (request: PictureRequest) => Pictures[K] } = {
	image: ({ set, index, size }) => {
		const { scene, camera } = portrait(set, index);
		return renderImage(scene, camera, size);
	},
	maps: ({ set, index, size }) => {
		const { scene, camera } = portrait(set, index);
		return truthMaps(scene, camera, size);
	},
};

/** Takes a picture here and now. */
export function takePicture<K extends keyof Pictures>(kind: K, request: PictureRequest): Pictures[K] {
	return MAKERS[kind](request);
}

/** Works in the thread of the caller. */
export function inlineStudio(): Studio {
	return {
		size: 1,
		take: async (kind, request) => takePicture(kind, request),
		dispose: async () => undefined,
	};
}
