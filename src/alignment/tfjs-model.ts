/**
 * Graph models of TensorFlow.js: a JSON file with nodes and names of weights, and a file with their numbers. Only what
 * face models need is read; nothing of a file is executed.
 */

import { z } from "zod";
import { CheckpointError } from "../tensor/errors.ts";
import { float16Value } from "../tensor/half.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import { elementCount } from "../tensor/shape.ts";

/** A node: what it computes, of which others. */
export interface TfjsNode {
	readonly name: string;
	readonly op: string;
	/** Names of nodes or weights. */
	readonly inputs: readonly string[];
	readonly strides: readonly number[];
	readonly kernel: readonly number[];
	readonly padding: "SAME" | "VALID";
	readonly fused: readonly string[];
}

export interface TfjsModel {
	/** Each after those that it is computed of. */
	readonly nodes: readonly TfjsNode[];
	readonly weights: ReadonlyMap<string, Float32Tensor | HostTensor<"int32">>;
}

const numbers = z.object({ list: z.object({ i: z.array(z.coerce.number().int().min(0).max(64)) }) });
const word = z.object({ s: z.base64().max(64) });
const node = z.object({
	name: z.string().max(200),
	op: z.string().max(40),
	input: z.array(z.string().max(200)).max(8).default([]),
	attr: z
		.object({
			strides: numbers.optional(),
			ksize: numbers.optional(),
			padding: word.optional(),
			fused_ops: z.object({ list: z.object({ s: z.array(z.base64().max(64)).max(4) }) }).optional(),
		})
		.default({}),
});
const weight = z.object({
	name: z.string().max(200),
	shape: z.array(z.number().int().min(1).max(4096)).max(6),
	dtype: z.enum(["float32", "int32"]),
	quantization: z.object({ dtype: z.enum(["float16"]) }).optional(),
});
const file = z.object({
	modelTopology: z.object({ node: z.array(node).max(5000) }),
	weightsManifest: z.array(z.object({ weights: z.array(weight).max(5000) })).length(1),
});

/**
 * @param json     the text of the model's file
 * @param bytes  the file of its weights
 * Throws `CheckpointError` where the two do not fit each other, or say something else than face models do.
 */
export function readTfjsModel(json: string, bytes: Uint8Array): TfjsModel {
	const parsed = file.safeParse(parsedJson(json));
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new CheckpointError(`face model: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a graph model"}`);
	}
	const { modelTopology, weightsManifest } = parsed.data;
	const weights = weightsOf(
		weightsManifest.flatMap((one) => one.weights),
		bytes,
	);
	const nodes = modelTopology.node.filter(({ op }) => op !== "Const").map(nodeOf);
	return { nodes: inOrder(nodes, weights), weights };
}

function parsedJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch (error) {
		throw new CheckpointError("face model: the file is no JSON", { cause: error });
	}
}

function nodeOf({ name, op, input, attr }: z.infer<typeof node>): TfjsNode {
	const padding = attr.padding ? atob(attr.padding.s) : "VALID";
	if (padding !== "SAME" && padding !== "VALID") {
		throw new CheckpointError(`face model: node '${name}' pads '${padding}', want SAME or VALID`);
	}
	return {
		...{ name, op, padding },
		// a name may say which output of a node is meant: all have one
		inputs: input.map((one) => one.replace(/:0$/, "")),
		strides: attr.strides?.list.i ?? [],
		kernel: attr.ksize?.list.i ?? [],
		fused: (attr.fused_ops?.list.s ?? []).map((one) => atob(one)),
	};
}

function weightsOf(list: readonly z.infer<typeof weight>[], bytes: Uint8Array): TfjsModel["weights"] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const found = new Map<string, Float32Tensor | HostTensor<"int32">>();
	let at = 0;
	for (const { name, shape, dtype, quantization } of list) {
		const count = elementCount(shape);
		const size = quantization ? 2 : 4;
		const begin = at;
		at += count * size;
		if (at > bytes.byteLength) {
			throw new CheckpointError(`face model: weights end within '${name}', at ${bytes.byteLength} bytes`);
		}
		if (dtype === "int32") {
			const data = Int32Array.from({ length: count }, (_, index) => view.getInt32(begin + 4 * index, true));
			found.set(name, hostTensor("int32", shape, data));
			continue;
		}
		const read = quantization
			? (index: number): number => float16Value(view.getUint16(begin + 2 * index, true))
			: (index: number): number => view.getFloat32(begin + 4 * index, true);
		found.set(
			name,
			float32Tensor(
				shape,
				Float32Array.from({ length: count }, (_, index) => read(index)),
			),
		);
	}
	if (at !== bytes.byteLength) {
		throw new CheckpointError(`face model: ${bytes.byteLength} bytes of weights, want the ${at} that the model lists`);
	}
	return found;
}

/** Each node after its inputs. */
function inOrder(nodes: readonly TfjsNode[], weights: TfjsModel["weights"]): TfjsNode[] {
	const ready = new Set(weights.keys());
	const ordered: TfjsNode[] = [];
	let rest = [...nodes];
	while (rest.length > 0) {
		const next = rest.filter(({ inputs }) => inputs.every((input) => ready.has(input)));
		const [first] = rest;
		if (next.length === 0) throw new CheckpointError(`face model: node '${first?.name}' waits for what is not there`);
		for (const one of next) ready.add(one.name);
		ordered.push(...next);
		rest = rest.filter((one) => !ready.has(one.name));
	}
	return ordered;
}
