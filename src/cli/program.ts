/** The command line: every command, with help and errors alike. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { packageInfo } from "../platform/node/package-info.ts";
import { completionCommand } from "./commands/completion.ts";
import { datasetCommand } from "./commands/datasets.ts";
import {
	anglesCommand,
	eyesCommand,
	metricsCommand,
	reportCommand,
	sweepCommand,
	volumeCommand,
} from "./commands/experiments.ts";
import { helpPagesCommand, probeDeviceCommand } from "./commands/hidden.ts";
import { doctorCommand, exportCommand, infoCommand, initCommand, verifyCommand } from "./commands/networks.ts";
import {
	alignCommand,
	demoCommand,
	invertCommand,
	meshCommand,
	sampleCommand,
	videoCommand,
	viewCommand,
} from "./commands/people.ts";
import { encoderCommand, teachCommand, trainCommand } from "./commands/training.ts";
import type { Session } from "./session.ts";

const COMMANDS: readonly ((session: Session) => CommandUnknownOpts)[] = [
	demoCommand,
	viewCommand,
	sampleCommand,
	anglesCommand,
	volumeCommand,
	sweepCommand,
	videoCommand,
	meshCommand,
	alignCommand,
	invertCommand,
	eyesCommand,
	reportCommand,
	infoCommand,
	exportCommand,
	initCommand,
	metricsCommand,
	verifyCommand,
	datasetCommand,
	teachCommand,
	encoderCommand,
	trainCommand,
	doctorCommand,
];

const AFTER_HELP = `
Exit codes: 0 done · 1 a check failed · 2 wrong command line or input · 3 damaged or foreign file
4 device not there · 5 device failed · 6 cannot write · 7 shapes or graphs do not fit
8 training diverged · 70 fault of the program · 130, 143 stopped by a signal`;

/** Builds the program; `parseAsync` of it throws `CommanderError` instead of ending the process. */
export function buildProgram(session: Session): CommandUnknownOpts {
	const { version } = packageInfo();
	const program = new Command("triplane")
		.description("EG3D in TypeScript: run, measure, edit and train 3D-aware GANs")
		.version(version, "-V, --version", "print the version")
		.helpCommand("help [command]", "print the help of a command")
		.showSuggestionAfterError()
		.addHelpText("after", AFTER_HELP) as CommandUnknownOpts;
	for (const make of COMMANDS) program.addCommand(make(session));
	program.addCommand(completionCommand(program));
	program.addCommand(probeDeviceCommand(), { hidden: true });
	program.addCommand(helpPagesCommand(program), { hidden: true });
	for (const command of withSubcommands(program)) {
		command
			.exitOverride()
			.addHelpOption(new Option("-h, --help", "print help").helpGroup("Options:"))
			.configureHelp({ helpWidth: Math.min(process.stdout.columns ?? 100, 110), showGlobalOptions: false });
	}
	return program;
}

/** A command, and all below it. */
function withSubcommands(command: CommandUnknownOpts): CommandUnknownOpts[] {
	return [command, ...command.commands.flatMap(withSubcommands)];
}
