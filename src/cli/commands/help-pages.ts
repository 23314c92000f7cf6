/** A hidden command: all help texts as JSON, of which `scripts/generate-cli-docs.mjs` makes docs/cli.md. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";

const PAGE_WIDTH = 100;

export interface HelpPage {
	readonly name: string;
	readonly summary: string;
	readonly help: string;
}

export function helpPagesCommand(program: CommandUnknownOpts): CommandUnknownOpts {
	const command = new Command("help-pages").action(() => {
		const shown = program.createHelp().visibleCommands(program);
		const pages = [program, ...shown.filter((one) => one.name() !== "help")].map(helpPage);
		process.stdout.write(`${JSON.stringify(pages, null, "\t")}\n`);
	});
	return command as CommandUnknownOpts;
}

function helpPage(command: CommandUnknownOpts): HelpPage {
	let help = "";
	command.configureHelp({ ...command.configureHelp(), helpWidth: PAGE_WIDTH });
	command.configureOutput({
		writeOut: (text) => {
			help += text;
		},
	});
	command.outputHelp();
	return { name: command.name(), summary: command.summary(), help };
}
