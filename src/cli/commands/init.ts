/** `triplane init`: a network of random weights, for benchmarks and as a start for training. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { presetNames } from "../../generator/presets.ts";
import type { InitOptions } from "../init/run.ts";
import { addSceneOptions } from "../options/scene.ts";
import { parseSeed } from "../options/seeds.ts";
import { jsonOption, quietOption } from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Writes a network of random weights in a named configuration, for benchmarks and as a start for " +
	"training. The same seed gives the same file.";

export function initCommand(session: Session): CommandUnknownOpts {
	const command = new Command("init");
	command
		.summary("a network of random weights")
		.description(DESCRIPTION)
		.addOption(configurationOption())
		.option("--seed <seed>", "seed of the weights", parseSeed, 0)
		.requiredOption("--out <file>", "the .safetensors file to write")
		.addOption(jsonOption())
		.addOption(quietOption());
	addSceneOptions(command);
	return command.action(async () => {
		const { runInit } = await import("../init/run.ts");
		// every option is parsed into the type that the interface gives it
		await runInit(command.opts() as unknown as InitOptions, session);
	}) as CommandUnknownOpts;
}

function configurationOption(): Option<"--cfg <name>", undefined, undefined, undefined, true, string> {
	return new Option("--cfg <name>", "which configuration").choices(presetNames()).makeOptionMandatory();
}
