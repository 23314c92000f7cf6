/**
 * What every operation must say of itself. `ops/table.ts` is a total table of these: an operation without a shape
 * rule, gradient, emitter or host reference does not compile.
 */

import type { HostTensor } from "../tensor/host-tensor.ts";
import type { OnnxEmitter } from "./onnx/emitter.ts";
import type { SymbolicTensor, TensorType } from "./symbolic.ts";

/** What a gradient rule sees: the node, and the gradient of the scalar objective by the node's output. */
export interface GradientContext<A> {
	readonly inputs: readonly SymbolicTensor[];
	readonly attributes: A;
	readonly output: SymbolicTensor;
	/** Same shape as `output`. */
	readonly gradient: SymbolicTensor;
	/** Whether input `index` needs a gradient; rules may leave out costly ones that do not. */
	readonly wants: (index: number) => boolean;
}

/** Gives one gradient per input, each of its input's shape; `null` where nothing flows. Built of graph nodes again. */
export type GradientRule<A> = (context: GradientContext<A>) => readonly (SymbolicTensor | null)[];

/** No gradient flows, and that is right: the operation is piecewise constant or gives integers. */
export interface ZeroGradient {
	readonly zero: string;
}

export interface OpDefinition<A> {
	/** Shape and dtype of the result. Throws `ShapeError` naming the operation. */
	infer(inputs: readonly TensorType[], attributes: A): TensorType;
	readonly gradient: GradientRule<A> | ZeroGradient;
	/** Writes ONNX nodes and returns the name of the result. */
	emit(emitter: OnnxEmitter, inputs: readonly OnnxOperand[], attributes: A, output: TensorType): string;
	/** Plain host reference, obviously right and slow. */
	evaluate(inputs: readonly HostTensor[], attributes: A, output: TensorType): HostTensor;
}

/** An input of an emitted node: its name in the ONNX graph, its type, and its value where that is constant. */
export interface OnnxOperand extends TensorType {
	readonly name: string;
	readonly constant: HostTensor | undefined;
}
