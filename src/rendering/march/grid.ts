/** Places on a regular grid. */

/**
 * World coordinates of the centres of `count` equal cells between two limits. In float64; the centre of cell i is
 * lower + (i + 0.5) · (upper − lower) / count.
 */
export function cellCentres(lower: number, upper: number, count: number): Float64Array {
	return Float64Array.from({ length: count }, (_, i) => lower + ((i + 0.5) * (upper - lower)) / count);
}
