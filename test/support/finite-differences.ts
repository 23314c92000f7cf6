/** Gradients of a graph beside differences of its objective, in float64. */

import { evaluate } from "../../src/graph/evaluate.ts";
import { gradients } from "../../src/graph/gradients.ts";
import type { Graph } from "../../src/graph/graph.ts";
import type { SymbolicTensor } from "../../src/graph/symbolic.ts";
import { type HostTensor, hostTensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";
import { elementCount, type Shape } from "../../src/tensor/shape.ts";
import { expectClose } from "../assert-close.ts";
import { finiteDifference } from "../tolerances.ts";

const STEP = 1e-5;
/** Numbers of each input that are moved. */
const MOVED = 6;

/** Inputs of a graph with random values. */
export class RandomInputs {
	readonly graph: Graph;
	readonly #random: RandomState;
	readonly #values = new Map<string, HostTensor>();

	constructor(graph: Graph, seed: number) {
		this.graph = graph;
		this.#random = new RandomState(seed);
	}

	/** An input of normal values. */
	input(name: string, shape: Shape, scale = 1): SymbolicTensor {
		const data = Float64Array.from(this.#random.randn(elementCount(shape)), (value) => scale * value);
		this.#values.set(name, hostTensor("float64", shape, data));
		return this.graph.input(name, shape);
	}

	/** Compares the gradients of a scalar by every input with differences, in a few places of each. */
	expectGradients(objective: SymbolicTensor): void {
		const names = [...this.#values.keys()];
		const nodes = names.flatMap((name) => this.graph.inputs.get(name) ?? []);
		const results = this.#evaluate(gradients(objective, nodes), this.#values);
		names.forEach((name, index) => {
			const gradient = results[index]?.data ?? [];
			const count = this.#values.get(name)?.data.length ?? 0;
			const places = [...new Set(Array.from({ length: MOVED }, (_, i) => Math.floor((i * count) / MOVED)))];
			const wanted = places.map(
				(place) =>
					(this.#moved(objective, name, place, STEP) - this.#moved(objective, name, place, -STEP)) / (2 * STEP),
			);
			expectClose(
				places.map((place) => Number(gradient[place])),
				wanted,
				finiteDifference,
				`gradient by ${name}`,
			);
		});
	}

	#moved(objective: SymbolicTensor, name: string, place: number, by: number): number {
		const own = this.#values.get(name);
		if (!own) throw new Error(`no input '${name}'`);
		const data = Float64Array.from(own.data, Number);
		data[place] = (data[place] ?? 0) + by;
		const [result] = this.#evaluate(
			[objective],
			new Map(this.#values).set(name, hostTensor("float64", own.shape, data)),
		);
		return Number(result?.data[0]);
	}

	#evaluate(nodes: readonly SymbolicTensor[], values: ReadonlyMap<string, HostTensor>): readonly HostTensor[] {
		return evaluate(nodes, Object.fromEntries(values), { precision: "float64" });
	}
}
