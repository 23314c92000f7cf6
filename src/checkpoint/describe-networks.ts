/** From the modules and tensors found in a pickle to descriptions of networks: reads the tensors, each once. */

import type { ProgressListener } from "../host/progress.ts";
import { throwIfAborted } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import type { NetworkDescription, PlainRecord, PlainValue } from "./description.ts";
import { type FoundNetwork, type FoundTensor, isPublicAttribute, type Module } from "./modules.ts";
import { NO_ENTRIES } from "./pickle/make-values.ts";
import { isKind, type PickleCall, type PickleDict } from "./pickle/values.ts";
import type { PlainConverter } from "./plain.ts";
import { printable } from "./printable.ts";
import { tensorCall, tensorLayout } from "./torch/tensor-layout.ts";
import type { TensorReader } from "./torch/tensor-reader.ts";

/** Tensors by the call that describes them, so that what is one tensor in the file stays one. */
export type TensorsByCall = ReadonlyMap<PickleCall, HostTensor>;

export interface ReadTensorsOptions {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

/** Reads all tensors of the networks found, given with what messages call them. */
export async function readTensors(
	networks: ReadonlyMap<string, FoundNetwork>,
	reader: TensorReader,
	{ signal, onProgress }: ReadTensorsOptions,
): Promise<TensorsByCall> {
	const wanted = [...networks].flatMap(([network, { tensors }]) => layouts(network, tensors));
	const total = wanted.reduce((sum, { layout }) => sum + layout.count, 0);
	const tensors = new Map<PickleCall, HostTensor>();
	let done = 0;
	for (const { call, layout, where } of wanted) {
		throwIfAborted(signal, `reading ${where}`);
		if (!tensors.has(call)) tensors.set(call, await reader.read(layout, where));
		done += layout.count;
		onProgress?.({ stage: "checkpoint", fraction: total === 0 ? 1 : done / total });
	}
	return tensors;
}

/** The description of a network whose tensors have been read. */
export function describeNetwork(
	{ modules, tensors }: FoundNetwork,
	data: TensorsByCall,
	converter: PlainConverter,
): NetworkDescription {
	const [root, ...below] = modules;
	const state = root?.state ?? NO_ENTRIES;
	const named = (role: FoundTensor["role"]): ReadonlyMap<string, HostTensor> =>
		new Map(
			tensors.flatMap(({ name, role: its, call }) => {
				const tensor = its === role ? data.get(call) : undefined;
				return tensor === undefined ? [] : [[name, tensor] as const];
			}),
		);
	return {
		className: root?.className ?? "",
		initArgs: initArgs(state, converter),
		initKwargs: initKwargs(state, converter),
		attributes: attributes(state, "", converter),
		moduleAttributes: new Map(below.map(({ path, state }) => [path, attributes(state, path, converter)])),
		moduleClasses: new Map(below.map(({ path, className }: Module) => [path, className])),
		parameters: named("parameter"),
		buffers: named("buffer"),
		tensorAttributes: named("attribute"),
	};
}

function layouts(
	network: string,
	tensors: readonly FoundTensor[],
): { call: PickleCall; layout: ReturnType<typeof tensorLayout>; where: string }[] {
	return tensors.map(({ call, name }) => {
		const where = `${network} '${printable(name)}'`;
		return { call, layout: tensorLayout(call, where), where };
	});
}

function attributes({ entries }: PickleDict, path: string, converter: PlainConverter): PlainRecord {
	const record = new Map<string, PlainValue>();
	for (const [key, value] of entries) {
		if (typeof key !== "string" || !isPublicAttribute(key) || tensorCall(value) !== undefined) continue;
		record.set(key, converter.value(value, path === "" ? key : `${path}.${key}`));
	}
	return record;
}

function initArgs({ entries }: PickleDict, converter: PlainConverter): readonly PlainValue[] {
	const args = entries.get("_init_args");
	return isKind(args, "tuple") || isKind(args, "list")
		? args.items.map((arg, i) => converter.value(arg, `_init_args[${i}]`))
		: [];
}

function initKwargs({ entries }: PickleDict, converter: PlainConverter): PlainRecord {
	const kwargs = new Map<string, PlainValue>();
	const given = entries.get("_init_kwargs");
	if (!isKind(given, "dict")) return kwargs;
	for (const [key, value] of given.entries) {
		if (typeof key === "string") kwargs.set(key, converter.value(value, `_init_kwargs.${key}`));
	}
	return kwargs;
}
