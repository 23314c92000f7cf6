/** `triplane encoder` on the command line. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { ENCODER } from "./options.ts";

export function encoderCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "encoder",
		description:
			"Teaches a small network that says at once which person of a generator a picture shows, and from where it was " +
			"taken: 'invert' begins with its answer. It learns from pictures that the generator makes itself, whose people and cameras are " +
			"known, with other light, colours, blur, noise and backdrops. Writes it (encoder.safetensors) and a record with " +
			"its errors for people whom it was never shown (encoder.json). Runs on the CPU. Ctrl-C keeps what was learned so far.",
		fields: ENCODER,
		examples: ["encoder --network heads --heads --outdir out/encoder"],
		run: async (options) => {
			const { runEncoder } = await import("./run.ts");
			await runEncoder(options, session);
		},
	});
}
