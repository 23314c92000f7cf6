/** Collects the nodes and constants of an ONNX graph as operations emit them. */

import type { DType } from "../../tensor/dtype.ts";
import { type HostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import { formatShape } from "../../tensor/shape.ts";
import { numbersOf } from "../ops/host-numbers.ts";
import type { OnnxAttribute, OnnxEmitter } from "./emitter.ts";
import { dataType, type OnnxNode } from "./messages.ts";
import type { ValueNames } from "./value-names.ts";

/** Constants up to this size are compared by content, so that equal ones are written once. */
const SMALL_BYTES = 1024;

/** Constants up to this many elements are named after their values. */
const NAMED_BY_VALUE = 4;

export class GraphEmitter implements OnnxEmitter {
	readonly opset: number;
	readonly #names: ValueNames;
	readonly #nodes: OnnxNode[] = [];
	readonly #results = new Set<string>();
	readonly #constants = new Map<string, HostTensor>();
	readonly #small = new Map<string, string>();
	readonly #renamed = new Map<string, string>();

	constructor(names: ValueNames, opset: number) {
		this.opset = opset;
		this.#names = names;
	}

	node(
		opType: string,
		inputs: readonly string[],
		attributes: Readonly<Record<string, OnnxAttribute>> = {},
		results: { readonly count: number; readonly take: number } = { count: 1, take: 0 },
	): string {
		const first = this.#names.numbered(opType);
		const others = Array.from({ length: results.count - 1 }, (_, i) => this.#names.unique(`${first}.${i + 1}`));
		const outputs = [first, ...others];
		this.#nodes.push({ opType, inputs, outputs, attributes });
		for (const output of outputs) this.#results.add(output);
		return outputs[results.take] ?? first;
	}

	initializer(tensor: HostTensor, name?: string): string {
		const key = name === undefined && tensor.data.byteLength <= SMALL_BYTES ? contentKey(tensor) : undefined;
		const known = key === undefined ? undefined : this.#small.get(key);
		if (known !== undefined) return known;
		const own = this.#names.unique(name ?? describe(tensor));
		this.#constants.set(own, tensor);
		if (key !== undefined) this.#small.set(key, own);
		return own;
	}

	int64(values: readonly number[]): string {
		return this.initializer(int64Tensor([values.length], values));
	}

	dataType(dtype: DType): number {
		return dataType(dtype);
	}

	/** Gives the value the name of an output: by renaming a node's result, or else through an Identity. */
	output(value: string, name: string): void {
		if (this.#results.has(value) && !this.#renamed.has(value)) this.#renamed.set(value, name);
		else this.#nodes.push({ opType: "Identity", inputs: [value], outputs: [name], attributes: {} });
	}

	/** All nodes, each after those that it depends on. */
	nodes(): OnnxNode[] {
		const final = (name: string): string => this.#renamed.get(name) ?? name;
		return this.#nodes.map((node) => ({
			...node,
			inputs: node.inputs.map(final),
			outputs: node.outputs.map(final),
		}));
	}

	constants(): ReadonlyMap<string, HostTensor> {
		return this.#constants;
	}
}

function contentKey({ dtype, shape, data }: HostTensor): string {
	const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
	return `${dtype}${formatShape(shape)}${bytes.join(",")}`;
}

/** `float32_0.5`, `int64_2_3` */
function describe(tensor: HostTensor): string {
	if (tensor.data.length === 0 || tensor.data.length > NAMED_BY_VALUE) return "constant";
	const values = Array.from(numbersOf(tensor), (value) => Number(value.toPrecision(6)));
	return [tensor.dtype, ...values].join("_");
}
