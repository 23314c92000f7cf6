/** The standard normal distribution. */

/** Share of the distribution above x, to a relative error of 1.2e-7 (Press et al. 1992, "erfcc": a Chebyshev fit). */
export function normalTail(x: number): number {
	const z = Math.abs(x) / Math.SQRT2;
	const t = 1 / (1 + 0.5 * z);
	const terms = [
		-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
		0.17087277,
	];
	const polynomial = terms.reduceRight((sum, term) => sum * t + term, 0);
	const tail = 0.5 * t * Math.exp(-z * z + polynomial);
	return x >= 0 ? tail : 1 - tail;
}

/** The standard normal number below which a share of the distribution lies, to six decimals. @param share  in (0, 1) */
export function normalOf(share: number): number {
	let [low, high] = [-8, 8];
	while (high - low > 1e-6) {
		const middle = (low + high) / 2;
		if (uniformOf(middle) < share) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** A standard normal number as one that is even in (0, 1). */
export function uniformOf(x: number): number {
	return normalTail(-x);
}
