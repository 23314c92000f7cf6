/** Serialises graphs to ONNX: one buffer that any ONNX runtime loads, and the file format for everyone else. */

import { GraphError } from "../../tensor/errors.ts";
import { reachable } from "../graph.ts";
import type { OnnxOperand, OpDefinition } from "../op-definition.ts";
import type { OperationOrigin, SymbolicTensor } from "../symbolic.ts";
import { GraphEmitter } from "./graph-emitter.ts";
import { modelMessage, nodeMessage, OPSET, type Opset, tensorMessage, valueMessage } from "./messages.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";
import { ValueNames } from "./value-names.ts";

/** Protobuf readers refuse longer messages. */
const MAX_BYTES = 2 ** 31 - 1;

export interface OnnxModel {
	/** What the graph is called in the file. */
	readonly name: string;
	/** By the names the runtime returns them under. One tensor may have several names. */
	readonly outputs: Readonly<Record<string, SymbolicTensor>>;
	/**
	 * Names of graph inputs in the order the model lists them; they must include all that the outputs depend on, and
	 * may include others. Default: those that the outputs depend on, in order of creation.
	 */
	readonly inputs?: readonly string[];
	/** Version of the operators; default `OPSET`. */
	readonly opset?: Opset;
}

/**
 * Writes the model. The same graph gives the same bytes. Constants are copied once, into the result.
 * Throws `GraphError` for names that clash or are unknown, and for models of 2 GiB or more.
 */
export function serializeOnnx({ name, outputs, inputs, opset = OPSET }: OnnxModel): Uint8Array {
	const results = Object.entries(outputs);
	const [first] = results;
	if (!first) throw new GraphError(`serializeOnnx: '${name}' has no outputs, want at least one`);
	if (results.some(([, tensor]) => tensor.graph !== first[1].graph)) {
		throw new GraphError(`serializeOnnx: the outputs of '${name}' belong to several graphs, want all of one graph`);
	}
	const tensors = reachable(results.map(([, tensor]) => tensor));
	const fed = fedInputs(name, first[1], tensors, inputs);
	const names = new ValueNames();
	for (const key of fed.keys()) names.reserve("input", key);
	for (const key of Object.keys(outputs)) names.reserve("output", key);
	const emitter = new GraphEmitter(names, opset);
	const operands = emitAll(emitter, tensors);
	for (const [key, tensor] of results) emitter.output(operandOf(operands, tensor).name, key);
	return finish(name, modelMessage(graphMessage(name, emitter, fed, outputs), opset));
}

/** The inputs the model lists. */
function fedInputs(
	model: string,
	{ graph }: SymbolicTensor,
	tensors: readonly SymbolicTensor[],
	wanted: readonly string[] | undefined,
): Map<string, SymbolicTensor> {
	const needed = tensors.flatMap(({ origin }) => (origin.kind === "input" ? [origin.name] : []));
	const missing = wanted && needed.filter((name) => !wanted.includes(name));
	if (missing?.length) {
		throw new GraphError(`serializeOnnx: '${model}' depends on input '${missing.join("', '")}', which is not listed`);
	}
	const fed = new Map<string, SymbolicTensor>();
	for (const name of wanted ?? needed) {
		const tensor = graph.inputs.get(name);
		if (!tensor) throw new GraphError(`serializeOnnx: '${model}' lists input '${name}', which the graph has not`);
		if (fed.has(name)) throw new GraphError(`serializeOnnx: '${model}' lists input '${name}' twice`);
		fed.set(name, tensor);
	}
	return fed;
}

function emitAll(emitter: GraphEmitter, tensors: readonly SymbolicTensor[]): Map<SymbolicTensor, OnnxOperand> {
	const operands = new Map<SymbolicTensor, OnnxOperand>();
	for (const tensor of tensors) {
		const name = emitOne(emitter, tensor, operands);
		const constant = tensor.origin.kind === "constant" ? tensor.origin.value : undefined;
		operands.set(tensor, { name, dtype: tensor.dtype, shape: tensor.shape, constant });
	}
	return operands;
}

function emitOne(
	emitter: GraphEmitter,
	tensor: SymbolicTensor,
	operands: ReadonlyMap<SymbolicTensor, OnnxOperand>,
): string {
	const { origin } = tensor;
	if (origin.kind === "input") return origin.name;
	if (origin.kind === "constant") return emitter.initializer(origin.value, origin.name);
	const inputs = origin.inputs.map((input) => operandOf(operands, input));
	return definitionOf(tensor, origin).emit(emitter, inputs, origin.attributes, tensor);
}

/** The attributes belong to the operation, which the union of all definitions cannot say. */
function definitionOf({ graph }: SymbolicTensor, { op }: OperationOrigin): OpDefinition<unknown> {
	return graph.ops[op] as OpDefinition<unknown>;
}

function operandOf(operands: ReadonlyMap<SymbolicTensor, OnnxOperand>, tensor: SymbolicTensor): OnnxOperand {
	const operand = operands.get(tensor);
	if (!operand) throw new GraphError(`serializeOnnx: tensor ${tensor.id} was not written before its use`);
	return operand;
}

/** GraphProto */
function graphMessage(
	name: string,
	emitter: GraphEmitter,
	inputs: ReadonlyMap<string, SymbolicTensor>,
	outputs: Readonly<Record<string, SymbolicTensor>>,
): ProtobufWriter {
	const message = new ProtobufWriter();
	for (const node of emitter.nodes()) message.message(1, nodeMessage(node));
	message.string(2, name);
	for (const [key, tensor] of emitter.constants()) message.message(5, tensorMessage(key, tensor));
	for (const [key, tensor] of inputs) message.message(11, valueMessage(key, tensor));
	for (const [key, tensor] of Object.entries(outputs)) message.message(12, valueMessage(key, tensor));
	return message;
}

function finish(name: string, model: ProtobufWriter): Uint8Array {
	if (model.size > MAX_BYTES) {
		throw new GraphError(
			`serializeOnnx: '${name}' is ${(model.size / 2 ** 30).toFixed(2)} GiB, ONNX files hold less than 2 GiB; split the graph or feed large constants as inputs`,
		);
	}
	return model.finish();
}
