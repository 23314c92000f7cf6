/** A video as a folder of PNG pictures, which appears when all are there. */

import { randomBytes } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { OutputError } from "../../../tensor/errors.ts";
import { encodeImage } from "../encode-image.ts";
import { sha256OfBytes } from "../hash-file.ts";
import { systemReason } from "../system-reason.ts";
import { writeFileWhole } from "../write-file.ts";
import { checkFrame } from "./check-frame.ts";
import type { VideoPart, VideoSettings, VideoWriter } from "./video-format.ts";

/** Rejects with `OutputError` where there is a folder with something in it already. */
export async function frameFolderWriter(path: string, settings: VideoSettings): Promise<VideoWriter> {
	const there = await readdir(path).catch(() => []);
	if (there.length > 0) throw new OutputError(`cannot write '${path}': there is something of that name already`);
	const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
	const parts: VideoPart[] = [];
	return {
		add: async (frame) => {
			checkFrame(frame, settings);
			const name = `frame${String(parts.length).padStart(5, "0")}.png`;
			const bytes = await encodeImage(frame, "png");
			await writeFileWhole(join(temporary, name), bytes, settings.signal);
			parts.push({ path: join(path, name), bytes: bytes.byteLength, sha256: sha256OfBytes(bytes) });
		},
		finish: async () => {
			try {
				await rm(path, { recursive: true, force: true });
				await rename(temporary, path);
			} catch (error) {
				throw new OutputError(`cannot write '${path}': ${systemReason(error)}`, { cause: error });
			}
			return parts;
		},
		[Symbol.asyncDispose]: () => rm(temporary, { recursive: true, force: true }),
	};
}
