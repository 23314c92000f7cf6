/** `triplane dataset check`: what is wrong with a dataset. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { CHECK, SOURCE } from "../dataset/options.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Looks at every label and every image, and names what is wrong: missing or surplus labels, labels that are no " +
	"cameras, images that are damaged, of different sizes, or there twice, and cameras that cannot be right together: in one " +
	"place, alike, or looking past the box. Exit code 1 when anything is.";

export function datasetCheckCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "check",
		summary: "name everything that is wrong with a dataset",
		description: DESCRIPTION,
		fields: CHECK,
		operands: [SOURCE],
		examples: ["dataset check faces.zip"],
		run: async (options, { operands: [source = ""] }) => {
			const { runCheck } = await import("../dataset/check.ts");
			await runCheck(source, options, session);
		},
	});
}
