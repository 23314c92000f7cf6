/** Writes the person who was found: their file, which other commands take, and the record. */

import { viewCameraOfLabel } from "../../camera/view-camera.ts";
import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import type { Inverted } from "../../inversion/invert.ts";
import type { FoundCamera } from "../../inversion/search-camera.ts";
import type { ExperimentFiles } from "../figures/experiment-files.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { type WrittenRecord, writeSidecar } from "../sidecar.ts";
import { INVERT, type InvertOptions } from "./options.ts";
import type { PictureFile } from "./picture.ts";

/** Steps of which the record has the loss: about so many. */
const LOSSES = 50;

export interface InversionFacts {
	readonly options: InvertOptions;
	readonly opened: OpenedNetwork;
	readonly picture: PictureFile;
	readonly found: Inverted;
	/** The sides that were tried; empty where the camera was given. */
	readonly tried: FoundCamera["tried"];
	readonly psnr: number;
}

/** ws [1, numWs, wDim] and camera [1, 25]; `--ws` of other commands takes it, and `--cameras`. */
export function personFile({ ws, camera }: Inverted, { network }: OpenedNetwork): Uint8Array {
	const metadata = new Map([
		["kind", "person"],
		["network", network.name],
		["network_sha256", network.sha256],
	]);
	return new Uint8Array(
		Buffer.concat(
			safetensorsChunks(
				new Map([
					["ws", ws],
					["camera", camera],
				]),
				metadata,
			),
		),
	);
}

export async function writeInversionRecord(
	files: ExperimentFiles,
	{ options, opened, picture, found, tried, psnr }: InversionFacts,
	signal: AbortSignal,
): Promise<WrittenRecord> {
	const { network, engine, generator } = opened;
	const { device, renderer, precision } = engine;
	const recorded = recordedOptions(INVERT, options, { device, renderer, precision });
	const { losses, move, camera } = found;
	const every = Math.ceil(losses.length / LOSSES);
	const { trueDegrees, distance } = viewCameraOfLabel(camera, trainingOrbit(generator.config.rendering).pivot);
	const record = {
		...{ command: "invert", repeat: repeatOf("invert", INVERT, recorded), network, engine, options: recorded },
		image: { file: options.image, bytes: picture.bytes, sha256: picture.sha256 },
		camera: { trueDegrees, distance, label: [...camera.data], move, tried },
		steps: losses.length,
		psnr,
		losses: losses.filter(({ step }) => step % every === 0 || step === losses.length),
		outputs: files.outputs,
	};
	return await writeSidecar(files.pathOf("person.json"), record, signal);
}
