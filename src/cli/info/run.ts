/** What `triplane info` does: tells what a network file holds. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { DEFAULT_NETWORK, findNetwork } from "../../generator/load-generator.ts";
import { readGenerator } from "../../generator/read-config.ts";
import type { ReadingNotes } from "../../generator/reading-notes.ts";
import { withTrainingSet } from "../../generator/training-cameras.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { networkRecord } from "../../platform/node/networks.ts";
import { openCheckpoint } from "../../platform/node/open-generator.ts";
import { TriplaneError } from "../../tensor/errors.ts";
import { findNetworkFile } from "../open-network.ts";
import { Report } from "../report.ts";
import type { Session } from "../session.ts";
import { infoText } from "./info-text.ts";
import { type NetworkSummary, summarizeNetworks } from "./network-summary.ts";
import type { InfoOptions } from "./options.ts";
import { type Json, recordJson } from "./plain-json.ts";

/** What there is to say about a network file. */
export interface NetworkInfo {
	readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
	readonly format: Checkpoint["format"];
	readonly networks: Readonly<Record<string, NetworkSummary>>;
	/** As the generator understands it, or why it does not. */
	readonly generator: GeneratorConfig | { readonly unusable: string };
	/** What was assumed, converted and is not computed; `null` where the generator cannot be used at all. */
	readonly notes: ReadingNotes | null;
	/** `training_set_kwargs` and whatever else lies at the top of the file. */
	readonly extras: { readonly [key: string]: Json };
	readonly metadata: Readonly<Record<string, string>>;
}

export async function runInfo(options: InfoOptions, { signal }: Session): Promise<void> {
	const report = new Report(options);
	const location = await findNetworkFile(options.network, report, signal);
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
	report.text(infoText(info));
	report.value(info);
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
