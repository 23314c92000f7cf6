/** Estimates as points of lines. */

import type { Estimate } from "../../analysis/statistics/bootstrap.ts";
import { hasInterval } from "../claims/claim.ts";
import type { LinePoint } from "../plots/line-plot.ts";

/** The mean, with its interval as a band; too few people for an interval have none. @param scale  of the axis */
export function estimatePoint(x: number, estimate: Estimate, scale = 1): LinePoint {
	const { mean, low, high } = estimate;
	const scaled = (value: number | null): number | null => (value === null ? null : value * scale);
	const band = hasInterval(estimate) ? { low: scaled(low), high: scaled(high) } : {};
	return { x, y: scaled(mean), ...band };
}
