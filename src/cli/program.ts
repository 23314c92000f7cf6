/** The command line: every command, with help and errors alike. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { packageInfo } from "../platform/node/package-info.ts";
import { anglesCommand } from "./commands/angles.ts";
import { completionCommand } from "./commands/completion.ts";
import { datasetCommand } from "./commands/dataset.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { eyesCommand } from "./commands/eyes.ts";
import { helpPagesCommand } from "./commands/help-pages.ts";
import { infoCommand } from "./commands/info.ts";
import { initCommand } from "./commands/init.ts";
import { meshCommand } from "./commands/mesh.ts";
import { metricsCommand } from "./commands/metrics.ts";
import { probeDeviceCommand } from "./commands/probe-device.ts";
import { reportCommand } from "./commands/report.ts";
import { sampleCommand } from "./commands/sample.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { teachCommand } from "./commands/teach.ts";
import { trainCommand } from "./commands/train.ts";
import { verifyCommand } from "./commands/verify.ts";
import { videoCommand } from "./commands/video.ts";
import { viewCommand } from "./commands/view.ts";
import { volumeCommand } from "./commands/volume.ts";
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
	eyesCommand,
	reportCommand,
	infoCommand,
	exportCommand,
	initCommand,
	metricsCommand,
	verifyCommand,
	datasetCommand,
	teachCommand,
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
