/** Numbers and estimates as the page writes them. */

import type { Estimate } from "../../analysis/statistics/bootstrap.ts";
import { LEAST_PEOPLE } from "./claim.ts";

/** With a true minus; −0 is 0. */
export function decimal(value: number, digits: number): string {
	const text = Math.abs(value).toFixed(digits);
	return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export function percent(share: number, digits = 1): string {
	return `${decimal(share * 100, digits)} %`;
}

/** `0.12 [0.08, 0.16]`, or a dash. */
export function interval({ mean, low, high }: Estimate, digits = 3): string {
	if (mean === null || low === null || high === null) return "–";
	return `${decimal(mean, digits)} [${decimal(low, digits)}, ${decimal(high, digits)}]`;
}

/** `12.0 [8.1, 16.0] %`, or a dash. */
export function percentInterval({ mean, low, high }: Estimate, digits = 1): string {
	if (mean === null || low === null || high === null) return "–";
	return `${decimal(mean * 100, digits)} [${decimal(low * 100, digits)}, ${decimal(high * 100, digits)}] %`;
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
