/** `triplane completion`: what makes a shell complete commands, options and their values. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { InputError } from "../../tensor/errors.ts";
import { buildCommand } from "../command.ts";
import { commandWords } from "./command-words.ts";
import { SHELLS } from "./shells.ts";

const DESCRIPTION =
	"Prints a script that makes a shell complete commands, options and their values. bash and zsh: add " +
	"'source <(triplane completion bash)' to ~/.bashrc, or the same with zsh to ~/.zshrc. fish: 'triplane completion fish > " +
	"~/.config/fish/completions/triplane.fish'.";

export function completionCommand(wholeProgram: () => Promise<CommandUnknownOpts>): CommandUnknownOpts {
	return buildCommand({
		name: "completion",
		description: DESCRIPTION,
		fields: {},
		operands: [{ name: "<shell>", help: `which shell: ${[...SHELLS.keys()].join(", ")}` }],
		examples: ["completion bash"],
		run: async (_, { operands: [shell = ""] }) => {
			const script = SHELLS.get(shell);
			if (!script) throw new InputError(`completion: '${shell}' is not one of ${[...SHELLS.keys()].join(", ")}`);
			const program = await wholeProgram();
			process.stdout.write(script(program.name(), commandWords(program)));
		},
	});
}
