/** Hands out names of values; an ONNX graph has one name space for inputs, constants and results. */

import { GraphError } from "../../tensor/errors.ts";

export class ValueNames {
	readonly #taken = new Set<string>();
	readonly #counts = new Map<string, number>();

	/** Takes a name as it is. Throws `GraphError` when it is empty or taken; `what` says whose name it is. */
	reserve(what: string, name: string): void {
		if (name === "") throw new GraphError(`serializeOnnx: ${what} has an empty name`);
		if (this.#taken.has(name)) {
			throw new GraphError(`serializeOnnx: ${what} '${name}' has the name of another input or output, choose another`);
		}
		this.#taken.add(name);
	}

	/** `wish`, or where that is taken `wish_0`, `wish_1`, … */
	unique(wish: string): string {
		if (!this.#taken.has(wish)) {
			this.#taken.add(wish);
			return wish;
		}
		return this.numbered(wish);
	}

	/** `stem_0`, `stem_1`, … */
	numbered(stem: string): string {
		let count = this.#counts.get(stem) ?? 0;
		let name = `${stem}_${count}`;
		while (this.#taken.has(name)) name = `${stem}_${++count}`;
		this.#counts.set(stem, count + 1);
		this.#taken.add(name);
		return name;
	}
}
