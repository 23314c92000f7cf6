/**
 * The messages of ONNX that models consist of, with the field numbers of onnx.proto (ONNX 1.14, IR version 9).
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

import type { DType } from "../../tensor/dtype.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import type { TensorType } from "../symbolic.ts";
import type { OnnxAttribute } from "./emitter.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

/** Versions of the operators that models may ask for. Reductions take their axes as inputs from 18 on. */
export type Opset = 19 | 20;

/** What models ask for unless told otherwise. */
export const OPSET: Opset = 20;

/** From 20 on ONNX Runtime 1.30's WebGPU provider leaves GridSample, and from 22 on ConvTranspose too, to the CPU. */
export const WEBGPU_OPSET: Opset = 19;

/** The IR version that came with these opsets. */
export const IR_VERSION = 9;

/** TensorProto.DataType */
const DATA_TYPES: { readonly [D in DType]: number } = {
	float32: 1,
	uint8: 2,
	int8: 3,
	int16: 5,
	int32: 6,
	int64: 7,
	bool: 9,
	float16: 10,
	float64: 11,
	bfloat16: 16,
};

export function dataType(dtype: DType): number {
	return DATA_TYPES[dtype];
}

/** TensorProto; the data is kept by reference until the model is finished. Typed arrays are little-endian wherever we run. */
export function tensorMessage(name: string, { dtype, shape, data }: HostTensor): ProtobufWriter {
	const message = new ProtobufWriter();
	for (const size of shape) message.integer(1, size);
	message.integer(2, dataType(dtype)).string(8, name);
	return message.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** ValueInfoProto: a tensor of static shape. */
export function valueMessage(name: string, { dtype, shape }: TensorType): ProtobufWriter {
	const dimensions = new ProtobufWriter();
	for (const size of shape) dimensions.message(1, new ProtobufWriter().integer(1, size));
	const tensorType = new ProtobufWriter().integer(1, dataType(dtype)).message(2, dimensions);
	return new ProtobufWriter().string(1, name).message(2, new ProtobufWriter().message(1, tensorType));
}

/** One node of a graph, before it is written. */
export interface OnnxNode {
	readonly opType: string;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** NodeProto; it has the name of its first output. */
export function nodeMessage({ opType, inputs, outputs, attributes }: OnnxNode): ProtobufWriter {
	const message = new ProtobufWriter();
	for (const input of inputs) message.string(1, input);
	for (const output of outputs) message.string(2, output);
	message.string(3, outputs[0] ?? "").string(4, opType);
	for (const [name, attribute] of Object.entries(attributes)) message.message(5, attributeMessage(name, attribute));
	return message;
}

/** AttributeProto, with its type in field 20. */
function attributeMessage(name: string, attribute: OnnxAttribute): ProtobufWriter {
	const message = new ProtobufWriter().string(1, name);
	if ("float" in attribute) return message.float(2, attribute.float).integer(20, 1);
	if ("int" in attribute) return message.integer(3, attribute.int).integer(20, 2);
	if ("string" in attribute) return message.string(4, attribute.string).integer(20, 3);
	for (const value of attribute.ints) message.integer(8, value);
	return message.integer(20, 7);
}

/** ModelProto around a GraphProto. */
export function modelMessage(graph: ProtobufWriter, opset: Opset): ProtobufWriter {
	const operators = new ProtobufWriter().string(1, "").integer(2, opset);
	return new ProtobufWriter().integer(1, IR_VERSION).string(2, "triplane").message(7, graph).message(8, operators);
}
