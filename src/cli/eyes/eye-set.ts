/**
 * The set that the report wanted for work on eyes: for each person a mesh of the region of the eyes, pictures of it from
 * every yaw, and the cameras. Pictures and `dataset.json` are a dataset like any other; `eyes.json` beside them says
 * where the eyes are. People whose eyes are not found are left out, and named.
 */

import { eyeCamera } from "../../analysis/eyes/eye-camera.ts";
import type { FaceSource } from "../../analysis/eyes/face-source.ts";
import { type FoundEyes, findEyes } from "../../analysis/eyes/find-eyes.ts";
import { type Person, personName } from "../../analysis/person.ts";
import { personShape } from "../../analysis/shapes/person-shape.ts";
import { cameraLabel } from "../../camera/label.ts";
import { projectPoint } from "../../camera/projection.ts";
import { labelFile } from "../../data/label-table.ts";
import type { Generator } from "../../generator/generator.ts";
import { joinChunks, MESH_FORMATS } from "../../mesh/write/mesh-formats.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { colourPixels } from "../../tensor/pixels.ts";
import type { ExperimentFiles } from "../figures/experiment-files.ts";
import type { EyesOptions } from "./options.ts";

const FOLDER = "dataset";

export class EyeSet {
	readonly #generator: Generator;
	readonly #files: ExperimentFiles;
	readonly #options: EyesOptions;
	readonly #signal: AbortSignal;
	readonly #labels: (readonly [string, readonly number[]])[] = [];
	readonly #people: Readonly<Record<string, unknown>>[] = [];
	readonly #left: { readonly seed: number; readonly reason: string }[] = [];

	constructor(generator: Generator, files: ExperimentFiles, options: EyesOptions, signal: AbortSignal) {
		this.#generator = generator;
		this.#files = files;
		this.#options = options;
		this.#signal = signal;
	}

	/** Writes one person's mesh and pictures. */
	async add(person: Person, source: FaceSource): Promise<void> {
		const { seed } = person;
		const eyes = await findEyes(source);
		if (!eyes.found) {
			this.#left.push({ seed, reason: eyes.reason });
			return;
		}
		const { found: _, ...where } = eyes;
		const folder = personName(seed);
		const mesh = `${folder}/eyes.glb`;
		const { extracted, record } = await personShape(this.#generator, person, {
			...{ resolution: this.#options.shapeRes, level: this.#options.level, crop: "eyes-auto", signal: this.#signal },
		});
		const glb = MESH_FORMATS.glb.chunks(extracted.mesh, {
			name: `eyes of seed ${seed}`,
			shading: "unlit",
			doubleSided: true,
		});
		await this.#files.write(`${FOLDER}/${mesh}`, "eye mesh", joinChunks(glb));
		const pictures = await this.#pictures(folder, source, eyes);
		this.#people.push({ seed, mesh, level: record.level, region: record.region, eyes: where, pictures });
	}

	async #pictures(folder: string, source: FaceSource, eyes: FoundEyes): Promise<unknown[]> {
		const pictures: unknown[] = [];
		for (const yaw of this.#options.yaws) {
			const camera = eyeCamera(source, eyes, yaw);
			const { image } = await source.take(camera, this.#options.size);
			const name = `${folder}/yaw${yaw < 0 ? "-" : "+"}${String(Math.abs(yaw)).padStart(2, "0")}.png`;
			await this.#files.write(`${FOLDER}/${name}`, "eye picture", await encodeImage(colourPixels(image), "png"));
			this.#labels.push([name, [...cameraLabel(camera).data]]);
			pictures.push({
				...{ file: name, yawDegrees: yaw, label: [...cameraLabel(camera).data] },
				...{ left: projectPoint(camera, eyes.left.world), right: projectPoint(camera, eyes.right.world) },
			});
		}
		return pictures;
	}

	/** Writes the labels and what is known of everybody. */
	async finish(): Promise<void> {
		await this.#files.write(`${FOLDER}/dataset.json`, "labels", labelFile(this.#labels));
		const known = { kind: "eye regions", version: 1, people: this.#people, leftOut: this.#left };
		await this.#files.write(`${FOLDER}/eyes.json`, "eye positions", `${JSON.stringify(known, null, "\t")}\n`);
	}
}
