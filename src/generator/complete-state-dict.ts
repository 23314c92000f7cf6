/**
 * Completes a state_dict: its tensors, with classes and options of a network of the same configuration. Sizes come from
 * the tensors, so the other network may be larger or smaller.
 */

import type { Checkpoint, NetworkDescription } from "../checkpoint/description.ts";
import { STATE_DICT } from "../checkpoint/state-dict.ts";
import { isBuffer } from "../networks/parameters.ts";
import { InputError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { describeGenerator } from "./describe.ts";
import { presetConfig } from "./presets.ts";

/** Where the options of a state_dict come from. */
export interface StateDictSource {
	/** A network whose options it has. */
	readonly description: NetworkDescription;
	/** What messages call it: "--like ffhq.pkl", "--cfg ffhq512-128". */
	readonly name: string;
}

/** A named configuration as the source of options. Throws `InputError` for an unknown one. */
export function presetSource(cfg: string): StateDictSource {
	// A published network without a word on it has the published raw images.
	const config = presetConfig(cfg, { rawInPlace: true });
	return { description: describeGenerator(config, new Map()), name: `--cfg ${cfg}` };
}

/** The first tensor of the backbone, by which a generator and the prefix of its names are found. */
const MARK = "backbone.synthesis.b4.const";

/**
 * The checkpoint with every state_dict of a generator completed. Throws `InputError` where there is none: the file says
 * its own options.
 */
export function completeStateDicts(checkpoint: Checkpoint, source: StateDictSource, fileName: string): Checkpoint {
	const networks = new Map(
		[...checkpoint.networks].map(([name, description]) => [name, completed(description, source.description)]),
	);
	const changed = [...networks].some(([name, description]) => description !== checkpoint.networks.get(name));
	if (!changed) {
		throw new InputError(
			`network '${fileName}': ${source.name} gives options to a state_dict of a tri-plane generator, and there is none in this file: leave it out`,
		);
	}
	return { ...checkpoint, networks, metadata: new Map([...checkpoint.metadata, ["options_from", source.name]]) };
}

function completed(description: NetworkDescription, source: NetworkDescription): NetworkDescription {
	const prefix = prefixOf(description);
	if (prefix === undefined) return description;
	const tensors = [...description.parameters].flatMap(([name, tensor]): [string, HostTensor][] =>
		name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
	);
	return {
		// All but the tensors, and the renderer's planes, which are no part of a state_dict.
		...source,
		parameters: new Map(tensors.filter(([name]) => !isBuffer(name))),
		buffers: new Map(tensors.filter(([name]) => isBuffer(name))),
	};
}

/**
 * What stands before the official names: "" or "module." or, where several networks share one dict, "G_ema.". Of several
 * the moving average counts.
 */
function prefixOf({ className, parameters }: NetworkDescription): string | undefined {
	if (className !== STATE_DICT) return undefined;
	const marked = [...parameters.keys()].filter((name) => name === MARK || name.endsWith(`.${MARK}`));
	const best = marked.find((name) => /(^|\.)(g_)?ema\./i.test(name)) ?? marked[0];
	return best?.slice(0, -MARK.length);
}
