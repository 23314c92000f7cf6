/** Writes `eyes.json`. */

import type { EyesRecord } from "../../analysis/eyes/record.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import type { ExperimentFiles } from "../figures/experiment-files.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { networkArguments } from "../options/shared.ts";
import { argumentsOf, recordText } from "../sidecar.ts";
import type { EyesOptions } from "./options.ts";

/** @returns its path */
export async function writeEyesRecord(
	files: ExperimentFiles,
	result: readonly EyesRecord[],
	options: EyesOptions,
	opened: OpenedNetwork | null,
	signal: AbortSignal,
): Promise<string> {
	const { network, seeds, outdir, trunc, truncCutoff, levels, yaws, sampleMult, control, reader, dataset } = options;
	const { shapeRes, level, size, threads } = options;
	const resolved = {
		...{ network, seeds: seeds.length > 0 ? seeds : undefined, outdir, trunc, truncCutoff, levels, yaws, sampleMult },
		...{ control, ...(reader > 0 ? { reader } : {}), dataset, ...(dataset ? { shapeRes, level, size } : {}) },
		...(opened ? { device: opened.engine.device, renderer: opened.engine.renderer } : {}),
		precision: opened ? options.precision : undefined,
		threads,
		...networkArguments(options),
	};
	const record = {
		...{ triplane: packageInfo().version, command: "eyes", repeat: argumentsOf("eyes", resolved) },
		...{ network: opened?.network ?? null, engine: opened?.engine ?? null },
		...{ options: resolved, result, outputs: files.outputs },
	};
	const path = files.pathOf("eyes.json");
	await writeFileWhole(path, recordText(record), signal);
	return path;
}
