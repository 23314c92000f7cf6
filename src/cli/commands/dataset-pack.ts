/** `triplane dataset pack`: images into a stored zip of one size. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { PACK, SOURCE } from "../dataset/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Packs images into a stored zip with dataset.json, all of one square size, named as the published datasets are. " +
	"Labels follow what is done to their images: cropping changes the intrinsics, mirroring the pose. " +
	"Equal sources give equal bytes. A record is written beside the archive.";

export function datasetPackCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "pack",
		summary: "images into a stored zip of one size",
		description: DESCRIPTION,
		fields: PACK,
		operands: [SOURCE, { name: "<out>", help: "the zip archive to write" }],
		examples: ["dataset pack photographs/ faces.zip --resolution 256 --mirror"],
		run: async (options, { operands: [source = "", out = ""] }) => {
			const { runPack } = await import("../dataset/pack.ts");
			await runPack(source, out, options, session);
		},
	});
}
