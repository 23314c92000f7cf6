/** Numbers and estimates as the page writes them. */

import type { Estimate } from "../../analysis/statistics/bootstrap.ts";
import { hasInterval, LEAST_PEOPLE } from "./claim.ts";

/** With a true minus; −0 is 0. */
export function decimal(value: number, digits: number): string {
	const text = Math.abs(value).toFixed(digits);
	return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export function percent(share: number, digits = 1): string {
	return `${decimal(share * 100, digits)} %`;
}

/** `0.12 [0.08, 0.16]`; of too few people for an interval `0.12`; of nobody a dash. */
export function interval(estimate: Estimate, digits = 3): string {
	const { mean, low, high } = estimate;
	if (mean === null) return "–";
	if (low === null || high === null || !hasInterval(estimate)) return decimal(mean, digits);
	return `${decimal(mean, digits)} [${decimal(low, digits)}, ${decimal(high, digits)}]`;
}

/** `12.0 [8.1, 16.0] %`, and as `interval`. */
export function percentInterval(estimate: Estimate, digits = 1): string {
	const { mean, low, high, count } = estimate;
	const scaled = [mean, low, high].map((share) => (share === null ? null : share * 100));
	const [scaledMean = null, scaledLow = null, scaledHigh = null] = scaled;
	if (scaledMean === null) return "–";
	return `${interval({ mean: scaledMean, low: scaledLow, high: scaledHigh, count }, digits)} %`;
}

/** `1 person`, `5 people`. */
export function counted(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** `6 people`, and that they are too few where they are. */
export function countedPeople(count: number): string {
	const words = counted(count, "person", "people");
	return count < LEAST_PEOPLE ? `${words}, too few for a verdict` : words;
}
