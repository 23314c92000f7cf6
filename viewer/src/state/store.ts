/** Holds the current state and its history; tells listeners of every change. */

import { History } from "./history.ts";

/** A change is a function from state to state, so that none is lost when two come at a time. */
export type Change<T> = (state: T) => T;

/** A `gesture` – a drag, a slider on the move – becomes one step of the history; a `step` is one by itself. */
export type ChangeKind = "step" | "gesture";

export class Store<T> {
	readonly #history: History<T>;
	readonly #listeners = new Set<(state: T, kind: ChangeKind) => void>();
	#state: T;

	constructor(initial: T) {
		this.#state = initial;
		this.#history = new History(initial);
	}

	get state(): T {
		return this.#state;
	}

	get canUndo(): boolean {
		return this.#history.canUndo;
	}

	get canRedo(): boolean {
		return this.#history.canRedo;
	}

	/** Applies a change; one that changes nothing is none. While a gesture lasts, call `settle` at its end. */
	change(change: Change<T>, kind: ChangeKind = "step"): void {
		const next = change(this.#state);
		if (next === this.#state || JSON.stringify(next) === JSON.stringify(this.#state)) return;
		this.#state = next;
		if (kind === "step") this.#history.push(next);
		this.#tell(kind);
	}

	/** The state stands where a change that nobody made by hand has brought it: no step leads back from there. */
	rebase(): void {
		this.#history.replace(this.#state);
		this.#tell("step");
	}

	/** Ends a gesture: what it came to is one step. */
	settle(): void {
		// what comes back to where it began is no step
		if (JSON.stringify(this.#history.current) !== JSON.stringify(this.#state)) this.#history.push(this.#state);
		this.#tell("step");
	}

	undo(): void {
		this.settle();
		this.#goTo(this.#history.undo());
	}

	redo(): void {
		this.#goTo(this.#history.redo());
	}

	subscribe(listener: (state: T, kind: ChangeKind) => void): void {
		this.#listeners.add(listener);
	}

	#goTo(state: T): void {
		if (state === this.#state) return;
		this.#state = state;
		this.#tell("step");
	}

	#tell(kind: ChangeKind): void {
		for (const listener of this.#listeners) listener(this.#state, kind);
	}
}
