/** Typed arrays that grow by doubling up to a limit, for meshes whose size is known only at the end. */

import { InputError } from "../tensor/errors.ts";

interface Growable<A> {
	readonly length: number;
	set(other: A): void;
	subarray(begin: number, end: number): A;
	slice(begin: number, end: number): A;
}

const FIRST_CAPACITY = 3 * 1024;

/** Threes of numbers, appended one by one; `values` may be read and written up to `length`. */
export class GrowingTriples<A extends Growable<A>> {
	values: A;
	/** Numbers in use, three for each entry. */
	length = 0;
	readonly #create: (length: number) => A;
	readonly #limit: number;
	readonly #tooMany: string;

	/**
	 * @param limit    the most entries
	 * @param tooMany  the message of the `InputError` when there are more
	 */
	constructor(create: (length: number) => A, limit: number, tooMany: string) {
		this.#create = create;
		this.#limit = limit * 3;
		this.#tooMany = tooMany;
		this.values = create(Math.min(FIRST_CAPACITY, this.#limit));
	}

	/** Makes room for `entries` more. Throws `InputError` beyond the limit. */
	reserve(entries: number): void {
		const wanted = this.length + entries * 3;
		if (wanted <= this.values.length) return;
		if (wanted > this.#limit) throw new InputError(this.#tooMany);
		const grown = this.#create(Math.min(Math.max(2 * this.values.length, wanted), this.#limit));
		grown.set(this.values.subarray(0, this.length));
		this.values = grown;
	}

	/** The numbers in use, as an array of their own. */
	toArray(): A {
		return this.values.slice(0, this.length);
	}
}
