/** One person of `triplane sample`: a seed through the generator, as a sheet of views. */

import type { Person } from "../../analysis/person.ts";
import { concatBatch } from "../../generator/batch.ts";
import type { Generator } from "../../generator/generator.ts";
import { rayLimitOptions } from "../../generator/ray-limits.ts";
import { type View, viewOf } from "../../generator/views.ts";
import type { ProgressListener } from "../../host/progress.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import type { SheetCameras } from "../options/cameras.ts";
import type { PeopleEditor } from "../options/edits.ts";
import type { PeopleSource } from "../options/people.ts";
import type { SampleOptions } from "./options.ts";

/** Maps a seed's latent. @returns ws [1, numWs, wDim] */
export function mapSeed(
	generator: Generator,
	seed: number,
	cameras: SheetCameras,
	{ trunc, truncCutoff }: SampleOptions,
	signal: AbortSignal,
): Promise<Float32Tensor> {
	return generator.mapping(latentFromSeed(seed, generator.config.mapping.zDim), cameras.conditioning, {
		truncationPsi: trunc,
		truncationCutoff: truncCutoff,
		signal,
	});
}

/** Edits a person and generates the planes. */
export async function generatePerson(
	generator: Generator,
	number: number,
	people: PeopleSource,
	options: SampleOptions,
	editor: PeopleEditor,
	signal: AbortSignal,
): Promise<Person> {
	const ws = editor.edit(await people.wsOf(number));
	const { noiseMode, noiseSeed } = options;
	return { seed: number, ws, planes: await generator.planes(ws, { noiseMode, noiseSeed, signal }) };
}

export interface PersonControl {
	readonly signal: AbortSignal;
	readonly onProgress: ProgressListener;
}

/** Renders the views of a person, in the rows and columns of `cameras`. */
export async function renderPerson(
	generator: Generator,
	{ ws, planes }: Person,
	cameras: SheetCameras,
	options: SampleOptions,
	{ signal, onProgress }: PersonControl,
): Promise<View[][]> {
	const labels = cameras.rows.flat().map((camera) => camera.label);
	const batch = await generator.render(planes, ws, concatBatch(labels), {
		neuralRenderingResolution: options.nrr,
		sampleMultiplier: options.sampleMult,
		jitter: options.jitter === "none" ? { kind: "none" } : { kind: "seeded", seed: options.jitterSeed },
		superresolution: options.sr,
		march: rayLimitOptions(options.rayLimits ?? "published"),
		publishedRaw: options.publishedRaw,
		signal,
		onProgress,
	});
	let next = 0;
	return cameras.rows.map((row) => row.map(() => viewOf(batch, next++)));
}
