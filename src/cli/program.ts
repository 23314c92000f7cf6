/** The command line: every command, with help and errors alike. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { packageInfo } from "../platform/node/package-info.ts";
import type { Session } from "./session.ts";

interface Entry {
	readonly name: string;
	/** A line for the list of commands. */
	readonly summary: string;
	readonly isHidden?: true;
	/** Tables of options and what they import take longer to load than anything else when a command starts. */
	load(): Promise<(session: Session) => CommandUnknownOpts>;
}

const COMMANDS: readonly Entry[] = [
	{
		name: "demo",
		summary: "try it: people from the embedded network",
		load: async () => (await import("./sample/demo-command.ts")).demoCommand,
	},
	{
		name: "view",
		summary: "turn people by hand, in the browser",
		load: async () => (await import("./view/command.ts")).viewCommand,
	},
	{
		name: "sample",
		summary: "images of people from seeds",
		load: async () => (await import("./sample/command.ts")).sampleCommand,
	},
	{
		name: "angles",
		summary: "people at steep angles, with numbers",
		load: async () => (await import("./angles/command.ts")).anglesCommand,
	},
	{
		name: "volume",
		summary: "inside a person's volume: slices, rays, sections",
		load: async () => (await import("./volume/command.ts")).volumeCommand,
	},
	{
		name: "sweep",
		summary: "a person changed along entries and directions",
		load: async () => (await import("./sweep/command.ts")).sweepCommand,
	},
	{
		name: "video",
		summary: "turning and changing people, as MP4, GIF, WebP or pictures",
		load: async () => (await import("./video/command.ts")).videoCommand,
	},
	{
		name: "mesh",
		summary: "people's shapes: GLB, PLY, OBJ, STL, MRC",
		load: async () => (await import("./mesh/command.ts")).meshCommand,
	},
	{
		name: "align",
		summary: "photographs to crops with cameras",
		load: async () => (await import("./align/command.ts")).alignCommand,
	},
	{
		name: "invert",
		summary: "a picture to a person of the network",
		load: async () => (await import("./invert/command.ts")).invertCommand,
	},
	{
		name: "eyes",
		summary: "hollow sockets, and gazes that follow the camera, with numbers",
		load: async () => (await import("./eyes/command.ts")).eyesCommand,
	},
	{
		name: "report",
		summary: "all experiments as one page, claim by claim",
		load: async () => (await import("./report/command.ts")).reportCommand,
	},
	{
		name: "info",
		summary: "what a network file holds",
		load: async () => (await import("./info/command.ts")).infoCommand,
	},
	{
		name: "export",
		summary: "a network as safetensors or ONNX",
		load: async () => (await import("./export/command.ts")).exportCommand,
	},
	{
		name: "init",
		summary: "a network of random weights",
		load: async () => (await import("./init/command.ts")).initCommand,
	},
	{
		name: "metrics",
		summary: "how good a network is, in numbers",
		load: async () => (await import("./metrics/command.ts")).metricsCommand,
	},
	{
		name: "verify",
		summary: "compare with numbers of the published code",
		load: async () => (await import("./verify/command.ts")).verifyCommand,
	},
	{
		name: "dataset",
		summary: "pack, check, measure, rebalance and make datasets",
		load: async () => (await import("./dataset/command.ts")).datasetCommand,
	},
	{
		name: "teach",
		summary: "teach a generator from people of known shape",
		load: async () => (await import("./teach/command.ts")).teachCommand,
	},
	{
		name: "encoder",
		summary: "teach a network to recognise a generator's people",
		load: async () => (await import("./encoder/command.ts")).encoderCommand,
	},
	{
		name: "train",
		summary: "train a network",
		load: async () => (await import("./train/command.ts")).trainCommand,
	},
	{
		name: "doctor",
		summary: "what this machine offers, and what is missing",
		load: async () => (await import("./doctor/command.ts")).doctorCommand,
	},
	{
		name: "completion",
		summary: "a script that completes commands in your shell",
		load: async () => {
			const { completionCommand } = await import("./completion/command.ts");
			return (session) => completionCommand(() => buildProgram(session));
		},
	},
	{
		name: "probe-device",
		summary: "",
		isHidden: true,
		load: async () => (await import("./doctor/probe-command.ts")).probeDeviceCommand,
	},
	{
		name: "help-pages",
		summary: "",
		isHidden: true,
		load: async () => {
			const { helpPagesCommand } = await import("./help/help-pages.ts");
			return (session) => helpPagesCommand(() => buildProgram(session));
		},
	},
];

const AFTER_HELP = `
Exit codes: 0 done · 1 a check failed · 2 wrong command line or input · 3 damaged or foreign file
4 device not there · 5 device failed · 6 cannot write · 7 shapes or graphs do not fit
8 training diverged · 70 fault of the program · 130, 143 stopped by a signal`;

/**
 * Builds the program; `parseAsync` of it throws `CommanderError` instead of ending the process.
 * @param isWanted  whether a command can be run; of others there is the line in the list of commands alone
 */
export async function buildProgram(
	session: Session,
	isWanted: (name: string) => boolean = () => true,
): Promise<CommandUnknownOpts> {
	const { version } = packageInfo();
	const program = new Command("triplane")
		.description("EG3D in TypeScript: run, measure, edit and train 3D-aware GANs")
		.version(version, "-V, --version", "print the version")
		.helpCommand("help [command]", "print the help of a command")
		.showSuggestionAfterError()
		.addHelpText("after", AFTER_HELP) as CommandUnknownOpts;
	for (const { name, summary, isHidden, load } of COMMANDS) {
		const command = isWanted(name) ? (await load())(session) : (new Command(name) as CommandUnknownOpts);
		program.addCommand(command.summary(summary), { hidden: isHidden ?? false });
	}
	for (const command of withSubcommands(program)) {
		command
			.exitOverride()
			.addHelpOption(new Option("-h, --help", "print help").helpGroup("Options:"))
			.configureHelp({
				helpWidth: Math.min(process.stdout.columns ?? 100, 110),
				showGlobalOptions: false,
				subcommandTerm: (below) => below.name(),
			});
	}
	return program;
}

/** A command, and all below it. */
function withSubcommands(command: CommandUnknownOpts): CommandUnknownOpts[] {
	return [command, ...command.commands.flatMap(withSubcommands)];
}
