/** A video as a folder of PNG pictures, which appears when all are there. */

import { encodeImage } from "../encode-image.ts";
import { WholeFolder } from "../whole-folder.ts";
import { checkFrame, type VideoSettings, type VideoWriter } from "./video-format.ts";

/** Rejects with `OutputError` where there is a folder with something in it already. */
export async function frameFolderWriter(path: string, settings: VideoSettings): Promise<VideoWriter> {
	const folder = await WholeFolder.open(path, settings.signal);
	return {
		add: async (frame) => {
			checkFrame(frame, settings);
			const name = `frame${String(folder.parts.length).padStart(5, "0")}.png`;
			await folder.write(name, await encodeImage(frame, "png"));
		},
		finish: () => folder.finish(),
		[Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
	};
}
