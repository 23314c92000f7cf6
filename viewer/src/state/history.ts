/** Steps that can be taken back and again. */

/** Steps remembered. */
const DEPTH = 200;

export class History<T> {
	readonly #past: T[] = [];
	#future: T[] = [];
	#current: T;

	constructor(initial: T) {
		this.#current = initial;
	}

	get current(): T {
		return this.#current;
	}

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	/** A new step; what was taken back is forgotten. */
	push(state: T): void {
		this.#past.push(this.#current);
		if (this.#past.length > DEPTH) this.#past.shift();
		this.#current = state;
		this.#future = [];
	}

	/** The present state becomes another one without a step. */
	replace(state: T): void {
		this.#current = state;
	}

	/** The state before; the first one stays. */
	undo(): T {
		const before = this.#past.pop();
		if (before === undefined) return this.#current;
		this.#future.push(this.#current);
		this.#current = before;
		return before;
	}

	redo(): T {
		const after = this.#future.pop();
		if (after === undefined) return this.#current;
		this.#past.push(this.#current);
		this.#current = after;
		return after;
	}
}
