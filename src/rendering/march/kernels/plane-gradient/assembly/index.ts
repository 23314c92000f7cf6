/**
 * The gradient by one plane: samples share their gradients out among the four texels around them.
 *
 * The plane lies channel-last here, so that a texel's channels are one run of memory and a share is a few vector
 * additions; `relay` brings the sum into the layout of the networks afterwards. Points are taken in the order they come,
 * which is along rays: neighbours share texels, and those are in the cache.
 */

/** Bytes of a float32 vector. */
const LANES: usize = 16;
/** A whole number written first would make the difference whole. */
const ONE: f32 = 1;

/**
 * Adds samples' shares to a slice of a plane. Points that are no numbers give nothing.
 * @param plane          [height, width, channels], added to; 16-byte aligned, channels a multiple of 4
 * @param points         [count, 3] world units
 * @param features       [count, channels] gradients
 * @param u, v           which of a point's coordinates run along width and height
 * @param scale          from world units to −1 … 1
 * @param factor         on every share
 * @param w              which coordinate runs across the slices
 * @param slice, slices  which slice it is, of how many; one alone takes everything
 */
export function spread(
	plane: usize,
	points: usize,
	features: usize,
	count: i32,
	channels: i32,
	width: i32,
	height: i32,
	u: i32,
	v: i32,
	scale: f64,
	factor: f32,
	w: i32,
	slice: i32,
	slices: i32,
): void {
	const texel = (<usize>channels) << 2;
	const row = texel * width;
	const uBytes = (<usize>u) << 2;
	const vBytes = (<usize>v) << 2;
	const wBytes = (<usize>w) << 2;
	let weight = factor;
	for (let i = 0; i < count; i++, points += 12, features += texel) {
		const x = texelPosition(<f64>load<f32>(points + uBytes) * scale, width);
		const y = texelPosition(<f64>load<f32>(points + vBytes) * scale, height);
		const isNumber = x >= -2 && y >= -2;
		if (!isNumber) continue;
		if (slices > 1) {
			const away = abs<f64>(texelPosition(<f64>load<f32>(points + wBytes) * scale, slices) - <f64>slice);
			const isNear = away < 1;
			if (!isNear) continue;
			weight = factor * <f32>(1 - away);
		}
		const left = floor<f64>(x);
		const top = floor<f64>(y);
		const toRight = <f32>(x - left);
		const toBottom = <f32>(y - top);
		const column = <i32>left;
		const line = <i32>top;
		const above = (ONE - toBottom) * weight;
		const below = toBottom * weight;
		if (column >= 0 && column < width - 1 && line >= 0 && line < height - 1) {
			const at = plane + row * line + texel * column;
			share4(
				at,
				at + texel,
				at + row,
				at + row + texel,
				features,
				texel,
				above * (ONE - toRight),
				above * toRight,
				below * (ONE - toRight),
				below * toRight,
			);
		} else {
			share1(plane, line, column, width, height, row, texel, features, above * (ONE - toRight));
			share1(plane, line, column + 1, width, height, row, texel, features, above * toRight);
			share1(plane, line + 1, column, width, height, row, texel, features, below * (ONE - toRight));
			share1(plane, line + 1, column + 1, width, height, row, texel, features, below * toRight);
		}
	}
}

/**
 * Where −1 … 1 falls among texels, in float64: in float32 it would be off by a hundred thousandth of a texel.
 * Far points are brought to where nothing is touched, so that they become whole numbers safely.
 */
function texelPosition(scaled: f64, size: i32): f64 {
	return min<f64>(max<f64>(((scaled + 1) * <f64>size - 1) * 0.5, -2), <f64>size + 1);
}

/** A share for each of four texels inside the plane. */
function share4(
	a: usize,
	b: usize,
	c: usize,
	d: usize,
	features: usize,
	bytes: usize,
	weightA: f32,
	weightB: f32,
	weightC: f32,
	weightD: f32,
): void {
	const ofA = f32x4.splat(weightA);
	const ofB = f32x4.splat(weightB);
	const ofC = f32x4.splat(weightC);
	const ofD = f32x4.splat(weightD);
	for (let at: usize = 0; at < bytes; at += LANES) {
		const gradient = v128.load(features + at);
		v128.store(a + at, f32x4.add(v128.load(a + at), f32x4.mul(gradient, ofA)));
		v128.store(b + at, f32x4.add(v128.load(b + at), f32x4.mul(gradient, ofB)));
		v128.store(c + at, f32x4.add(v128.load(c + at), f32x4.mul(gradient, ofC)));
		v128.store(d + at, f32x4.add(v128.load(d + at), f32x4.mul(gradient, ofD)));
	}
}

/** A share for one texel, if it is inside the plane. */
function share1(
	plane: usize,
	line: i32,
	column: i32,
	width: i32,
	height: i32,
	row: usize,
	texel: usize,
	features: usize,
	weight: f32,
): void {
	if (line < 0 || line >= height || column < 0 || column >= width) return;
	const target = plane + row * line + texel * column;
	const factor = f32x4.splat(weight);
	for (let at: usize = 0; at < texel; at += LANES) {
		v128.store(target + at, f32x4.add(v128.load(target + at), f32x4.mul(v128.load(features + at), factor)));
	}
}

/**
 * Re-lays [texels, channels] as [channels, texels].
 * @param texels    a multiple of 4
 * @param channels  a multiple of 4
 */
export function relay(target: usize, source: usize, texels: i32, channels: i32): void {
	const sourceRow = (<usize>channels) << 2;
	const targetRow = (<usize>texels) << 2;
	for (let t = 0; t < texels; t += 4) {
		for (let c = 0; c < channels; c += 4) {
			const from = source + sourceRow * t + ((<usize>c) << 2);
			const to = target + targetRow * c + ((<usize>t) << 2);
			const a = v128.load(from);
			const b = v128.load(from + sourceRow);
			const d = v128.load(from + sourceRow * 2);
			const e = v128.load(from + sourceRow * 3);
			const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
			const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
			const deLow = v128.shuffle<i32>(d, e, 0, 4, 1, 5);
			const deHigh = v128.shuffle<i32>(d, e, 2, 6, 3, 7);
			v128.store(to, v128.shuffle<i64>(abLow, deLow, 0, 2));
			v128.store(to + targetRow, v128.shuffle<i64>(abLow, deLow, 1, 3));
			v128.store(to + targetRow * 2, v128.shuffle<i64>(abHigh, deHigh, 0, 2));
			v128.store(to + targetRow * 3, v128.shuffle<i64>(abHigh, deHigh, 1, 3));
		}
	}
}
