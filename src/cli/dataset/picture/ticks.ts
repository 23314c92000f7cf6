/** Where the marks of an axis are: at multiples of 1, 2 or 5 times a power of ten. */

export interface Ticks {
	readonly values: readonly number[];
	/** As text, all with the same number of decimals. */
	readonly labels: readonly string[];
}

/** At most about `most` marks from `from` to `to`. */
export function ticksOf(from: number, to: number, most: number): Ticks {
	const rough = (to - from) / most;
	const power = 10 ** Math.floor(Math.log10(rough));
	const factor = [1, 2, 5, 10].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
	const step = factor * power;
	const first = Math.ceil(from / step - 1e-9);
	const last = Math.floor(to / step + 1e-9);
	const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
	const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
	return {
		values,
		labels: values.map((value) =>
			value
				.toFixed(decimals)
				.replace(/^-(0(\.0*)?)$/, "$1")
				.replace("-", "−"),
		),
	};
}
