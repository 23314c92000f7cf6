/** `triplane invert` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { INVERT } from "./options.ts";

export function invertCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "invert",
		description:
			"Finds the person of a network who looks like a picture, and where it was taken from. Writes the person " +
			"(person.safetensors: latents, camera and tuned weights, which --person of other commands takes), a sheet of the picture, the " +
			"person from other sides and in clay (person.png), and a record (person.json). The raw image is compared, " +
			"without super-resolution; the work runs on the CPU. Ctrl-C keeps what was found so far.",
		fields: INVERT,
		examples: [
			"invert --image photograph.jpg --align heads --outdir out/person",
			"invert --image crop.png --true-yaw 20 --true-pitch 0 --steps 400 --outdir out/person",
			"sample --person out/person/person.safetensors --true-yaw -60,-30,0,30,60 --outdir out",
		],
		run: async (options) => {
			const { runInvert } = await import("./run.ts");
			await runInvert(options, session);
		},
	});
}
