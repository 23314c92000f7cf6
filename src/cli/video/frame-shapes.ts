/** Shapes beside a video: of each frame where the people changed, one file for each person of the grid. */

import { densityVolume } from "../../analysis/shapes/density-volume.ts";
import { extractMesh } from "../../analysis/shapes/extract-mesh.ts";
import { personVolume } from "../../analysis/shapes/person-volume.ts";
import type { Generator } from "../../generator/generator.ts";
import { joinChunks, MESH_FORMATS } from "../../mesh/write/mesh-formats.ts";
import { mrcChunks } from "../../mesh/write/mrc.ts";
import { type FolderPart, WholeFolder } from "../../platform/node/whole-folder.ts";
import type { FixedTensor } from "../../tensor/host-tensor.ts";
import type { VideoOptions } from "./options.ts";
import { baseName } from "./record.ts";

export class FrameShapes implements AsyncDisposable {
	readonly #generator: Generator;
	readonly #options: VideoOptions;
	readonly #signal: AbortSignal;
	/** `null` where shapes are not wanted. */
	readonly #folder: WholeFolder | null;
	/** What each cell showed last: equal planes are the same object. */
	#last: readonly FixedTensor[] = [];

	private constructor(generator: Generator, options: VideoOptions, folder: WholeFolder | null, signal: AbortSignal) {
		this.#generator = generator;
		this.#options = options;
		this.#folder = folder;
		this.#signal = signal;
	}

	/** Files go to `<out>.shapes`, which appears at the end. Rejects with `OutputError` where it is there already. */
	static async open(generator: Generator, options: VideoOptions, signal: AbortSignal): Promise<FrameShapes> {
		const folder = options.shapes ? await WholeFolder.open(`${baseName(options.out)}.shapes`, signal) : null;
		return new FrameShapes(generator, options, folder, signal);
	}

	/** Writes `frame00012.mrc`, or nothing where shapes are not wanted or nobody changed. */
	async write(frame: number, planes: readonly FixedTensor[]): Promise<void> {
		if (!this.#folder) return;
		for (const [cell, ofCell] of planes.entries()) {
			if (this.#last[cell] === ofCell) continue;
			const person = planes.length > 1 ? `-${cell}` : "";
			const name = `frame${String(frame).padStart(5, "0")}${person}.${this.#options.shapes}`;
			await this.#folder.write(name, await this.#shapeBytes(ofCell));
		}
		this.#last = planes;
	}

	async finish(): Promise<readonly FolderPart[]> {
		return (await this.#folder?.finish()) ?? [];
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#folder?.[Symbol.asyncDispose]();
	}

	async #shapeBytes(planes: FixedTensor): Promise<Uint8Array> {
		const { shapes, shapeRes: resolution, level } = this.#options;
		const volume = personVolume(this.#generator, planes);
		const signal = this.#signal;
		if (shapes === "mrc") return joinChunks(mrcChunks(await densityVolume(volume, { resolution, signal })));
		const { mesh } = await extractMesh(volume, { resolution, level, signal });
		return joinChunks(MESH_FORMATS[shapes === "ply" ? "ply" : "glb"].chunks(mesh));
	}
}
