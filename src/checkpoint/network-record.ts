/** A network's description as a plain record, without the tensors' data but with their names, and back. */

import type { HostTensor } from "../tensor/host-tensor.ts";
import type { NetworkDescription, PlainRecord, PlainValue } from "./description.ts";
import type { RecordFields } from "./record-fields.ts";

/** The maps of tensors in a description; in the record they are lists of names, in order. */
const TENSOR_GROUPS = ["parameters", "buffers", "tensorAttributes"] as const;

/** All tensors of a network by official name. */
export function networkTensors(network: NetworkDescription): ReadonlyMap<string, HostTensor> {
	return new Map(TENSOR_GROUPS.flatMap((group) => [...network[group]]));
}

/** Names of all tensors of a network's record. */
export function tensorNames(fields: RecordFields): string[] {
	return TENSOR_GROUPS.flatMap((group) => fields.texts(group));
}

export function networkToRecord(network: NetworkDescription): PlainRecord {
	return new Map<string, PlainValue>([
		["className", network.className],
		["initArgs", network.initArgs],
		["initKwargs", network.initKwargs],
		["attributes", network.attributes],
		["moduleAttributes", network.moduleAttributes],
		["moduleClasses", network.moduleClasses],
		...TENSOR_GROUPS.map((group): [string, PlainValue] => [group, [...network[group].keys()]]),
	]);
}

/** The description in a record; `tensors` has those of network `owner` under `<owner>/<name>`. */
export function networkFromRecord(
	fields: RecordFields,
	owner: string,
	tensors: ReadonlyMap<string, HostTensor>,
): NetworkDescription {
	const modules = fields.fields("moduleAttributes");
	const classes = fields.fields("moduleClasses");
	const group = (name: (typeof TENSOR_GROUPS)[number]): ReadonlyMap<string, HostTensor> =>
		new Map(
			fields.texts(name).flatMap((key) => {
				const tensor = tensors.get(`${owner}/${key}`);
				return tensor === undefined ? [] : [[key, tensor] as const];
			}),
		);
	return {
		className: fields.text("className"),
		initArgs: fields.list("initArgs"),
		initKwargs: fields.fields("initKwargs").record,
		attributes: fields.fields("attributes").record,
		moduleAttributes: new Map(modules.names().map((path) => [path, modules.fields(path).record])),
		moduleClasses: new Map(classes.names().map((path) => [path, classes.text(path)])),
		parameters: group("parameters"),
		buffers: group("buffers"),
		tensorAttributes: group("tensorAttributes"),
	};
}
