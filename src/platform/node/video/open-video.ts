/** The writer of a format. */

import { animatedImageWriter } from "./animated-image.ts";
import { frameFolderWriter } from "./frame-folder.ts";
import { mp4Writer } from "./mp4.ts";
import type { VideoFormat, VideoSettings, VideoWriter } from "./video-format.ts";

const WRITERS: Readonly<Record<VideoFormat, (path: string, settings: VideoSettings) => Promise<VideoWriter>>> = {
	mp4: mp4Writer,
	gif: async (path, settings) => animatedImageWriter(path, "gif", settings),
	webp: async (path, settings) => animatedImageWriter(path, "webp", settings),
	png: frameFolderWriter,
};

/** Begins a video at `path`: a file, or a folder for `png`. */
export function openVideo(path: string, format: VideoFormat, settings: VideoSettings): Promise<VideoWriter> {
	return WRITERS[format](path, settings);
}
