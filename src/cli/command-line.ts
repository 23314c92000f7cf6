/** One command line: what runs it, how it ends, and what a user reads when it fails. */

import { CommanderError } from "@commander-js/extra-typings";
import { errorMessage } from "./error-message.ts";
import { type EndingSignal, EXIT_BY_SIGNAL, EXIT_OK, EXIT_USAGE, exitCodeOf } from "./exit-codes.ts";
import { Interruption } from "./interruption.ts";
import { watchOutput } from "./output-streams.ts";
import { buildProgram } from "./program.ts";
import { CommandSession } from "./session.ts";
import { say } from "./terminal.ts";

/** Runs one command line and returns the exit code. Listens to the process's streams and errors from then on. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
	watchOutput({ "standard output": process.stdout, "standard error": process.stderr }, (error) => {
		process.exit(explain(error, null));
	});
	// What fails where nobody waits, in a worker or a driver's callback, still ends in a message and a code.
	process.on("uncaughtException", (error) => process.exit(explain(error, null)));
	return await run(args);
}

async function run(args: readonly string[]): Promise<number> {
	using interruption = new Interruption();
	const session = new CommandSession(interruption.signal);
	try {
		// a command can be named anywhere: 'help mesh'
		const program = await buildProgram(session, (name) => args.includes(name));
		await program.parseAsync(args, { from: "user" });
		return interruption.caught ? EXIT_BY_SIGNAL[interruption.caught] : session.exitCode;
	} catch (error) {
		// commander has printed help, version or the complaint already
		if (error instanceof CommanderError) return error.exitCode === EXIT_OK ? EXIT_OK : EXIT_USAGE;
		return explain(error, interruption.caught);
	}
}

/** Says what went wrong and returns the exit code. */
function explain(error: unknown, signal: EndingSignal | null): number {
	const debug = process.env.TRIPLANE_DEBUG === "1";
	say(process.stderr, errorMessage(error, { debug, signal }));
	return exitCodeOf(error, signal);
}
