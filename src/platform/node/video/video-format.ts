/** Videos as files: frames go in one by one, a whole file or folder comes out at the end or none. */

import { ShapeError } from "../../../tensor/errors.ts";
import type { PixelImage } from "../../../tensor/pixels.ts";

export const VIDEO_FORMATS = ["mp4", "gif", "webp", "png"] as const;
/** `png` is a folder of pictures. */
export type VideoFormat = (typeof VIDEO_FORMATS)[number];

export interface VideoSettings {
	/** Pixels of each frame. */
	readonly width: number;
	readonly height: number;
	/** Frames per second. */
	readonly fps: number;
	/** Quantizer of MP4, 10 (best) to 51. */
	readonly quantizer: number;
	/** Total of frames to come: animated pictures are gathered in memory, and refused beforehand where they are too many. */
	readonly frames: number;
	readonly signal?: AbortSignal | undefined;
}

/** One file that a video became. */
export interface VideoPart {
	readonly path: string;
	readonly bytes: number;
	readonly sha256: string;
}

/** Takes frames; dispose of it whether it was finished or not, so that nothing unfinished is left behind. */
export interface VideoWriter extends AsyncDisposable {
	/** Frames are 8-bit RGB of the settings' size. */
	add(frame: PixelImage): Promise<void>;
	/** Ends the video. @returns what was written */
	finish(): Promise<readonly VideoPart[]>;
}

/** Throws `ShapeError` unless a frame is RGB of the video's size. */
export function checkFrame({ width, height, channels }: PixelImage, settings: VideoSettings): void {
	if (width === settings.width && height === settings.height && channels === 3) return;
	throw new ShapeError(
		`video: a frame of ${width} × ${height} × ${channels}, want ${settings.width} × ${settings.height} × 3`,
	);
}
