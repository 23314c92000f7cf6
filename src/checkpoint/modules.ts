/**
 * Networks as a pickle describes them: modules of torch with parameters, buffers and further modules below.
 *
 * A module is stored in one of two ways: as `_reconstruct_persistent_obj({class_name, state, …})`, which is how the
 * published networks carry their own source (never looked at here), or as a plain object with a state. Either way the
 * state has `_parameters`, `_buffers` and `_modules`, and beside them the attributes.
 */

import { CheckpointError } from "../tensor/errors.ts";
import { type Allowance, COST } from "./allowance.ts";
import { describeValue, isKind, type PickleCall, type PickleDict, type PickleValue } from "./pickle/values.ts";
import { stateOf } from "./plain.ts";
import { printable } from "./printable.ts";
import { tensorCall } from "./torch/tensor-layout.ts";

/** A full-size network has about 90 modules, 180 tensors, five levels, and names of 50 characters. */
const MAX_MODULES = 2_048;
export const MAX_TENSORS = 8_192;
const MAX_LEVELS = 32;
export const MAX_NAME_LENGTH = 256;

const PERSISTENT = "torch_utils.persistence._reconstruct_persistent_obj";

/** One module, without what is below it. */
export interface Module {
	/** Dotted path; "" for the network itself. */
	readonly path: string;
	readonly className: string;
	readonly state: PickleDict;
}

/** A tensor of a network, found but not yet read. */
export interface FoundTensor {
	/** Official dotted name. */
	readonly name: string;
	readonly role: "parameter" | "buffer" | "attribute";
	readonly call: PickleCall;
}

export interface FoundNetwork {
	/** The network itself first, then the modules below it in the order of the file. */
	readonly modules: readonly Module[];
	readonly tensors: readonly FoundTensor[];
}

/** Whether a value is a module of torch. */
export function isModule(value: PickleValue | undefined): boolean {
	return moduleParts(value) !== undefined;
}

/**
 * Finds the modules and tensors of the network that `value` describes. Networks may share them in the file, but each has
 * its own here, so they are spent from the allowance. `where` is what messages call it.
 */
export function findNetwork(value: PickleValue, where: string, allowance: Allowance): FoundNetwork {
	const modules: Module[] = [];
	const tensors: FoundTensor[] = [];
	const visit = (value: PickleValue | undefined, path: string, level: number): void => {
		const parts = moduleParts(value);
		const name = `${where} '${printable(path)}'`;
		if (parts === undefined) throw new CheckpointError(`${name}: ${describeValue(value)}, want a module`);
		if (level > MAX_LEVELS) throw new CheckpointError(`${name}: modules nest deeper than ${MAX_LEVELS} levels`);
		const module = { path, ...parts };
		const own = moduleTensors(module, name);
		allowance.spend(COST.module + COST.tensor * own.length, name);
		modules.push(module);
		tensors.push(...own);
		if (modules.length > MAX_MODULES || tensors.length > MAX_TENSORS) {
			throw new CheckpointError(`${name}: more than ${MAX_MODULES} modules or ${MAX_TENSORS} tensors`);
		}
		for (const [key, child] of members(parts.state, "_modules", name)) {
			if (child !== null) visit(child, join(path, key, name), level + 1);
		}
	};
	visit(value, "", 0);
	const names = new Set<string>();
	for (const { name } of tensors) {
		if (names.has(name)) throw new CheckpointError(`${where} '${printable(name)}': two tensors have this name`);
		names.add(name);
	}
	return { modules, tensors };
}

/** Whether an attribute belongs to the description: public, and none of torch's bookkeeping. */
export function isPublicAttribute(key: string): boolean {
	return !key.startsWith("_") && key !== "training";
}

/** `path.key`, or `key` at the top. */
function join(path: string, key: string, where: string): string {
	if (path.length + key.length >= MAX_NAME_LENGTH) {
		throw new CheckpointError(`${where}: '${printable(key)}' makes a name of more than ${MAX_NAME_LENGTH} characters`);
	}
	return path === "" ? key : `${path}.${key}`;
}

function moduleParts(value: PickleValue | undefined): Omit<Module, "path"> | undefined {
	if (!isKind(value, "call")) return undefined;
	const parts = value.name === PERSISTENT ? persistentParts(value) : plainParts(value);
	return parts?.state.entries.has("_modules") ? parts : undefined;
}

function persistentParts({ args }: PickleCall): Omit<Module, "path"> | undefined {
	const [meta] = args;
	const className = isKind(meta, "dict") ? meta.entries.get("class_name") : undefined;
	const state = isKind(meta, "dict") ? meta.entries.get("state") : undefined;
	return typeof className === "string" && isKind(state, "dict") ? { className, state } : undefined;
}

function plainParts(call: PickleCall): Omit<Module, "path"> | undefined {
	const state = stateOf(call);
	return state && { className: call.name.slice(call.name.lastIndexOf(".") + 1), state };
}

/** Parameters, then buffers, then tensors among the public attributes. */
function moduleTensors({ path, state }: Module, where: string): FoundTensor[] {
	const tensors: FoundTensor[] = [];
	const collect = (group: string, role: FoundTensor["role"]): void => {
		for (const [key, value] of members(state, group, where)) {
			if (value === null) continue; // a parameter that this layer could have and has not
			const call = tensorCall(value);
			if (call === undefined)
				throw new CheckpointError(`${where}: ${group} '${printable(key)}' is ${describeValue(value)}, want a tensor`);
			tensors.push({ name: join(path, key, where), role, call });
		}
	};
	collect("_parameters", "parameter");
	collect("_buffers", "buffer");
	for (const [key, value] of state.entries) {
		const call = typeof key === "string" && isPublicAttribute(key) ? tensorCall(value) : undefined;
		if (call !== undefined && typeof key === "string")
			tensors.push({ name: join(path, key, where), role: "attribute", call });
	}
	return tensors;
}

/** The entries of one of a module's dicts. Their keys are parts of dotted names and hold no dots. */
function* members(state: PickleDict, group: string, where: string): Generator<[string, PickleValue]> {
	const dict = state.entries.get(group);
	if (dict === undefined) return;
	if (!isKind(dict, "dict")) throw new CheckpointError(`${where}: ${group} is ${describeValue(dict)}, want a dict`);
	for (const [key, value] of dict.entries) {
		const named = typeof key === "string" && key !== "" && !key.includes(".");
		if (!named) throw new CheckpointError(`${where}: ${group} has the key ${describeValue(key)}, which is no name`);
		yield [key, value];
	}
}
