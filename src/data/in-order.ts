/** Work that runs ahead in a bounded number of steps, and whose results come in the order of what was asked. */

import { throwIfAborted } from "../tensor/errors.ts";

export interface InOrderOptions {
	/** Steps that run or wait to be taken, at most. */
	readonly ahead: number;
	readonly signal?: AbortSignal | undefined;
	/** What messages call the work. */
	readonly what: string;
}

/**
 * Does `work` on every item. The first error ends it, as does leaving the loop or `signal`; steps that still run then end
 * by themselves and nobody hears of them.
 */
export async function* inOrder<T, R>(
	items: Iterable<T>,
	work: (item: T) => Promise<R>,
	{ ahead, signal, what }: InOrderOptions,
): AsyncGenerator<R, void, undefined> {
	const running: Promise<R>[] = [];
	for (const item of items) {
		throwIfAborted(signal, what);
		running.push(held(work(item)));
		if (running.length >= ahead) yield await (running.shift() as Promise<R>);
	}
	for (const step of running) {
		throwIfAborted(signal, what);
		yield await step;
	}
}

/** A promise that may fail before anyone waits for it. */
export function held<R>(promise: Promise<R>): Promise<R> {
	promise.catch(() => undefined);
	return promise;
}
