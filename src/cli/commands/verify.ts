/** `triplane verify`: how close we are to the published PyTorch code. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import {
	allowLargeOption,
	allowUnusedOption,
	deviceOption,
	jsonOption,
	likeOption,
	networkCfgOption,
	networkOption,
	quietOption,
	rendererOption,
	threadsOption,
} from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Runs every stage of a network on the inputs and random numbers of a golden – a safetensors file with " +
	"every stage's output from the published PyTorch code – and compares. Exit code 1 when a tensor is " +
	"outside its tolerance.";

export function verifyCommand(session: Session): CommandUnknownOpts {
	const command = new Command("verify")
		.summary("compare with numbers of the published code")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.requiredOption("--golden <file>", "safetensors file laid out as test/fixtures/README.md says")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (options) => {
			const { runVerify } = await import("../verify/run.ts");
			await runVerify(options, session);
		});
	return command as CommandUnknownOpts;
}
