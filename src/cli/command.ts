/** Commands made of a table of options: parser, help page with examples, and what runs. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { declare, type Fields, missingOf, type OptionsOf } from "./options/fields.ts";

export interface Operand {
	/** "<source>", or "[network]" where it may be left out. */
	readonly name: string;
	readonly help: string;
}

export interface CommandSpec<F extends Fields> {
	readonly name: string;
	/** A line for lists of commands. Those of the program have it in program.ts. */
	readonly summary?: string;
	readonly description: string;
	readonly fields: F;
	/** What follows the name without a flag. */
	readonly operands?: readonly Operand[];
	/** Command lines for the help page, without 'triplane'. */
	readonly examples: readonly string[];
	readonly run: (options: OptionsOf<F>, typed: Typed<F>) => Promise<void>;
}

/** What was typed, beside the options. */
export interface Typed<F extends Fields> {
	readonly operands: readonly (string | undefined)[];
	/** Options that were given. */
	readonly said: Partial<OptionsOf<F>>;
}

/** Builds a command. */
export function buildCommand<F extends Fields>(spec: CommandSpec<F>): CommandUnknownOpts {
	const { name, summary = "", description, fields, operands = [], examples } = spec;
	const command = new Command(name).summary(summary).description(description) as CommandUnknownOpts;
	for (const operand of operands) command.argument(operand.name, operand.help);
	declare(command, fields);
	const lines = examples.map((example) => `\n  triplane ${example}`).join("");
	command.addHelpText("after", `\nExample${examples.length === 1 ? "" : "s"}:${lines}`);
	return command.action(async () => {
		const options = optionsOf(command, fields);
		const given = Object.entries(options).filter(([option]) => command.getOptionValueSource(option) === "cli");
		await spec.run(options, {
			// those of a list, as "<images...>", come together
			operands: command.processedArgs.flat() as (string | undefined)[],
			said: Object.fromEntries(given) as Partial<OptionsOf<F>>,
		});
	});
}

/** Parses a command line that was recorded. Throws `CommanderError` after it has said what is wrong. */
export function parseRecorded<F extends Fields>(name: string, fields: F, args: readonly string[]): OptionsOf<F> {
	const command = new Command(name).exitOverride() as CommandUnknownOpts;
	declare(command, fields);
	return optionsOf(command.parse(args, { from: "user" }), fields);
}

/** Every field is read into the type that its table gives it. Ends the command where required ones are missing. */
function optionsOf<F extends Fields>(command: CommandUnknownOpts, fields: F): OptionsOf<F> {
	const options: Record<string, unknown> = command.opts();
	const missing = missingOf(fields, options);
	if (missing.length > 0) command.error(`error: missing ${missing.join(", ")}`);
	return options as OptionsOf<F>;
}
