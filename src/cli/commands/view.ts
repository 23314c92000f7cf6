/** `triplane view`: the viewer in the browser. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { parseInteger } from "../options/numbers.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Opens a page where a network's people are turned by hand. Everything is computed in the browser, on its " +
	"GPU through WebGPU or on the CPU; this command only hands out the page and the networks, to this machine " +
	"unless --host says otherwise. Ctrl-C ends it.";

export function viewCommand(session: Session): CommandUnknownOpts {
	const command = new Command("view")
		.summary("turn people by hand, in the browser")
		.description(DESCRIPTION)
		.argument(
			"[network]",
			"a checkpoint (.pkl or .safetensors), its address, or the name of an embedded network to begin with",
		)
		.option("--host <address>", "where to listen; 0.0.0.0 lets other machines in", "127.0.0.1")
		.option("--port <n>", "which port (default: 8040, or the next free one)", parsePort)
		.addOption(
			new Option("--device <device>", "what the page computes on: its best, WebGPU, or the CPU")
				.choices(["auto", "webgpu", "cpu"] as const)
				.default("auto"),
		)
		.option("--no-open", "only print the address, and open no browser")
		.action(async (network, options) => {
			const { runView } = await import("../view/run.ts");
			await runView({ network: network ?? null, ...options }, session);
		});
	return command as CommandUnknownOpts;
}

function parsePort(text: string): number {
	return parseInteger(text, { least: 0, most: 65_535 });
}
