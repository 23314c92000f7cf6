/**
 * Tensors by name without a network around them, which torch calls a state_dict: what `model.state_dict()` gives and
 * `torch.save` writes as .pth or .pt. They say neither which network they belong to nor its options; whoever knows both
 * completes them (generator/complete-state-dict.ts).
 */

import { CheckpointError } from "../tensor/errors.ts";
import { type Allowance, COST } from "./allowance.ts";
import { type FoundNetwork, type FoundTensor, MAX_NAME_LENGTH, MAX_TENSORS } from "./modules.ts";
import { NO_ENTRIES } from "./pickle/make-values.ts";
import { isKind, type PickleValue } from "./pickle/values.ts";
import { tensorCall } from "./torch/tensor-layout.ts";

/** The class name that stands for "nobody says": no class of Python has a space in its name. */
export const STATE_DICT = "state_dict without network";

/** What a file's only network is called, and the one that is meant for use. */
export const ONLY_NETWORK = "G_ema";

/** Names under which training scripts save the networks that we know by one name. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
	["g_ema", "G_ema"],
	["ema", "G_ema"],
	["generator_ema", "G_ema"],
	["g", "G"],
	["generator", "G"],
	["d", "D"],
	["discriminator", "D"],
]);

/** A network's official name, where a training script has another for it. */
export function officialName(name: string): string {
	return OTHER_NAMES.get(name) ?? name;
}

/**
 * Finds the tensors of a state_dict; undefined for what is none: no dict, or without tensors. Other entries are left.
 * Throws `CheckpointError` for more tensors or longer names than networks have. `where` is what messages call it.
 */
export function findStateDict(value: PickleValue, where: string, allowance: Allowance): FoundNetwork | undefined {
	if (!isKind(value, "dict")) return undefined;
	const tensors: FoundTensor[] = [];
	for (const [name, entry] of value.entries) {
		const call = tensorCall(entry);
		if (typeof name !== "string" || call === undefined) continue;
		if (tensors.length >= MAX_TENSORS || name.length > MAX_NAME_LENGTH) {
			throw new CheckpointError(
				`${where}: more than ${MAX_TENSORS} tensors, or a name of more than ${MAX_NAME_LENGTH} characters`,
			);
		}
		allowance.spend(COST.tensor, where);
		tensors.push({ name, role: "parameter", call });
	}
	if (tensors.length === 0) return undefined;
	return { modules: [{ path: "", className: STATE_DICT, state: NO_ENTRIES }], tensors };
}
