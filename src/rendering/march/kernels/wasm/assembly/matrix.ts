/**
 * The matrix kernel: four points by eight outputs, outputs in lanes.
 *
 * out[p, o] = bias[o] + Σ_k weights[k, o] · input[k, p]. Eight accumulators, two weights and a splatted input fit the
 * sixteen registers of x64. The four points stand side by side, so that one pointer serves them: with a pointer each,
 * the loop has a fifth more instructions (37.8 instead of 41.3 GFLOP/s; add and multiply alone reach 59). The loop over
 * k must not be unrolled: V8 then hoists the loads and spills (23–31 GFLOP/s).
 */

/**
 * @param weights       [count, 8]
 * @param bias          [8]
 * @param input         [count, 4] rows `stride` bytes apart
 * @param out0 … out3   [8] each
 */
export function matrixBlock(
	weights: usize,
	bias: usize,
	count: i32,
	input: usize,
	stride: usize,
	out0: usize,
	out1: usize,
	out2: usize,
	out3: usize,
): void {
	let a0 = v128.load(bias);
	let b0 = v128.load(bias, 16);
	let a1 = a0;
	let a2 = a0;
	let a3 = a0;
	let b1 = b0;
	let b2 = b0;
	let b3 = b0;
	const end = weights + ((<usize>count) << 5);
	while (weights < end) {
		const wa = v128.load(weights);
		const wb = v128.load(weights, 16);
		let x = v128.load32_splat(input);
		a0 = f32x4.add(a0, f32x4.mul(x, wa));
		b0 = f32x4.add(b0, f32x4.mul(x, wb));
		x = v128.load32_splat(input, 4);
		a1 = f32x4.add(a1, f32x4.mul(x, wa));
		b1 = f32x4.add(b1, f32x4.mul(x, wb));
		x = v128.load32_splat(input, 8);
		a2 = f32x4.add(a2, f32x4.mul(x, wa));
		b2 = f32x4.add(b2, f32x4.mul(x, wb));
		x = v128.load32_splat(input, 12);
		a3 = f32x4.add(a3, f32x4.mul(x, wa));
		b3 = f32x4.add(b3, f32x4.mul(x, wb));
		weights += 32;
		input += stride;
	}
	v128.store(out0, a0);
	v128.store(out0, b0, 16);
	v128.store(out1, a1);
	v128.store(out1, b1, 16);
	v128.store(out2, a2);
	v128.store(out2, b2, 16);
	v128.store(out3, a3);
	v128.store(out3, b3, 16);
}

/**
 * target[r, o] += Σ_k b[k, r] · a[k, o]: four rows of eight. The sums stay in registers over all of k.
 * @param target  four rows of eight, `targetStride` bytes apart
 * @param a       [count, 8], rows `strideA` bytes apart
 * @param b       [count, 4], rows `strideB` bytes apart
 */
export function addProducts(
	target: usize,
	targetStride: usize,
	a: usize,
	strideA: usize,
	b: usize,
	strideB: usize,
	count: i32,
): void {
	const row1 = target + targetStride;
	const row2 = row1 + targetStride;
	const row3 = row2 + targetStride;
	let a0 = v128.load(target);
	let b0 = v128.load(target, 16);
	let a1 = v128.load(row1);
	let b1 = v128.load(row1, 16);
	let a2 = v128.load(row2);
	let b2 = v128.load(row2, 16);
	let a3 = v128.load(row3);
	let b3 = v128.load(row3, 16);
	const end = a + strideA * <usize>count;
	while (a < end) {
		const wa = v128.load(a);
		const wb = v128.load(a, 16);
		let x = v128.load32_splat(b);
		a0 = f32x4.add(a0, f32x4.mul(x, wa));
		b0 = f32x4.add(b0, f32x4.mul(x, wb));
		x = v128.load32_splat(b, 4);
		a1 = f32x4.add(a1, f32x4.mul(x, wa));
		b1 = f32x4.add(b1, f32x4.mul(x, wb));
		x = v128.load32_splat(b, 8);
		a2 = f32x4.add(a2, f32x4.mul(x, wa));
		b2 = f32x4.add(b2, f32x4.mul(x, wb));
		x = v128.load32_splat(b, 12);
		a3 = f32x4.add(a3, f32x4.mul(x, wa));
		b3 = f32x4.add(b3, f32x4.mul(x, wb));
		a += strideA;
		b += strideB;
	}
	v128.store(target, a0);
	v128.store(target, b0, 16);
	v128.store(row1, a1);
	v128.store(row1, b1, 16);
	v128.store(row2, a2);
	v128.store(row2, b2, 16);
	v128.store(row3, a3);
	v128.store(row3, b3, 16);
}

/** out[count, 4] from four rows of `count` numbers, a multiple of four. */
export function transposeRows(out: usize, row0: usize, row1: usize, row2: usize, row3: usize, count: i32): void {
	const end = out + ((<usize>count) << 4);
	while (out < end) {
		const a = v128.load(row0);
		const b = v128.load(row1);
		const c = v128.load(row2);
		const d = v128.load(row3);
		const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
		const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
		const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
		const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
		v128.store(out, v128.shuffle<i64>(abLow, cdLow, 0, 2));
		v128.store(out, v128.shuffle<i64>(abLow, cdLow, 1, 3), 16);
		v128.store(out, v128.shuffle<i64>(abHigh, cdHigh, 0, 2), 32);
		v128.store(out, v128.shuffle<i64>(abHigh, cdHigh, 1, 3), 48);
		row0 += 16;
		row1 += 16;
		row2 += 16;
		row3 += 16;
		out += 64;
	}
}
