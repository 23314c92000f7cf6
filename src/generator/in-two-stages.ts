/**
 * Two stages in a row for many items, the first stage of the next item while the second of the last is at work: so that
 * cores that one stage leaves idle – between layers, while rays are laid out – work on the other.
 */

/**
 * Results of `second(first(item))` in the order of `items`. At most one item is in each stage. When a stage fails, the
 * failure is thrown after what was begun has ended.
 */
export async function* inTwoStages<Item, Middle, Result>(
	items: Iterable<Item>,
	first: (item: Item, index: number) => Promise<Middle>,
	second: (middle: Middle, index: number) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
	let finishing: Promise<Result> | null = null;
	let index = 0;
	try {
		for (const item of items) {
			const middle = await first(item, index);
			const finished: { readonly result: Result } | null = finishing === null ? null : { result: await finishing };
			finishing = second(middle, index++);
			// Awaited below; until then a failure must not count as unheard.
			finishing.catch(() => undefined);
			if (finished) yield finished.result;
		}
		if (finishing !== null) yield await finishing;
	} finally {
		await finishing?.catch(() => undefined);
	}
}
