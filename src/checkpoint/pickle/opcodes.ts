/**
 * All 68 opcodes of pickle protocols 0 to 5: code, form of the operand, and the step of the machine.
 *
 * The table is total over `OpcodeName`, so the compiler finds a missing one.
 *
 * @see PEP 307, 3154, 574 and Python's `pickletools`
 */

import type { ByteWindow } from "../byte-window.ts";
import type { PickleMachine } from "./machine.ts";
import { OPERAND_READERS, type OperandKind, type OperandTypes } from "./operands.ts";
import { addToSet, appendTo, build, putItems } from "./steps.ts";
import { decimalFloat, decimalInteger, rawUnicodeEscape, stringLiteral } from "./text.ts";
import { describeValue, isKind, type PickleValue } from "./values.ts";

// biome-ignore format: grouped as the protocols introduced them
export type OpcodeName =
	| "MARK" | "STOP" | "POP" | "POP_MARK" | "DUP" | "FLOAT" | "INT" | "BININT" | "BININT1" | "LONG" | "BININT2" | "NONE"
	| "PERSID" | "BINPERSID" | "REDUCE" | "STRING" | "BINSTRING" | "SHORT_BINSTRING" | "UNICODE" | "BINUNICODE" | "APPEND"
	| "BUILD" | "GLOBAL" | "DICT" | "EMPTY_DICT" | "APPENDS" | "GET" | "BINGET" | "INST" | "LONG_BINGET" | "LIST"
	| "EMPTY_LIST" | "OBJ" | "PUT" | "BINPUT" | "LONG_BINPUT" | "SETITEM" | "TUPLE" | "EMPTY_TUPLE" | "SETITEMS"
	| "BINFLOAT"
	| "PROTO" | "NEWOBJ" | "EXT1" | "EXT2" | "EXT4" | "TUPLE1" | "TUPLE2" | "TUPLE3" | "NEWTRUE" | "NEWFALSE" | "LONG1"
	| "LONG4"
	| "BINBYTES" | "SHORT_BINBYTES"
	| "SHORT_BINUNICODE" | "BINUNICODE8" | "BINBYTES8" | "EMPTY_SET" | "ADDITEMS" | "FROZENSET" | "NEWOBJ_EX"
	| "STACK_GLOBAL" | "MEMOIZE" | "FRAME"
	| "BYTEARRAY8" | "NEXT_BUFFER" | "READONLY_BUFFER";

export interface Opcode {
	readonly code: number;
	/** Reads the operand and takes the step; a promise only when bytes have to be waited for. */
	readonly run: (machine: PickleMachine, window: ByteWindow, name: string) => void | Promise<void>;
}

type Step<K extends OperandKind> = (machine: PickleMachine, operand: OperandTypes[K], window: ByteWindow) => void;

function opcode<K extends OperandKind>(code: number, kind: K, step: Step<K>): Opcode {
	const read = OPERAND_READERS[kind];
	return {
		code,
		run: (machine, window, name) => {
			const operand = read(window, name);
			if (operand instanceof Promise) return operand.then((value: OperandTypes[K]) => step(machine, value, window));
			return step(machine, operand, window);
		},
	};
}

export const OPCODES: { readonly [N in OpcodeName]: Opcode } = {
	// The machine itself.
	PROTO: opcode(0x80, "uint8", (machine, protocol) => {
		if (protocol > 5) machine.fail(`protocol ${protocol} is not known; 0 to 5 are`);
		machine.protocol = protocol;
	}),
	FRAME: opcode(0x95, "uint64", (machine, length, window) => {
		if (length > window.remaining) machine.fail(`a frame of ${length} bytes, but only ${window.remaining} are left`);
		machine.beginFrame(machine.at, window.position + length);
	}),
	STOP: opcode(0x2e, "none", (machine) => machine.stop()),
	MARK: opcode(0x28, "none", (machine) => machine.mark()),
	POP: opcode(0x30, "none", (machine) => machine.popItemOrMark()),
	POP_MARK: opcode(0x31, "none", (machine) => void machine.popToMark()),
	DUP: opcode(0x32, "none", (machine) => machine.push(machine.top())),
	PUT: opcode(0x70, "line", (machine, line) => machine.memoize(memoIndex(machine, line))),
	BINPUT: opcode(0x71, "uint8", (machine, index) => machine.memoize(index)),
	LONG_BINPUT: opcode(0x72, "uint32", (machine, index) => machine.memoize(index)),
	MEMOIZE: opcode(0x94, "none", (machine) => machine.memoize()),
	GET: opcode(0x67, "line", (machine, line) => machine.recall(memoIndex(machine, line))),
	BINGET: opcode(0x68, "uint8", (machine, index) => machine.recall(index)),
	LONG_BINGET: opcode(0x6a, "uint32", (machine, index) => machine.recall(index)),

	// Numbers, truth, nothing.
	NONE: opcode(0x4e, "none", (machine) => machine.push(null)),
	NEWTRUE: opcode(0x88, "none", (machine) => machine.push(true)),
	NEWFALSE: opcode(0x89, "none", (machine) => machine.push(false)),
	INT: opcode(0x49, "line", (machine, line) => {
		if (line === "00" || line === "01") machine.push(line === "01");
		else machine.push(decimalInteger(line) ?? machine.fail(`${JSON.stringify(line.slice(0, 40))} is no integer`));
	}),
	BININT: opcode(0x4a, "int32", (machine, value) => machine.push(value)),
	BININT1: opcode(0x4b, "uint8", (machine, value) => machine.push(value)),
	BININT2: opcode(0x4d, "uint16", (machine, value) => machine.push(value)),
	LONG: opcode(0x4c, "line", (machine, line) =>
		machine.push(decimalInteger(line) ?? machine.fail(`${JSON.stringify(line.slice(0, 40))} is no integer`)),
	),
	LONG1: opcode(0x8a, "integer1", (machine, value) => machine.push(value)),
	LONG4: opcode(0x8b, "integer4", (machine, value) => machine.push(value)),
	FLOAT: opcode(0x46, "line", (machine, line) =>
		machine.push(decimalFloat(line) ?? machine.fail(`${JSON.stringify(line.slice(0, 40))} is no number`)),
	),
	BINFLOAT: opcode(0x47, "float64", (machine, value) => machine.push(value)),

	// Text and bytes.
	STRING: opcode(0x53, "line", (machine, line) =>
		pushText(machine, stringLiteral(line) ?? machine.fail("is no string literal")),
	),
	BINSTRING: opcode(0x54, "string4", pushText),
	SHORT_BINSTRING: opcode(0x55, "string1", pushText),
	UNICODE: opcode(0x56, "line", (machine, line) =>
		pushText(machine, rawUnicodeEscape(line) ?? machine.fail("has an escape that is no character")),
	),
	SHORT_BINUNICODE: opcode(0x8c, "text1", pushText),
	BINUNICODE: opcode(0x58, "text4", pushText),
	BINUNICODE8: opcode(0x8d, "text8", pushText),
	SHORT_BINBYTES: opcode(0x43, "bytes1", (machine, range) => machine.push(machine.make.bytes(range))),
	BINBYTES: opcode(0x42, "bytes4", (machine, range) => machine.push(machine.make.bytes(range))),
	BINBYTES8: opcode(0x8e, "bytes8", (machine, range) => machine.push(machine.make.bytes(range))),
	BYTEARRAY8: opcode(0x96, "bytes8", (machine, range) => machine.push(machine.make.bytes(range))),

	// Containers.
	EMPTY_TUPLE: opcode(0x29, "none", (machine) => machine.push(machine.make.tuple([]))),
	TUPLE1: opcode(0x85, "none", (machine) => pushTuple(machine, 1)),
	TUPLE2: opcode(0x86, "none", (machine) => pushTuple(machine, 2)),
	TUPLE3: opcode(0x87, "none", (machine) => pushTuple(machine, 3)),
	TUPLE: opcode(0x74, "none", (machine) => machine.push(machine.make.tuple(machine.popToMark()))),
	EMPTY_LIST: opcode(0x5d, "none", (machine) => machine.push(machine.make.list([]))),
	LIST: opcode(0x6c, "none", (machine) => machine.push(machine.make.list(machine.popToMark()))),
	APPEND: opcode(0x61, "none", (machine) => appendTo(machine, [machine.pop()])),
	APPENDS: opcode(0x65, "none", (machine) => appendTo(machine, machine.popToMark())),
	EMPTY_DICT: opcode(0x7d, "none", (machine) => machine.push(machine.make.dict())),
	DICT: opcode(0x64, "none", (machine) => {
		const items = machine.popToMark();
		machine.push(machine.make.dict());
		putItems(machine, items);
	}),
	SETITEM: opcode(0x73, "none", (machine) => {
		const value = machine.pop();
		putItems(machine, [machine.pop(), value]);
	}),
	SETITEMS: opcode(0x75, "none", (machine) => putItems(machine, machine.popToMark())),
	EMPTY_SET: opcode(0x8f, "none", (machine) => machine.push(machine.make.set())),
	ADDITEMS: opcode(0x90, "none", (machine) => addToSet(machine, machine.popToMark())),
	FROZENSET: opcode(0x91, "none", (machine) => {
		const items = machine.popToMark();
		machine.push(machine.make.set());
		addToSet(machine, items);
	}),

	// Globals and what is made of them: notes, never calls.
	GLOBAL: opcode(0x63, "lines", (machine, [module, name]) => machine.push(machine.global(module, name))),
	STACK_GLOBAL: opcode(0x93, "none", (machine) => {
		const name = machine.pop();
		machine.push(machine.global(machine.pop(), name));
	}),
	REDUCE: opcode(0x52, "none", (machine) => pushCall(machine)),
	NEWOBJ: opcode(0x81, "none", (machine) => pushCall(machine)),
	NEWOBJ_EX: opcode(0x92, "none", (machine) => {
		const keywords = machine.pop();
		if (!isKind(keywords, "dict") || keywords.entries.size > 0) {
			machine.fail(
				`wants no keyword arguments, got ${describeValue(keywords)}: nothing in a checkpoint is made with any`,
			);
		}
		pushCall(machine);
	}),
	INST: opcode(0x69, "lines", (machine, [module, name]) => {
		const args = machine.popToMark();
		machine.push(machine.call(machine.global(module, name), args));
	}),
	OBJ: opcode(0x6f, "none", (machine) => {
		const [ofClass, ...args] = machine.popToMark();
		machine.push(machine.call(ofClass, args));
	}),
	BUILD: opcode(0x62, "none", (machine) => build(machine, machine.pop())),

	// Things that stand outside the pickle.
	PERSID: opcode(0x50, "line", (machine, id) => machine.persist(id)),
	BINPERSID: opcode(0x51, "none", (machine) => machine.persist(machine.pop())),
	EXT1: opcode(0x82, "uint8", refuseExtension),
	EXT2: opcode(0x83, "uint16", refuseExtension),
	EXT4: opcode(0x84, "int32", refuseExtension),
	NEXT_BUFFER: opcode(0x97, "none", refuseBuffer),
	READONLY_BUFFER: opcode(0x98, "none", refuseBuffer),
};

function pushText(machine: PickleMachine, text: string): void {
	machine.push(machine.make.text(text));
}

function pushTuple(machine: PickleMachine, count: number): void {
	const items: PickleValue[] = [];
	for (let i = 0; i < count; i++) items.unshift(machine.pop());
	machine.push(machine.make.tuple(items));
}

function pushCall(machine: PickleMachine): void {
	const args = machine.pop();
	const callee = machine.pop();
	if (!isKind(args, "tuple")) machine.fail(`wants a tuple of arguments, got ${describeValue(args)}`);
	machine.push(machine.call(callee, args.items));
}

function memoIndex(machine: PickleMachine, line: string): number {
	const index = decimalInteger(line);
	return typeof index === "number" ? index : machine.fail(`${JSON.stringify(line.slice(0, 40))} is no memo index`);
}

function refuseExtension(machine: PickleMachine, code: number): void {
	machine.fail(`refuses extension code ${code}: what it stands for is not in the file`);
}

function refuseBuffer(machine: PickleMachine): void {
	machine.fail("refuses an out-of-band buffer: what it holds is not in the file");
}
