/** Commands about networks as files, and about this machine. */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import { EXPORT } from "../export/options.ts";
import { INFO } from "../info/options.ts";
import { INIT } from "../init/options.ts";
import { NETWORK_OPERAND, SAID, withOperand } from "../options/shared.ts";
import type { Session } from "../session.ts";
import { VERIFY } from "../verify/options.ts";

export function infoCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "info",
		summary: "what a network file holds",
		description: "Tells what a network file holds: networks, parameters, sizes, rendering options, training set.",
		fields: INFO,
		operands: [NETWORK_OPERAND],
		examples: ["info heads", "info ffhq512-128.pkl --json"],
		run: async (options, { operands: [operand], said }) => {
			const { runInfo } = await import("../info/run.ts");
			await runInfo(withOperand("info", options, said, operand), session);
		},
	});
}

export function exportCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "export",
		summary: "a network as safetensors or ONNX",
		description:
			"Writes a network for other programs: as one safetensors file with the official names and the " +
			"configuration in its metadata, or as ONNX graphs – mapping, backbone, renderer, super-resolution, " +
			"and one for a whole view – with a README of their inputs and outputs.",
		fields: EXPORT,
		examples: ["export --network ffhq.pkl --format safetensors --floats fp16 --out ffhq.safetensors"],
		run: async (options) => {
			const { runExport } = await import("../export/run.ts");
			await runExport(options, session);
		},
	});
}

export function initCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "init",
		summary: "a network of random weights",
		description:
			"Writes a network of random weights in a named configuration, for benchmarks and as a start for " +
			"training. The same seed gives the same file.",
		fields: INIT,
		examples: ["init --cfg small128 --seed 2 --out small.safetensors"],
		run: async (options) => {
			const { runInit } = await import("../init/run.ts");
			await runInit(options, session);
		},
	});
}

export function verifyCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "verify",
		summary: "compare with numbers of the published code",
		description:
			"Runs every stage of a network on the inputs and random numbers of a golden – a safetensors file with " +
			"every stage's output from the published PyTorch code – and compares. Exit code 1 when a tensor is " +
			"outside its tolerance.",
		fields: VERIFY,
		examples: ["verify --network ffhq512-128.pkl --golden golden.safetensors"],
		run: async (options) => {
			const { runVerify } = await import("../verify/run.ts");
			await runVerify(options, session);
		},
	});
}

export function doctorCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "doctor",
		summary: "what this machine offers, and what is missing",
		description:
			"Tries what Triplane needs on this machine – Node, ONNX Runtime and each of its devices, WebAssembly, " +
			"worker threads, image writing – and says what is missing. Exit code 1 when Triplane cannot run here.",
		fields: { json: SAID.json },
		examples: ["doctor"],
		run: async (options) => {
			const { runDoctor } = await import("../doctor/run.ts");
			await runDoctor(options, session);
		},
	});
}
