/** Paths among the options of a run that was started in another folder. */

import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { TrainCommandOptions } from "./options.ts";

/** The same options with relative paths that counted from the folder `from` counting from the folder `to`. */
export function pathsFrom(from: string, to: string, options: TrainCommandOptions): TrainCommandOptions {
	if (resolve(from) === resolve(to)) return options;
	const moved = (path: string): string => (isAbsolute(path) ? path : relative(to, resolve(from, path)) || ".");
	const { data, latents, detector, outdir, resume } = options;
	return {
		...options,
		...(data?.kind === "files" ? { data: { ...data, path: moved(data.path) } } : {}),
		...(latents === undefined ? {} : { latents: moved(latents) }),
		...(detector === undefined ? {} : { detector: moved(detector) }),
		...(outdir === undefined ? {} : { outdir: moved(outdir) }),
		// what is no file is the name of an embedded network
		...(resume !== undefined && existsSync(resolve(from, resume)) ? { resume: moved(resume) } : {}),
	};
}
