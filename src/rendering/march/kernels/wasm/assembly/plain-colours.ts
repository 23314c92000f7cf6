/** Colours that go through no sigmoid: the counterparts of `addLogistic` and `logisticBack`. */

/**
 * sums += weight · values for four rows of values.
 * @param sums     `bytes` bytes, a multiple of 16
 * @param values   four rows of `bytes` bytes
 * @param weights  [4] one for each row
 */
export function addPlain(sums: usize, values: usize, bytes: usize, weights: usize): void {
	const end = sums + bytes;
	for (; sums < end; sums += 16) {
		let sum = v128.load(sums);
		let row = values;
		for (let p: usize = 0; p < 16; p += 4) {
			sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights + p), v128.load(row)));
			row += bytes;
		}
		v128.store(sums, sum);
		values += 16;
	}
}

/**
 * The way back through the colours of one sample: values = factor · gradient in place, and those are added to `sums`.
 * @param values, gradient, sums  `bytes` bytes each, a multiple of 16
 * @returns the four lanes of Σ gradient · values
 */
export function plainBack(values: usize, gradient: usize, sums: usize, bytes: usize, factor: f32): v128 {
	const share = f32x4.splat(factor);
	const end = values + bytes;
	let sum = f32x4.splat(0);
	while (values < end) {
		const g = v128.load(gradient);
		sum = f32x4.add(sum, f32x4.mul(g, v128.load(values)));
		const back = f32x4.mul(g, share);
		v128.store(values, back);
		v128.store(sums, f32x4.add(v128.load(sums), back));
		values += 16;
		gradient += 16;
		sums += 16;
	}
	return sum;
}
