/** Networks that are nearly ours: a description with something added, changed or left out. */

import type { NetworkDescription, PlainRecord, PlainValue } from "../../src/checkpoint/description.ts";
import type { HostTensor } from "../../src/tensor/host-tensor.ts";

/** The same network with rendering options set, or left out where the value is undefined. */
export function withRendering(
	description: NetworkDescription,
	changes: Readonly<Record<string, PlainValue | undefined>>,
): NetworkDescription {
	const options = description.attributes.get("rendering_kwargs");
	if (!(options instanceof Map)) throw new Error("want rendering_kwargs");
	const changed = changedRecord(options, changes);
	return { ...description, attributes: new Map(description.attributes).set("rendering_kwargs", changed) };
}

/** The record with entries set, or left out where the value is undefined. */
export function changedRecord(
	record: PlainRecord,
	changes: Readonly<Record<string, PlainValue | undefined>>,
): PlainRecord {
	const changed = new Map(record);
	for (const [key, value] of Object.entries(changes)) {
		if (value === undefined) changed.delete(key);
		else changed.set(key, value);
	}
	return changed;
}

/** The same network with further parameters, and with classes of modules. */
export function withParts(
	description: NetworkDescription,
	parameters: Readonly<Record<string, HostTensor>>,
	classes: Readonly<Record<string, string>> = {},
): NetworkDescription {
	return {
		...description,
		parameters: new Map([...description.parameters, ...Object.entries(parameters)]),
		moduleClasses: new Map([...description.moduleClasses, ...Object.entries(classes)]),
	};
}

/** The same network with a module's attributes changed. */
export function withAttributes(
	description: NetworkDescription,
	path: string,
	changes: Readonly<Record<string, PlainValue | undefined>>,
): NetworkDescription {
	const attributes = changedRecord(description.moduleAttributes.get(path) ?? new Map(), changes);
	return { ...description, moduleAttributes: new Map(description.moduleAttributes).set(path, attributes) };
}

/** The same network with all parameters and buffers in another form. */
export function withTensors(
	description: NetworkDescription,
	change: (tensor: HostTensor) => HostTensor,
): NetworkDescription {
	const changed = (tensors: ReadonlyMap<string, HostTensor>): ReadonlyMap<string, HostTensor> =>
		new Map([...tensors].map(([name, tensor]) => [name, change(tensor)]));
	return { ...description, parameters: changed(description.parameters), buffers: changed(description.buffers) };
}
