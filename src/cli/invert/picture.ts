/** The picture of an inversion, in the size in which the network marches, and its camera where alignment finds it. */

import { alignPhotograph, croppedPixels, NO_FACE, NO_LANDMARKS } from "../../alignment/align-photograph.ts";
import { FRAMINGS, type FramingName } from "../../alignment/framings.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { openFaceFinder, readCanonicalFace } from "../../platform/node/face-models.ts";
import { sha256OfBytes } from "../../platform/node/hash-file.ts";
import { nodeImageCodec } from "../../platform/node/image-codec.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { pictureBytes, readPhotograph } from "../align/photograph.ts";
import type { InvertOptions } from "./options.ts";

/** Sides that differ by less are those of a square. */
const SQUARE = 1.02;

/** A file that was read and found to be a picture that can be inverted. */
export interface PictureFile {
	readonly bytes: number;
	readonly sha256: string;
	/** Pixels of the part that is inverted. */
	readonly side: number;
	/** [1, 25] where a face was found; `null` where nobody looked for one. */
	readonly camera: Float32Tensor | null;
	/** Upright, of the wanted side. */
	ofSide(side: number): Promise<PixelImage>;
}

/** Rejects with `InputError` where there is no picture, not a square one, or where no face is found that was asked for. */
export async function openPicture({ image, align }: InvertOptions, runtime: InferenceRuntime): Promise<PictureFile> {
	const bytes = await pictureBytes(image);
	const known = { bytes: bytes.byteLength, sha256: sha256OfBytes(bytes) };
	return { ...known, ...(align ? await alignedPicture(image, align, runtime) : await squarePicture(image, bytes)) };
}

async function alignedPicture(
	path: string,
	framing: FramingName,
	runtime: InferenceRuntime,
): Promise<Pick<PictureFile, "side" | "camera" | "ofSide">> {
	const photograph = await readPhotograph(path);
	await using finder = await openFaceFinder(runtime);
	const parts = { finder, canonical: await readCanonicalFace(), framing: FRAMINGS[framing] };
	const [face] = (await alignPhotograph(photograph, parts, 1)).shown;
	if (!face?.aligned) throw new InputError(`image '${path}': ${face ? NO_LANDMARKS : NO_FACE}`);
	const { crop, label } = face.aligned;
	return {
		side: Math.floor(crop.side),
		camera: label,
		ofSide: (side) => Promise.resolve(croppedPixels(photograph, crop, side)),
	};
}

async function squarePicture(
	path: string,
	bytes: Uint8Array,
): Promise<Pick<PictureFile, "side" | "camera" | "ofSide">> {
	const where = `image '${path}'`;
	const { width, height, orientation } = await nodeImageCodec.header(bytes).catch((error: unknown) => {
		throw new InputError(`${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
	});
	if (Math.max(width, height) > SQUARE * Math.min(width, height)) {
		// orientations from 5 on lie on their side
		const [across, down] = orientation > 4 ? [height, width] : [width, height];
		throw new InputError(
			`${where}: ${across} × ${down} pixels, want a square crop with the face where training pictures have it, or --align`,
		);
	}
	return {
		side: Math.min(width, height),
		camera: null,
		ofSide: async (side) => {
			const size = { width: side, height: side };
			const change = { upright: true, crop: null, size, mirrored: false, format: "png" } as const;
			return await nodeImageCodec.decode(await nodeImageCodec.recode(bytes, change));
		},
	};
}
