/** What `triplane info` does: tells what a network file holds. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { DEFAULT_NETWORK, findNetwork } from "../../generator/load-generator.ts";
import { readGenerator } from "../../generator/read-config.ts";
import { withTrainingSet } from "../../generator/training-cameras.ts";
import { networkRecord } from "../../platform/node/networks.ts";
import { openCheckpoint } from "../../platform/node/open-generator.ts";
import { TriplaneError } from "../../tensor/errors.ts";
import { findNetworkFile } from "../open-network.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { infoText } from "./info-text.ts";
import { type NetworkInfo, summarizeNetworks } from "./network-summary.ts";
import type { InfoOptions } from "./options.ts";
import { recordJson } from "./plain-json.ts";

export async function runInfo(options: InfoOptions, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const location = await findNetworkFile(options.network, terminal, signal);
	const { like, cfg } = options;
	const checkpoint = await openCheckpoint(location.path, { signal, like, cfg });
	const info: NetworkInfo = {
		file: await networkRecord(location, signal),
		format: checkpoint.format,
		networks: Object.fromEntries(summarizeNetworks(checkpoint)),
		...generatorFacts(checkpoint),
		extras: recordJson(checkpoint.extras),
		metadata: Object.fromEntries(checkpoint.metadata),
	};
	terminal.text(infoText(info));
	terminal.value(info);
}

function generatorFacts(checkpoint: Checkpoint): Pick<NetworkInfo, "generator" | "notes"> {
	try {
		const { config, notes } = readGenerator(findNetwork(checkpoint, DEFAULT_NETWORK));
		return { generator: withTrainingSet(config, checkpoint.extras), notes };
	} catch (error) {
		if (error instanceof TriplaneError) return { generator: { unusable: error.message }, notes: null };
		throw error;
	}
}
