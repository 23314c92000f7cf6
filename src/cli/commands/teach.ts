/** `triplane teach`: a generator from people whose geometry is known. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { presetNames } from "../../generator/presets.ts";
import { parseInteger, parseNumber } from "../options/numbers.ts";
import { jsonOption, quietOption, threadsOption } from "../options/shared.ts";
import type { Session } from "../session.ts";
import { parsePeople } from "../teach/options.ts";

const DESCRIPTION =
	"Teaches a generator from synthetic people, whose geometry and colours are known: first their traits to the mapping, " +
	"then points of their surfaces, then rays. Every z of the generator then stands for a person that is known. There is " +
	"no discriminator; 'train --resume' goes on with one. Each run has a folder in --outdir with its state, networks, " +
	"statistics, and sheets of what the generator makes of people it was never shown, beside the truth.";

export function teachCommand(session: Session): CommandUnknownOpts {
	const command = new Command("teach")
		.summary("teach a generator from people of known shape")
		.description(DESCRIPTION)
		.option("--outdir <folder>", "where runs have their folders")
		.option(
			"--people <set>",
			"heads:<frontal|rebalanced>[,seed=<n>]: where cameras stand, who the people are",
			parsePeople,
		)
		.option("--cfg <name>", `configuration of a new generator: ${presetNames().join(", ")} (default: heads128)`)
		.option(
			"--resume <path>",
			"the folder of a run that goes on, or a network to begin with; with --cfg, --cbase or --cmax it grows to that",
		)
		.option("--desc <text>", "put into the folder's name")
		.optionsGroup("Teaching:")
		.option("--kimg <n>", "thousands of people shown, each as often as it comes (default: 400)", number({ above: 0 }))
		.option("--batch <n>", "people of a step (default: 8)", count(1))
		.option("--batch-gpu <n>", "people of one run of a graph, a divisor of the batch (default: 4)", count(1))
		.option("--lr <x>", "learning rate, falling to 3 % along a cosine (default: 0.005)", number({ above: 0 }))
		.option("--trait-steps <n>", "steps at first in which the mapping learns traits (default: 8000)", count(0))
		.option("--trait-lr <x>", "learning rate of those steps, falling likewise (default: 0.06)", number({ above: 0 }))
		.option("--point-steps <n>", "steps with points alone before rays come in (default: 3000)", count(0))
		.option("--fresh <n>", "new people of a step (default: 1)", number({ above: 0 }))
		.option("--pool <n>", "people in use at a time (default: 1024)", count(8))
		.option("--cbase <n>", "channels at resolution r: min(cbase / r, cmax)", count(1))
		.option("--cmax <n>", "most channels of a layer", count(1))
		.option("--seed <n>", "of weights and order (default: 0)", count(0))
		.optionsGroup("Reports:")
		.option("--tick <kimg>", "thousands of people between reports (default: 4)", number({ above: 0 }))
		.option("--snap <n>", "ticks between snapshots (default: 5)", count(1))
		.option("--judged <n>", "people never shown whose pictures are compared at snapshots (default: 16)", count(1))
		.option("--save-minutes <n>", "the state is saved at least this often (default: 5)", number({ above: 0 }))
		.optionsGroup("Engine:")
		.option("--tracers <n>", "threads that trace new people (default: 1)", count(1))
		.addOption(threadsOption())
		.addOption(jsonOption())
		.addOption(quietOption());
	command.action(async (options) => {
		const { runTeach } = await import("../teach/run.ts");
		const said = new Set(Object.keys(options).filter((name) => command.getOptionValueSource(name as never) === "cli"));
		await runTeach(options, said, session);
	});
	return command as CommandUnknownOpts;
}

function number(limits: Parameters<typeof parseNumber>[1]): (text: string) => number {
	return (text) => parseNumber(text, limits);
}

function count(least: number): (text: string) => number {
	return (text) => parseInteger(text, { least, most: 100_000_000 });
}
