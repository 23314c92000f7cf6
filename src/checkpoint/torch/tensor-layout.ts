/** How a pickle describes a tensor of torch: the call that would make it, its numbers checked. */

import { CheckpointError } from "../../tensor/errors.ts";
import { formatShape } from "../../tensor/shape.ts";
import { describeValue, isKind, type PickleCall, type PickleValue } from "../pickle/values.ts";
import { isCount } from "./storage.ts";

const MAX_AXES = 16;

/** A tensor as a pickle describes it, its numbers checked and its storage not yet read. */
export interface TensorLayout {
	readonly storage: PickleValue;
	/** Overrules the storage's. */
	readonly dtype: PickleValue | undefined;
	readonly offset: number;
	readonly shape: readonly number[];
	readonly strides: readonly number[];
	readonly count: number;
}

const REBUILD: ReadonlySet<string> = new Set([
	"torch._utils._rebuild_tensor",
	"torch._utils._rebuild_tensor_v2",
	"torch._utils._rebuild_tensor_v3",
]);

const WRAPPERS: ReadonlySet<string> = new Set([
	"torch._utils._rebuild_parameter",
	"torch._utils._rebuild_parameter_with_state",
]);

/** The call that makes the tensor, under its wrapping as a parameter, or undefined for what is no tensor. */
export function tensorCall(value: PickleValue | undefined): PickleCall | undefined {
	if (!isKind(value, "call")) return undefined;
	if (REBUILD.has(value.name)) return value;
	if (WRAPPERS.has(value.name)) return innermost(value.args[0]);
	if (value.name !== "torch._tensor._rebuild_from_type_v2") return undefined;
	// (function, type, arguments, state): a tensor with Python attributes, which do not matter here.
	const [callee, , args] = value.args;
	if (!isKind(callee, "global") || !REBUILD.has(callee.name) || !isKind(args, "tuple")) return undefined;
	return { kind: "call", name: callee.name, args: args.items, at: value.at };
}

function innermost(value: PickleValue | undefined): PickleCall | undefined {
	return isKind(value, "call") && !WRAPPERS.has(value.name) ? tensorCall(value) : undefined;
}

/** Checks the arguments of a tensor's call. `where` begins the messages. */
export function tensorLayout({ name, args }: PickleCall, where: string): TensorLayout {
	const [storage, offset, size, stride] = args;
	if (storage === undefined || !isCount(offset)) {
		throw new CheckpointError(`${where}: a tensor on ${describeValue(storage)} at offset ${describeValue(offset)}`);
	}
	const shape = counts(size, "sizes", where);
	const strides = counts(stride, "strides", where);
	if (shape.length !== strides.length || shape.length > MAX_AXES) {
		throw new CheckpointError(
			`${where}: a tensor of ${shape.length} sizes and ${strides.length} strides, want as many of both, at most ${MAX_AXES}`,
		);
	}
	const count = shape.reduce((product, length) => product * length, 1);
	if (!isCount(count))
		throw new CheckpointError(`${where}: a tensor of shape ${formatShape(shape)} has too many elements`);
	const dtype = name === "torch._utils._rebuild_tensor_v3" ? args[6] : undefined;
	return { storage, dtype, offset, shape, strides, count };
}

function counts(value: PickleValue | undefined, what: string, where: string): readonly number[] {
	const list = isKind(value, "call") && value.name === "torch.Size" ? value.args[0] : value;
	const items = isKind(list, "tuple") || isKind(list, "list") ? list.items : undefined;
	if (items?.every(isCount)) return items;
	throw new CheckpointError(
		`${where}: ${what} of a tensor are ${describeValue(value)} with something that is no count, want a tuple of counts`,
	);
}

/** Whether the elements lie one after the other in row-major order; strides along axes of one element do not count. */
export function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
	let want = 1;
	for (let axis = shape.length - 1; axis >= 0; axis--) {
		const size = shape[axis] ?? 1;
		if (size !== 1 && strides[axis] !== want) return false;
		want *= size;
	}
	return true;
}
