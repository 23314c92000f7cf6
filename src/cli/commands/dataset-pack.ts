/** `triplane dataset pack`: images into a stored zip of one size. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { parseCrop, parseSide, sourceArgument } from "../dataset/options.ts";
import { jsonOption, quietOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Packs images into a stored zip with dataset.json, all of one square size, named as the published datasets are. " +
	"Labels follow what is done to their images: cropping changes the intrinsics, mirroring the pose. " +
	"Equal sources give equal bytes. A record is written beside the archive.";

export function datasetPackCommand(session: Session): CommandUnknownOpts {
	const command = new Command("pack")
		.summary("images into a stored zip of one size")
		.description(DESCRIPTION)
		.addArgument(sourceArgument())
		.argument("<out>", "the zip archive to write")
		.option("--resolution <n>", "width and height of the result, by a Lanczos filter (default: as they are)", parseSide)
		.option("--crop <crop>", "none, center (the middle square), or left,top,width,height in pixels", parseCrop, "none")
		.option("--mirror", "add every image mirrored, with the mirrored pose")
		.addOption(
			new Option("--format <format>", "png and webp keep every pixel, jpg does not; keep leaves each as it is")
				.choices(["png", "jpg", "webp", "keep"] as const)
				.default("png" as const),
		)
		.option("--only-labelled", "leave out images without a label")
		.option("--skip-unreadable", "leave out images that are damaged")
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (source, out, options) => {
			const { runPack } = await import("../dataset/pack.ts");
			await runPack(source, out, options, session);
		});
	return command as CommandUnknownOpts;
}
