/** `triplane dataset check`: what is wrong with a dataset. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { presetNames } from "../../generator/presets.ts";
import type { CheckCommandOptions } from "../dataset/check.ts";
import { parseKinds, parseSide, sourceArgument } from "../dataset/options.ts";
import { addBoxOptions } from "../options/scene.ts";
import { jsonOption, quietOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Looks at every label and every image, and names what is wrong: missing or surplus labels, labels that are no " +
	"cameras, images that are damaged, of different sizes, or there twice, and cameras that cannot be right together: in one " +
	"place, alike, or looking past the box. Exit code 1 when anything is.";

export function datasetCheckCommand(session: Session): CommandUnknownOpts {
	const command = new Command("check");
	command
		.summary("name everything that is wrong with a dataset")
		.description(DESCRIPTION)
		.addArgument(sourceArgument())
		.option("--resolution <n>", "width and height that images should have (default: any one power of two)", parseSide)
		.option("--headers-only", "do not decode pixels: quicker, but blind to damage behind the headers")
		.option("--ignore <kinds>", "kinds of faults not to look for, separated by commas, as in duplicate,alpha", (text) =>
			parseKinds(text),
		)
		.addOption(
			new Option("--cfg <name>", "configuration that the cameras should suit (default: any of them)").choices(
				presetNames(),
			),
		);
	addBoxOptions(command, "as --cfg says");
	command.addOption(jsonOption()).addOption(quietOption());
	return command.action(async () => {
		const { runCheck } = await import("../dataset/check.ts");
		const [source = ""] = command.args;
		// every option is parsed into the type that the interface gives it
		await runCheck(source, command.opts() as unknown as CheckCommandOptions, session);
	}) as CommandUnknownOpts;
}
