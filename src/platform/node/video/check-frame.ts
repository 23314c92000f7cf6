/** What all writers of videos want of frames. */

import { ShapeError } from "../../../tensor/errors.ts";
import type { PixelImage } from "../../../tensor/pixels.ts";
import type { VideoSettings } from "./video-format.ts";

/** Throws `ShapeError` unless a frame is RGB of the video's size. */
export function checkFrame({ width, height, channels }: PixelImage, settings: VideoSettings): void {
	if (width === settings.width && height === settings.height && channels === 3) return;
	throw new ShapeError(
		`video: a frame of ${width} × ${height} × ${channels}, want ${settings.width} × ${settings.height} × 3`,
	);
}
