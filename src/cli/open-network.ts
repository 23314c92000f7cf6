/** Opens the network of a command: file, hash, engine, and remarks on what was passed over. */

import type { Generator } from "../generator/generator.ts";
import { locateNetwork, type NetworkRecord, networkRecord } from "../platform/node/networks.ts";
import { type EngineRecord, openGenerator } from "../platform/node/open-generator.ts";
import type { EngineOptions } from "./options/shared.ts";
import type { Report } from "./report.ts";

export interface OpenedNetwork extends AsyncDisposable {
	readonly generator: Generator;
	readonly network: NetworkRecord;
	readonly engine: EngineRecord;
}

/** Dispose of the result to end its sessions and workers. */
export async function openNetwork(
	options: EngineOptions & { readonly network: string },
	report: Report,
	signal: AbortSignal,
): Promise<OpenedNetwork> {
	const location = locateNetwork(options.network);
	const network = await networkRecord(location, signal);
	const { device, threads, renderer, precision } = options;
	const opened = await openGenerator(location.path, { device, threads, renderer, precision, signal });
	const { generator, engine } = opened;
	for (const { device: other, note } of engine.passedOver) report.remark(`device ${other} passed over: ${note}`);
	if (engine.rendererPassedOver !== null) report.remark(`renderer passed over: ${engine.rendererPassedOver}`);
	return { generator, network, engine, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}
