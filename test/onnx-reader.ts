/**
 * Reads ONNX bytes back, by protobuf's own library and the field numbers of onnx.proto, so that the writer in
 * `src/graph/onnx` is not tested with itself. Unknown fields are errors: the writer has no business writing them.
 */

import { BinaryReader } from "@bufbuild/protobuf/wire";

export interface ReadModel {
	irVersion: number;
	producer: string;
	opsets: { domain: string; version: number }[];
	graph: ReadGraph;
}

export interface ReadGraph {
	name: string;
	nodes: ReadNode[];
	initializers: ReadTensor[];
	inputs: ReadValue[];
	outputs: ReadValue[];
}

export interface ReadNode {
	name: string;
	opType: string;
	inputs: string[];
	outputs: string[];
	attributes: Record<string, number | string | number[]>;
}

export interface ReadTensor {
	name: string;
	dataType: number;
	dims: number[];
	raw: Uint8Array;
}

export interface ReadValue {
	name: string;
	elementType: number;
	dims: number[];
}

type Field = (reader: BinaryReader) => void;

/** ModelProto */
export function readOnnx(bytes: Uint8Array): ReadModel {
	const model: ReadModel = {
		irVersion: 0,
		producer: "",
		opsets: [],
		graph: { name: "", nodes: [], initializers: [], inputs: [], outputs: [] },
	};
	readFields(new BinaryReader(bytes), "ModelProto", {
		1: (r) => (model.irVersion = Number(r.int64())),
		2: (r) => (model.producer = r.string()),
		7: (r) => (model.graph = readGraph(nested(r))),
		8: (r) => model.opsets.push(readOpset(nested(r))),
	});
	return model;
}

function readGraph(reader: BinaryReader): ReadGraph {
	const graph: ReadGraph = { name: "", nodes: [], initializers: [], inputs: [], outputs: [] };
	readFields(reader, "GraphProto", {
		1: (r) => graph.nodes.push(readNode(nested(r))),
		2: (r) => (graph.name = r.string()),
		5: (r) => graph.initializers.push(readTensor(nested(r))),
		11: (r) => graph.inputs.push(readValue(nested(r))),
		12: (r) => graph.outputs.push(readValue(nested(r))),
	});
	return graph;
}

function readNode(reader: BinaryReader): ReadNode {
	const node: ReadNode = { name: "", opType: "", inputs: [], outputs: [], attributes: {} };
	readFields(reader, "NodeProto", {
		1: (r) => node.inputs.push(r.string()),
		2: (r) => node.outputs.push(r.string()),
		3: (r) => (node.name = r.string()),
		4: (r) => (node.opType = r.string()),
		5: (r) => {
			const { name, value } = readAttribute(nested(r));
			node.attributes[name] = value;
		},
	});
	return node;
}

/** AttributeProto: the field that its type (FLOAT 1, INT 2, STRING 3, INTS 7) points at. */
function readAttribute(reader: BinaryReader): { name: string; value: number | string | number[] } {
	let name = "";
	let type = 0;
	const values: Record<number, number | string> = {};
	const ints: number[] = [];
	readFields(reader, "AttributeProto", {
		1: (r) => (name = r.string()),
		2: (r) => (values[1] = r.float()),
		3: (r) => (values[2] = Number(r.int64())),
		4: (r) => (values[3] = r.string()),
		8: (r) => ints.push(Number(r.int64())),
		20: (r) => (type = r.int32()),
	});
	const value = type === 7 ? ints : values[type];
	if (value === undefined) throw new Error(`attribute '${name}' has type ${type} and no value of it`);
	return { name, value };
}

function readTensor(reader: BinaryReader): ReadTensor {
	const tensor: ReadTensor = { name: "", dataType: 0, dims: [], raw: new Uint8Array() };
	readFields(reader, "TensorProto", {
		1: (r) => tensor.dims.push(Number(r.int64())),
		2: (r) => (tensor.dataType = r.int32()),
		8: (r) => (tensor.name = r.string()),
		9: (r) => (tensor.raw = r.bytes()),
	});
	return tensor;
}

/** ValueInfoProto → TypeProto → Tensor → TensorShapeProto → Dimension */
function readValue(reader: BinaryReader): ReadValue {
	const value: ReadValue = { name: "", elementType: 0, dims: [] };
	const dimension = { 1: (r: BinaryReader) => void value.dims.push(Number(r.int64())) };
	const shape = { 1: (r: BinaryReader) => readFields(nested(r), "Dimension", dimension) };
	const tensorType = {
		1: (r: BinaryReader) => {
			value.elementType = r.int32();
		},
		2: (r: BinaryReader) => readFields(nested(r), "TensorShapeProto", shape),
	};
	readFields(reader, "ValueInfoProto", {
		1: (r) => (value.name = r.string()),
		2: (r) => readFields(nested(r), "TypeProto", { 1: (t) => readFields(nested(t), "TypeProto.Tensor", tensorType) }),
	});
	return value;
}

function readOpset(reader: BinaryReader): { domain: string; version: number } {
	const opset = { domain: "?", version: 0 };
	readFields(reader, "OperatorSetIdProto", {
		1: (r) => (opset.domain = r.string()),
		2: (r) => (opset.version = Number(r.int64())),
	});
	return opset;
}

function readFields(reader: BinaryReader, message: string, fields: Readonly<Record<number, Field>>): void {
	while (reader.pos < reader.len) {
		const [field] = reader.tag();
		const read = fields[field];
		if (!read) throw new Error(`${message} has field ${field}, which is not expected`);
		read(reader);
	}
}

function nested(reader: BinaryReader): BinaryReader {
	return new BinaryReader(reader.bytes());
}
