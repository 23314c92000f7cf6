/** Hidden commands, which other programs of this project start. */

import { Argument, Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { PROBE_COMMAND, probeDevice } from "../doctor/device-findings.ts";

const PAGE_WIDTH = 100;

export interface HelpPage {
	readonly name: string;
	readonly summary: string;
	readonly help: string;
}

/** A hidden command: all help texts as JSON, of which `scripts/generate-cli-docs.mjs` makes docs/cli.md. */
export function helpPagesCommand(program: CommandUnknownOpts): CommandUnknownOpts {
	const command = new Command("help-pages").action(() => {
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

/** A hidden command: tries one device, for `triplane doctor`. */
export function probeDeviceCommand(): CommandUnknownOpts {
	const command = new Command(PROBE_COMMAND)
		.addArgument(new Argument("<device>", "which").choices(["cpu", "webgpu", "cuda"] as const))
		.action(async (device) => {
			process.stdout.write(`${JSON.stringify(await probeDevice(device))}\n`);
		});
	return command as CommandUnknownOpts;
}
