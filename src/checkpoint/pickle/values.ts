/**
 * What a pickle describes, as plain data.
 *
 * Nothing of this has behaviour or a prototype chosen by the file: containers are tagged records around arrays, Maps
 * and Sets, and an object of a Python class is a `PickleCall`, the bare note that so-and-so was called with these
 * arguments and given this state. Values may be shared and may contain themselves, as in Python; whoever walks them
 * has to bound the walk.
 */

import type { ByteRange } from "../byte-range.ts";
import { printable } from "../printable.ts";
import type { ValueMaker } from "./make-values.ts";

/** A Python int is a number while that is exact, else a bigint. */
export type PickleValue =
	| null
	| boolean
	| number
	| bigint
	| string
	| PickleBytes
	| PickleList
	| PickleTuple
	| PickleDict
	| PickleSet
	| PickleGlobal
	| PickleCall
	| PicklePersistent;

/** Only `make-values.ts` makes what has it, at the cost of the file's allowance. */
declare const MADE: unique symbol;

interface Made {
	readonly [MADE]: true;
}

/** bytes and bytearray. */
export interface PickleBytes extends Made {
	readonly kind: "bytes";
	readonly range: ByteRange;
}

export interface PickleList extends Made {
	readonly kind: "list";
	readonly items: readonly PickleValue[];
}

export interface PickleTuple extends Made {
	readonly kind: "tuple";
	readonly items: readonly PickleValue[];
}

/** dict and its subclasses whose extra behaviour does not matter: OrderedDict, EasyDict, defaultdict. */
export interface PickleDict extends Made {
	readonly kind: "dict";
	readonly entries: ReadonlyMap<PickleValue, PickleValue>;
}

/** set and frozenset. */
export interface PickleSet extends Made {
	readonly kind: "set";
	readonly items: ReadonlySet<PickleValue>;
}

/** A class or function that the file names and that is on the allow-list. */
export interface PickleGlobal {
	readonly kind: "global";
	/** Canonical, e.g. "torch._utils._rebuild_tensor_v2". */
	readonly name: string;
	/** Makes the description of a call of it. Pure. */
	readonly describe: DescribeCall;
}

/** A call of an allowed global as the file asks for it. */
export interface RequestedCall {
	readonly name: string;
	readonly args: readonly PickleValue[];
	/** Offset of the opcode in the source. */
	readonly at: number;
	/** Makes what the description holds. */
	readonly make: ValueMaker;
	/** Refuses the call; the message is completed with the place. */
	readonly fail: (message: string) => never;
	/** The description of another call at the same place. */
	readonly call: (callee: PickleValue | undefined, args: readonly PickleValue[]) => PickleValue;
}

export type DescribeCall = (request: RequestedCall) => PickleValue;

/** A global that the file wants called: noted, not done. */
export interface PickleCall {
	readonly kind: "call";
	readonly name: string;
	readonly args: readonly PickleValue[];
	/** Offset of the opcode in the source, for messages. */
	readonly at: number;
	/** What BUILD gave it. */
	state?: PickleValue;
}

/** An object that stands outside the pickle; in torch's streams, a storage. */
export interface PicklePersistent {
	readonly kind: "persistent";
	readonly id: PickleValue;
	readonly at: number;
}

export type PickleKind = Exclude<PickleValue, null | boolean | number | bigint | string>["kind"];

/** Narrows to one kind of compound value. */
export function isKind<K extends PickleKind>(
	value: PickleValue | undefined,
	kind: K,
): value is Extract<PickleValue, { readonly kind: K }> {
	return typeof value === "object" && value !== null && value.kind === kind;
}

/** What messages call a value: "a dict", "int 3", "call of torch.Size". */
export function describeValue(value: PickleValue | undefined): string {
	if (value === undefined) return "nothing";
	if (value === null) return "None";
	if (typeof value !== "object") return `${typeof value} ${printable(String(value).slice(0, 40))}`;
	if (value.kind === "call") return `a call of ${value.name}`;
	if (value.kind === "global") return `the global ${value.name}`;
	return `a ${value.kind}`;
}
