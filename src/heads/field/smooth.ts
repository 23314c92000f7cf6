/** Smooth steps and blends of numbers. */

export function clamp01(x: number): number {
	return Math.min(Math.max(x, 0), 1);
}

/** 0 up to `low`, 1 from `high`, a smooth cubic between; `high` may be the smaller one. */
export function smoothStep(low: number, high: number, x: number): number {
	const t = clamp01((x - low) / (high - low));
	return t * t * (3 - 2 * t);
}

export function mix(a: number, b: number, t: number): number {
	return a + (b - a) * t;
}

/** exp(−(x / width)²) */
export function bump(x: number, width: number): number {
	const t = x / width;
	return Math.exp(-t * t);
}
