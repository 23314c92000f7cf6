/** What an operation's emitter may write into an ONNX graph. `model.ts` implements it. */

import type { DType } from "../../tensor/dtype.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";

export type OnnxAttribute =
	| { readonly int: number }
	| { readonly ints: readonly number[] }
	| { readonly float: number }
	| { readonly string: string };

export interface OnnxEmitter {
	/** The version of the operators that the model asks for. */
	readonly opset: number;
	/**
	 * Adds a node and returns the name of one of its results. An empty input name leaves an optional input out.
	 * @param results  how many results the ONNX operator has, and which of them is wanted (default: one, the first)
	 */
	node(
		opType: string,
		inputs: readonly string[],
		attributes?: Readonly<Record<string, OnnxAttribute>>,
		results?: { readonly count: number; readonly take: number },
	): string;
	/** Adds a constant; equal small constants are shared. Returns its name. */
	initializer(tensor: HostTensor): string;
	/** A 1-D int64 constant: shapes, axes, pads. */
	int64(values: readonly number[]): string;
	/** The code of a dtype in ONNX's TensorProto. Throws `UnsupportedOpError` where ONNX has none. */
	dataType(dtype: DType): number;
}
