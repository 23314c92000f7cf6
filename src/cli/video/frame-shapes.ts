/** Shapes beside a video: of each frame where the people changed, one file for each person of the grid. */

import { densityVolume } from "../../analysis/shapes/density-volume.ts";
import { extractMesh } from "../../analysis/shapes/extract-mesh.ts";
import { personVolume } from "../../analysis/shapes/person-volume.ts";
import type { Generator } from "../../generator/generator.ts";
import { joinChunks, MESH_FORMATS } from "../../mesh/write/mesh-formats.ts";
import { mrcChunks } from "../../mesh/write/mrc.ts";
import { sha256OfBytes } from "../../platform/node/hash-file.ts";
import type { VideoPart } from "../../platform/node/video/video-format.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import type { VideoOptions } from "./options.ts";
import { baseName } from "./record.ts";

export class FrameShapes {
	readonly parts: VideoPart[] = [];
	readonly #generator: Generator;
	readonly #options: VideoOptions;
	readonly #signal: AbortSignal;
	/** What each cell showed last: equal planes are the same object. */
	#last: readonly HostTensor[] = [];

	constructor(generator: Generator, options: VideoOptions, signal: AbortSignal) {
		this.#generator = generator;
		this.#options = options;
		this.#signal = signal;
	}

	/** Writes `<out>.shapes/frame00012.mrc`, or nothing where shapes are not wanted or nobody changed. */
	async write(frame: number, planes: readonly HostTensor<"float32">[]): Promise<void> {
		const { shapes, out } = this.#options;
		if (!shapes) return;
		for (const [cell, painting] of planes.entries()) {
			if (this.#last[cell] === painting) continue;
			const bytes = await this.#shapeBytes(painting);
			const person = planes.length > 1 ? `-${cell}` : "";
			const path = `${baseName(out)}.shapes/frame${String(frame).padStart(5, "0")}${person}.${shapes}`;
			await writeFileWhole(path, bytes, this.#signal);
			this.parts.push({ path, bytes: bytes.byteLength, sha256: sha256OfBytes(bytes) });
		}
		this.#last = planes;
	}

	async #shapeBytes(planes: HostTensor<"float32">): Promise<Uint8Array> {
		const { shapes, shapeRes: resolution, level } = this.#options;
		const volume = personVolume(this.#generator, planes);
		const signal = this.#signal;
		if (shapes === "mrc") return joinChunks(mrcChunks(await densityVolume(volume, { resolution, signal })));
		const { mesh } = await extractMesh(volume, { resolution, level, signal });
		return joinChunks(MESH_FORMATS[shapes === "ply" ? "ply" : "glb"].chunks(mesh));
	}
}
