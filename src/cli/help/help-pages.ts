/** Help texts of all commands, for `scripts/generate-cli-docs.mjs`. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";

const PAGE_WIDTH = 100;

export interface HelpPage {
	readonly name: string;
	readonly summary: string;
	readonly help: string;
}

/** A hidden command: all help texts as JSON, of which `scripts/generate-cli-docs.mjs` makes docs/cli.md. */
export function helpPagesCommand(wholeProgram: () => Promise<CommandUnknownOpts>): CommandUnknownOpts {
	const command = new Command("help-pages").action(async () => {
		const program = await wholeProgram();
		const pages = [helpPage(program, program.name()), ...pagesBelow(program, "")];
		process.stdout.write(`${JSON.stringify(pages, null, "\t")}\n`);
	});
	return command as CommandUnknownOpts;
}

/** Pages of all commands below one, named as they are typed: `dataset`, `dataset pack`. */
function pagesBelow(command: CommandUnknownOpts, prefix: string): HelpPage[] {
	const shown = command.createHelp().visibleCommands(command);
	return shown
		.filter((one) => one.name() !== "help")
		.flatMap((one) => {
			const name = `${prefix}${one.name()}`;
			return [helpPage(one, name), ...pagesBelow(one, `${name} `)];
		});
}

function helpPage(command: CommandUnknownOpts, name: string): HelpPage {
	let help = "";
	command.configureHelp({ ...command.configureHelp(), helpWidth: PAGE_WIDTH });
	command.configureOutput({
		writeOut: (text) => {
			help += text;
		},
	});
	command.outputHelp();
	return { name, summary: command.summary(), help };
}
