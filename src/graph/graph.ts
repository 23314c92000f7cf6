/**
 * A graph under construction. Equal nodes are shared as they are made (hash consing), so common subexpressions cost
 * nothing; nodes that no output needs are left out when the graph is walked.
 *
 * The table of operations is handed in (`create.ts` does), so that operations may be written with graph functions
 * without a ring of imports.
 */

import { allocate, type DType } from "../tensor/dtype.ts";
import { GraphError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor, hostTensor, int64Tensor } from "../tensor/host-tensor.ts";
import { elementCount, formatShape, type Shape } from "../tensor/shape.ts";
import type { OpAttributes, OpName, OpTable } from "./ops/attributes.ts";
import type { OperationOrigin, Origin, SymbolicTensor, TensorType } from "./symbolic.ts";

export class Graph {
	readonly ops: OpTable;
	readonly #tensors: SymbolicTensor[] = [];
	readonly #inputs = new Map<string, SymbolicTensor>();
	readonly #constants = new Map<ArrayLike<unknown>, SymbolicTensor>();
	readonly #scalars = new Map<string, SymbolicTensor>();
	readonly #operations = new Map<string, SymbolicTensor>();

	constructor(ops: OpTable) {
		this.ops = ops;
	}

	/** Inputs by name, in order of creation. */
	get inputs(): ReadonlyMap<string, SymbolicTensor> {
		return this.#inputs;
	}

	/** A named input, fed at each run. Throws `GraphError` when the name is taken or a size is not a positive integer. */
	input(name: string, shape: Shape, dtype: DType = "float32"): SymbolicTensor {
		if (this.#inputs.has(name)) throw new GraphError(`graph input '${name}': the name is taken, choose another`);
		if (!shape.every((size) => Number.isInteger(size) && size >= 0)) {
			throw new GraphError(`graph input '${name}': shape ${formatShape(shape)}, want non-negative integers`);
		}
		const tensor = this.#add({ dtype, shape: [...shape] }, { kind: "input", name });
		this.#inputs.set(name, tensor);
		return tensor;
	}

	/** A constant. The data is not copied and must not change; the same data array gives the same node. */
	constant(value: HostTensor, name?: string): SymbolicTensor {
		const known = this.#constants.get(value.data);
		if (known && formatShape(known.shape) === formatShape(value.shape)) return known;
		const tensor = this.#add({ dtype: value.dtype, shape: value.shape }, { kind: "constant", value, name });
		this.#constants.set(value.data, tensor);
		return tensor;
	}

	/** A scalar constant, shape []. Throws `GraphError` for a fraction where the dtype is of integers. */
	scalar(value: number, dtype: DType = "float32"): SymbolicTensor {
		const key = `${dtype} ${value}`;
		const known = this.#scalars.get(key);
		if (known) return known;
		const tensor =
			dtype === "float16" || dtype === "bfloat16"
				? this.apply("cast", [this.scalar(value)], { to: dtype })
				: this.constant(scalarTensor(value, dtype));
		this.#scalars.set(key, tensor);
		return tensor;
	}

	/** Applies an operation. Throws `ShapeError` by the operation's rule, `GraphError` for tensors of another graph. */
	apply<K extends OpName>(op: K, inputs: readonly SymbolicTensor[], attributes: OpAttributes[K]): SymbolicTensor {
		if (inputs.some((input) => input.graph !== this)) {
			throw new GraphError(`${op}: an input belongs to another graph, want all of one graph`);
		}
		const key = `${op}(${inputs.map((input) => input.id).join(",")})${JSON.stringify(attributes, exactNumber)}`;
		const known = this.#operations.get(key);
		if (known) return known;
		const type = this.ops[op].infer(inputs, attributes);
		const origin = { kind: "operation", op, inputs, attributes } as OperationOrigin; // K is one op, the union cannot see it
		const tensor = this.#add(type, origin);
		this.#operations.set(key, tensor);
		return tensor;
	}

	#add(type: TensorType, origin: Origin): SymbolicTensor {
		const tensor: SymbolicTensor = { graph: this, id: this.#tensors.length, origin, ...pick(type) };
		this.#tensors.push(tensor);
		return tensor;
	}
}

/** Every tensor that `outputs` depend on, each once, inputs before their users. */
export function reachable(outputs: readonly SymbolicTensor[]): SymbolicTensor[] {
	const seen = new Set<SymbolicTensor>();
	const pending = [...outputs];
	for (let tensor = pending.pop(); tensor; tensor = pending.pop()) {
		if (seen.has(tensor)) continue;
		seen.add(tensor);
		if (tensor.origin.kind === "operation") pending.push(...tensor.origin.inputs);
	}
	return [...seen].sort((a, b) => a.id - b.id);
}

/** JSON has no infinities and would take them for one another. */
function exactNumber(_key: string, value: unknown): unknown {
	return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function scalarTensor(value: number, dtype: Exclude<DType, "float16" | "bfloat16">): HostTensor {
	if (dtype === "float32") return float32Tensor([], [value]);
	if (dtype === "float64") return hostTensor(dtype, [], Float64Array.of(value));
	if (!Number.isInteger(value)) throw new GraphError(`graph scalar: ${value} is no integer, but the dtype is ${dtype}`);
	if (dtype === "int64") return int64Tensor([], [value]);
	const data = allocate(dtype, 1);
	data[0] = value;
	return hostTensor(dtype, [], data);
}

function pick({ dtype, shape }: TensorType): TensorType {
	if (!Number.isSafeInteger(elementCount(shape)))
		throw new GraphError(`graph: shape ${formatShape(shape)} is too large`);
	return { dtype, shape };
}
