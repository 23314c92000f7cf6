/** A call whose latest answer counts: while one is at work only the newest question waits. */

import { messageOf } from "../pane/pane.ts";

export interface Answer<Out> {
	readonly value: Out | null;
	readonly problem: string | null;
	readonly busy: boolean;
}

export class LatestCall<In, Out> {
	readonly #ask: (input: In) => Promise<Out>;
	readonly #onChange: () => void;
	#asked: string | null = null;
	#waiting: In | null = null;
	#answer: Answer<Out> = { value: null, problem: null, busy: false };

	constructor(ask: (input: In) => Promise<Out>, onChange: () => void) {
		this.#ask = ask;
		this.#onChange = onChange;
	}

	get answer(): Answer<Out> {
		return this.#answer;
	}

	/** Asks, unless the very same was asked last; `null` forgets the answer. */
	want(input: In | null): void {
		const key = input === null ? null : JSON.stringify(input);
		if (key === this.#asked) return;
		this.#asked = key;
		this.#waiting = input;
		if (input === null) this.#set({ value: null, problem: null, busy: false });
		else if (!this.#answer.busy) void this.#work();
	}

	/** Asks once more the next time, even for the same. */
	forget(): void {
		this.#asked = null;
	}

	async #work(): Promise<void> {
		while (this.#waiting !== null) {
			const input = this.#waiting;
			this.#waiting = null;
			this.#set({ ...this.#answer, busy: true });
			try {
				const value = await this.#ask(input);
				if (this.#asked !== null) this.#set({ value, problem: null, busy: this.#waiting !== null });
			} catch (error) {
				this.#set({ value: null, problem: messageOf(error), busy: this.#waiting !== null });
			}
		}
		this.#set({ ...this.#answer, busy: false });
	}

	#set(answer: Answer<Out>): void {
		this.#answer = answer;
		this.#onChange();
	}
}
