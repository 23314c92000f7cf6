/** Commands that change networks by learning. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { ENCODER } from "../encoder/options.ts";
import type { Session } from "../session.ts";
import { TEACH } from "../teach/options.ts";
import { TRAIN } from "../train/options.ts";

export function teachCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "teach",
		summary: "teach a generator from people of known shape",
		description:
			"Teaches a generator from synthetic people, whose geometry and colours are known: first the mapping learns " +
			"their traits, then the planes learn points of their surfaces, then rays. Every z of the generator then stands for a person that is known. There is " +
			"no discriminator; 'train --resume' goes on with one. Each run has a folder in --outdir with its state, networks, " +
			"statistics, and sheets of what the generator makes of people it was never shown, beside the truth.",
		fields: TEACH,
		examples: [
			"teach --outdir runs --people heads:rebalanced,seed=1 --kimg 200",
			"teach --resume runs/00000-heads128-heads_rebalanced_seed_1-batch8",
		],
		run: async (options, { said }) => {
			const { runTeach } = await import("../teach/run.ts");
			await runTeach(options, said, session);
		},
	});
}

export function encoderCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "encoder",
		summary: "teach a network to recognise a generator's people",
		description:
			"Teaches a small network that says at once which person of a generator a picture shows, and from where it was " +
			"taken: 'invert' begins with its answer. It learns from pictures that the generator makes itself, whose people and cameras are " +
			"known, with other light, colours, blur, noise and backdrops. Writes it (encoder.safetensors) and a record with " +
			"its errors for people whom it was never shown (encoder.json). Runs on the CPU. Ctrl-C keeps what was learned so far.",
		fields: ENCODER,
		examples: ["encoder --network heads --heads --outdir out/encoder"],
		run: async (options) => {
			const { runEncoder } = await import("../encoder/run.ts");
			await runEncoder(options, session);
		},
	});
}

export function trainCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "train",
		summary: "train a network",
		description:
			"Trains a network on images and their cameras, from random weights (--cfg) or from a network (--resume). Every run " +
			"has a folder of its own in --outdir: resolved options, statistics (stats.jsonl), pictures (fakes*.png), networks " +
			"(network-snapshot-*.safetensors), and the state to continue from. Ctrl-C saves and stops; --resume with the run's " +
			"folder goes on as if it had never stopped.",
		fields: TRAIN,
		examples: [
			"train --outdir runs --cfg small128 --data faces.zip --kimg 1000",
			"train --resume runs/00000-small128-faces-batch8-gamma0.41",
		],
		run: async (options, { said }) => {
			const { runTrain } = await import("../train/run.ts");
			await runTrain({ options, said }, session);
		},
	});
}
