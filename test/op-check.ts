/**
 * One check for every operation, and for functions composed of them. `checkOp` compares
 *
 * 1. forward values: ONNX Runtime (CPU) with the host references, both in float32;
 * 2. gradients of Σ y · cotangent: host references in float64 with central finite differences;
 * 3. gradients of Σ gradient · direction, also by the cotangent: the same again (R1 regularisation needs them);
 * 4. gradients of both orders: ONNX Runtime with the host references.
 *
 * Differences are taken in float64, so that they tell a right gradient from a nearly right one; inputs must be far
 * from kinks and jumps, by more than `STEP`.
 */

import { evaluate } from "../src/graph/evaluate.ts";
import { gradients } from "../src/graph/gradients.ts";
import { Graph, reachable } from "../src/graph/graph.ts";
import { serializeOnnx } from "../src/graph/onnx/model.ts";
import { add, mul } from "../src/graph/ops/arithmetic.ts";
import type { OpName, OpTable } from "../src/graph/ops/attributes.ts";
import { reduceSum } from "../src/graph/ops/reductions.ts";
import { OPS } from "../src/graph/ops/table.ts";
import type { SymbolicTensor } from "../src/graph/symbolic.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../src/tensor/host-tensor.ts";
import { elementCount, type Shape } from "../src/tensor/shape.ts";
import { expectClose } from "./assert-close.ts";
import { runOnnx } from "./run-onnx.ts";
import { exact, f32Elementwise, f32Reduction, finiteDifference, type Tolerance } from "./tolerances.ts";

/** Step of the central differences, float64: about ∛2⁻⁵³, where rounding and truncation errors meet. */
const STEP = 1e-5;

export interface OpCheckOptions {
	/** ONNX Runtime against the host, forward. Default `f32Elementwise`; integers and bool are always exact. */
	readonly forward?: Tolerance;
	/** ONNX Runtime against the host, gradients of both orders. Default `f32Reduction(64)`. */
	readonly backward?: Tolerance;
	/**
	 * `zero` where the operation lets no gradient through, since it is piecewise constant: then it is checked to be zero
	 * too. `stopped` where it lets none through although it is not constant: then it is only checked to be zero.
	 */
	readonly gradient?: "checked" | "zero" | "stopped";
	/** The table of operations; default all of them as they are. For tests of this check. */
	readonly ops?: OpTable;
}

/** Builds the result under test from one tensor per input. */
export type OpBuilder = (graph: Graph, ...inputs: SymbolicTensor[]) => SymbolicTensor;

/**
 * Runs all four comparisons; throws at the first that fails.
 * @param name    the operation, which the result must really use, or a phrase in quotes for a composed function
 * @param build   makes the result from one tensor per entry of `inputs`
 * @param inputs  values; gradients are taken by those of float32
 */
export async function checkOp(
	name: OpName | `'${string}'`,
	build: OpBuilder,
	inputs: readonly HostTensor[],
	options: OpCheckOptions = {},
): Promise<void> {
	const graph = new Graph(options.ops ?? OPS);
	const tensors = inputs.map((value, i) => graph.input(`input${i}`, value.shape, value.dtype));
	const y = build(graph, ...tensors);
	expectUse(name, y);
	const feeds = Object.fromEntries(inputs.map((value, i) => [`input${i}`, value]));
	const isSmooth = y.dtype === "float32" && tensors.some(({ dtype }) => dtype === "float32");
	const derivatives = isSmooth ? addDerivatives(graph, y, tensors, feeds) : [];
	await compareWithOnnx(name, y, derivatives, feeds, options);
	for (const derivative of derivatives) compareOnHost(name, derivative, feeds, options.gradient);
}

/** A deterministic tensor of about normal numbers. */
export function randomTensor(shape: Shape, seed = 1, scale = 1): Float32Tensor {
	let state = seed * 7919;
	const uniform = (): number => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32 - 0.5;
	};
	const values = Float32Array.from(
		{ length: elementCount(shape) },
		() => 2 * scale * (uniform() + uniform() + uniform()),
	);
	return float32Tensor(shape, values);
}

/** Like `randomTensor`, but all numbers lie in [low, high): away from kinks and poles. */
export function uniformTensor(shape: Shape, low: number, high: number, seed = 1): Float32Tensor {
	const { data } = randomTensor(shape, seed);
	return float32Tensor(
		shape,
		data.map((value) => low + (high - low) * (Math.abs(value * 1e3) % 1)),
	);
}

/** A scalar objective and its gradients, all in the graph. */
interface Derivatives {
	readonly order: "gradient" | "gradient of the gradient";
	readonly objective: SymbolicTensor;
	readonly by: readonly SymbolicTensor[];
	readonly gradients: readonly SymbolicTensor[];
}

/** Adds both orders to the graph, and the values they need to `feeds`. */
function addDerivatives(
	graph: Graph,
	y: SymbolicTensor,
	tensors: readonly SymbolicTensor[],
	feeds: Record<string, HostTensor>,
): Derivatives[] {
	const weigh = (tensor: SymbolicTensor, weight: SymbolicTensor): SymbolicTensor => reduceSum(mul(tensor, weight));
	const randomInput = (name: string, shape: Shape, seed: number): SymbolicTensor => {
		feeds[name] = randomTensor(shape, seed);
		return graph.input(name, shape);
	};
	const cotangent = randomInput("cotangent", y.shape, 101);
	const by = tensors.filter(({ dtype }) => dtype === "float32");
	const first = weigh(y, cotangent);
	const firstGradients = gradients(first, by);
	const second = firstGradients
		.map((gradient, i) => weigh(gradient, randomInput(`direction${i}`, gradient.shape, 103 + i)))
		.reduce(add);
	const all = [...by, cotangent];
	return [
		{ order: "gradient", objective: first, by, gradients: firstGradients },
		{ order: "gradient of the gradient", objective: second, by: all, gradients: gradients(second, all) },
	];
}

function expectUse(name: string, y: SymbolicTensor): void {
	if (name.startsWith("'")) return;
	const used = reachable([y]).some(({ origin }) => origin.kind === "operation" && origin.op === name);
	if (!used) throw new Error(`checkOp: the result does not use '${name}', so nothing would be checked`);
}

/** Comparisons 1 and 4: one model with all outputs. */
async function compareWithOnnx(
	name: string,
	y: SymbolicTensor,
	derivatives: readonly Derivatives[],
	feeds: Readonly<Record<string, HostTensor>>,
	{ forward = f32Elementwise, backward = f32Reduction(64) }: OpCheckOptions,
): Promise<void> {
	const outputs: Record<string, SymbolicTensor> = { forward: y };
	for (const { order, gradients } of derivatives) {
		gradients.forEach((gradient, i) => {
			outputs[`${order} ${i}`] = gradient;
		});
	}
	const expected = evaluate(Object.values(outputs), feeds);
	const actual = await runOnnx(serializeOnnx({ name: "op-check", outputs }), feeds);
	Object.keys(outputs).forEach((key, i) => {
		const [got, want] = [actual[key], expected[i]];
		if (!got || !want) throw new Error(`checkOp: ${name} has no '${key}'`);
		const tolerance = key === "forward" ? forward : backward;
		expectSame(got, want, want.dtype === "float32" ? tolerance : exact, `${name}: ${key}, ONNX Runtime against host`);
	});
}

/** Comparisons 2 and 3. */
function compareOnHost(
	name: string,
	{ order, objective, by, gradients }: Derivatives,
	feeds: Readonly<Record<string, HostTensor>>,
	kind: OpCheckOptions["gradient"] = "checked",
): void {
	const analytic = evaluate(gradients, feeds, { precision: "float64" });
	by.forEach((tensor, i) => {
		const got = analytic[i];
		if (tensor.origin.kind !== "input" || !got) throw new Error(`checkOp: ${name} has no gradient ${i}`);
		const what = `${name}: ${order} by ${tensor.origin.name}`;
		if (kind !== "checked") expectSame(got, zerosLike(got), exact, `${what}, declared zero`);
		if (kind === "stopped") return;
		const want = differences(objective, tensor.origin.name, feeds);
		expectSame(got, want, finiteDifference, `${what}, host against differences`);
	});
}

/** Central differences of the objective by each element of an input. */
function differences(
	objective: SymbolicTensor,
	input: string,
	feeds: Readonly<Record<string, HostTensor>>,
): HostTensor {
	const feed = feeds[input];
	if (!feed) throw new Error(`checkOp: no value for '${input}'`);
	const base = Float64Array.from(feed.data as Float32Array);
	const valueAt = (element: number, value: number): number => {
		const moved = { ...feeds, [input]: hostTensor("float64", feed.shape, base.with(element, value)) };
		const [result] = evaluate([objective], moved, { precision: "float64" });
		return Number(result?.data[0]);
	};
	const slopes = base.map((value, i) => {
		const step = STEP * Math.max(1, Math.abs(value));
		return (valueAt(i, value + step) - valueAt(i, value - step)) / (2 * step);
	});
	return hostTensor("float64", feed.shape, slopes);
}

function zerosLike({ shape, data }: HostTensor): HostTensor {
	return hostTensor("float64", shape, new Float64Array(data.length));
}

/** `expectClose` that lets tensors without elements be, once their shapes agree. */
function expectSame(got: HostTensor, want: HostTensor, tolerance: Tolerance, name: string): void {
	if (got.data.length === 0 && got.shape.join() === want.shape.join()) return;
	expectClose(got, want, tolerance, name);
}
