/** Confidence intervals of Poisson counts (Garwood 1936), by bisection on the distribution function. */

import { InputError } from "../../tensor/errors.ts";

/**
 * The exact interval of the mean of a Poisson distribution of which `count` was seen once.
 * @param confidence  share, between 0 and 1
 */
export function poissonInterval(count: number, confidence = 0.95): { readonly low: number; readonly high: number } {
	if (!(Number.isInteger(count) && count >= 0 && confidence > 0 && confidence < 1)) {
		throw new InputError(`poissonInterval: count ${count}, confidence ${confidence}; want a count and a share`);
	}
	const tail = (1 - confidence) / 2;
	const most = 20 + count + 10 * Math.sqrt(count + 1);
	// P(X ≤ c) falls as the mean grows
	const high = bisect((mean) => cumulative(count, mean) > tail, 0, most);
	const low = count === 0 ? 0 : bisect((mean) => 1 - cumulative(count - 1, mean) < tail, 0, most);
	return { low, high };
}

/** The border between where `below` holds (from) and where not (to). */
function bisect(below: (value: number) => boolean, from: number, to: number): number {
	let [low, high] = [from, to];
	for (let step = 0; step < 80; step++) {
		const middle = (low + high) / 2;
		if (below(middle)) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** P(X ≤ count) of a Poisson distribution; terms by their logarithms, so that large means do not vanish. */
function cumulative(count: number, mean: number): number {
	if (mean === 0) return 1;
	let [logTerm, sum] = [-mean, Math.exp(-mean)];
	for (let k = 1; k <= count; k++) {
		logTerm += Math.log(mean / k);
		sum += Math.exp(logTerm);
	}
	return Math.min(sum, 1);
}
