/** One person of `triplane sample`: a seed through the generator, as a sheet of views. */

import type { Generator, View } from "../../generator/generator.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import type { SheetCameras } from "../options/cameras.ts";
import type { SampleOptions } from "./options.ts";

export interface PersonControl {
	readonly signal: AbortSignal;
	readonly onProgress: ProgressListener;
}

/** Renders the views of a seed, in the rows and columns of `cameras`. */
export async function renderPerson(
	generator: Generator,
	seed: number,
	cameras: SheetCameras,
	options: SampleOptions,
	{ signal, onProgress }: PersonControl,
): Promise<View[][]> {
	const steps = 1 + cameras.rows.flat().length;
	let done = 0;
	const step = (stage: string, fraction: number): void => onProgress({ stage, fraction: (done + fraction) / steps });
	step("backbone", 0);
	const ws = await generator.mapping(latentFromSeed(seed, generator.config.mapping.zDim), cameras.conditioning, {
		truncationPsi: options.trunc,
		truncationCutoff: options.truncCutoff,
		signal,
	});
	const { noiseMode, noiseSeed } = options;
	const planes = await generator.planes(ws, { noiseMode, noiseSeed, signal });
	const rows: View[][] = [];
	for (const row of cameras.rows) {
		const views: View[] = [];
		for (const camera of row) {
			done += 1;
			const view = await generator.render(planes, ws, camera.label, {
				neuralRenderingResolution: options.nrr,
				sampleMultiplier: options.sampleMult,
				jitter: options.jitter === "none" ? { kind: "none" } : { kind: "seeded", seed: options.jitterSeed },
				superresolution: options.sr,
				signal,
				onProgress: ({ stage, fraction }) => step(stage, fraction),
			});
			views.push(view);
		}
		rows.push(views);
	}
	return rows;
}
