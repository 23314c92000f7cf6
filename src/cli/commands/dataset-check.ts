/** `triplane dataset check`: what is wrong with a dataset. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { parseKinds, parseSide, sourceArgument } from "../dataset/options.ts";
import { jsonOption, quietOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Looks at every label and every image, and names what is wrong: missing or surplus labels, labels that are no " +
	"cameras, images that are damaged, of different sizes, or there twice. Exit code 1 when anything is.";

export function datasetCheckCommand(session: Session): CommandUnknownOpts {
	const command = new Command("check")
		.summary("name everything that is wrong with a dataset")
		.description(DESCRIPTION)
		.addArgument(sourceArgument())
		.option("--resolution <n>", "width and height that images should have (default: any one power of two)", parseSide)
		.option("--headers-only", "do not decode pixels: quicker, but blind to damage behind the headers")
		.option(
			"--ignore <kinds>",
			"kinds of faults not to look for, separated by commas, as in duplicate,alpha",
			parseKinds,
		)
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (source, options) => {
			const { runCheck } = await import("../dataset/check.ts");
			await runCheck(source, options, session);
		});
	return command as CommandUnknownOpts;
}
