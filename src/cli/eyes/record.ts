/** Writes `eyes.json`. */

import type { EyesRecord } from "../../analysis/eyes/record.ts";
import type { ExperimentFiles } from "../figures/experiment-files.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { type WrittenRecord, writeSidecar } from "../sidecar.ts";
import { EYES, type EyesOptions } from "./options.ts";

export async function writeEyesRecord(
	files: ExperimentFiles,
	result: readonly EyesRecord[],
	options: EyesOptions,
	opened: OpenedNetwork | null,
	signal: AbortSignal,
): Promise<WrittenRecord> {
	const { device, renderer } = opened?.engine ?? { device: undefined, renderer: undefined };
	const unused = opened ? {} : { precision: undefined };
	const ofSet = options.dataset ? {} : { shapeRes: undefined, level: undefined, size: undefined };
	const recorded = recordedOptions(EYES, options, { device, renderer, ...unused, ...ofSet });
	const record = {
		...{ command: "eyes", repeat: repeatOf("eyes", EYES, recorded) },
		...{ network: opened?.network ?? null, engine: opened?.engine ?? null },
		...{ options: recorded, result, outputs: files.outputs },
	};
	return await writeSidecar(files.pathOf("eyes.json"), record, signal);
}
