/** Sums of what a step reports, by name, until they are read: count, mean and standard deviation. */

export interface Statistic {
	readonly num: number;
	readonly mean: number;
	/** Of the values themselves, not of their mean; 0 for a single one. */
	readonly std: number;
}

/** Single numbers as statistics, by name. */
export function singleValues(values: Iterable<readonly [name: string, value: number]>): Record<string, Statistic> {
	return Object.fromEntries(Array.from(values, ([name, mean]) => [name, { num: 1, mean, std: 0 }]));
}

interface Sums {
	count: number;
	sum: number;
	squares: number;
}

export class Statistics {
	readonly #sums = new Map<string, Sums>();

	add(name: string, values: readonly number[]): void {
		const sums = this.#sums.get(name) ?? { count: 0, sum: 0, squares: 0 };
		for (const value of values) {
			sums.count += 1;
			sums.sum += value;
			sums.squares += value * value;
		}
		this.#sums.set(name, sums);
	}

	/** What was added since the last call, names ascending; begins again. */
	take(): ReadonlyMap<string, Statistic> {
		const names = [...this.#sums.keys()].sort();
		const taken = new Map(names.map((name) => [name, statistic(this.#sums.get(name))]));
		this.#sums.clear();
		return taken;
	}
}

function statistic({ count, sum, squares }: Sums = { count: 0, sum: 0, squares: 0 }): Statistic {
	if (count === 0) return { num: 0, mean: Number.NaN, std: Number.NaN };
	const mean = sum / count;
	return { num: count, mean, std: Math.sqrt(Math.max(squares / count - mean * mean, 0)) };
}
