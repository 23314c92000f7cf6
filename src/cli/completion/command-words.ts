/** What may follow a command on the command line: names of commands below it, options, and values of options. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";

export interface CommandWords {
	/** Names from the program down, without its own: "dataset pack"; "" for the program. */
	readonly path: string;
	readonly commands: readonly { readonly name: string; readonly summary: string }[];
	readonly options: readonly OptionWords[];
}

export interface OptionWords {
	/** "--device" */
	readonly flag: string;
	readonly help: string;
	/** Whether a value follows. */
	readonly hasValue: boolean;
	/** Values, where they are a few words. */
	readonly choices: readonly string[];
}

/** Of a command and all below it. */
export function commandWords(command: CommandUnknownOpts, path = ""): CommandWords[] {
	const help = command.createHelp();
	const commands = help.visibleCommands(command);
	const options = help.visibleOptions(command).map((option) => ({
		flag: option.long ?? option.flags,
		help: option.description,
		hasValue: option.required || option.optional,
		choices: option.argChoices ?? [],
	}));
	return [
		{ path, options, commands: commands.map((one) => ({ name: one.name(), summary: one.summary() })) },
		...commands.flatMap((one) => commandWords(one, `${path} ${one.name()}`.trim())),
	];
}
