/**
 * Bilinear sampling of folded planes.
 *
 * In two steps: `locate` turns four points' plane coordinates into the address of a 2 × 2 cell and four weights, and
 * `gather…` adds the weighted texels of all planes for one point. Coordinates are in texels of the padded plane: texel i
 * of the plane has its centre at i + 1, and 0 and size + 1 are the border of zeros; beyond it they are clamped.
 */

/** Points whose cells are kept at once. */
export const BATCH = 8;
/** The cells of one plane: BATCH offsets in bytes (int32), then BATCH of each of the four weights. */
const WEIGHT_00: usize = 4 * BATCH;
const WEIGHT_01: usize = 8 * BATCH;
const WEIGHT_10: usize = 12 * BATCH;
const WEIGHT_11: usize = 16 * BATCH;
export const CELLS_BYTES: usize = 20 * BATCH;
/** From the cells of a point's lower slices to those of its upper ones: behind those of the three planes. */
export const UPPER: usize = 3 * CELLS_BYTES;

/**
 * Finds the cells of four points and writes them at `cells`. Any coordinates are allowed, NaN too: the cell is always
 * one of the plane's.
 * @param u, v           coordinates along width and height, in texels of the padded plane
 * @param width, height  of the plane without its border
 */
export function locate(cells: usize, u: v128, v: v128, width: i32, height: i32, texelBytes: i32): void {
	const zero = f32x4.splat(0);
	const one = f32x4.splat(1);
	// The last cell begins one texel before the border, so that its second texel is the border itself.
	const lastU = f32x4.splat(<f32>width);
	const lastV = f32x4.splat(<f32>height);
	const clampedU = f32x4.pmin(f32x4.pmax(u, zero), f32x4.add(lastU, one));
	const clampedV = f32x4.pmin(f32x4.pmax(v, zero), f32x4.add(lastV, one));
	const column = f32x4.pmin(f32x4.floor(clampedU), lastU);
	const row = f32x4.pmin(f32x4.floor(clampedV), lastV);
	const right = f32x4.sub(clampedU, column);
	const below = f32x4.sub(clampedV, row);
	const left = f32x4.sub(one, right);
	const above = f32x4.sub(one, below);
	const rowStart = i32x4.mul(i32x4.trunc_sat_f32x4_s(row), i32x4.splat(width + 2));
	const texel = i32x4.add(rowStart, i32x4.trunc_sat_f32x4_s(column));
	v128.store(cells, i32x4.mul(texel, i32x4.splat(texelBytes)));
	v128.store(cells, f32x4.mul(left, above), WEIGHT_00);
	v128.store(cells, f32x4.mul(right, above), WEIGHT_01);
	v128.store(cells, f32x4.mul(left, below), WEIGHT_10);
	v128.store(cells, f32x4.mul(right, below), WEIGHT_11);
}

/**
 * Makes cells of a plane (`locate`) those of the two slices that four points lie between: weights get the slice's share, and
 * the upper slice's cells are written UPPER behind. Slices that are not there have no weight.
 * @param w  coordinates across the slices, 0 in the middle of the first
 */
export function locateSlices(cells: usize, w: v128, slices: i32, sliceBytes: i32): void {
	const zero = f32x4.splat(0);
	const one = f32x4.splat(1);
	const last = f32x4.splat(<f32>(slices - 1));
	const clamped = f32x4.pmin(f32x4.pmax(w, f32x4.splat(-1)), f32x4.splat(<f32>slices));
	const below = f32x4.floor(clamped);
	const above = f32x4.add(below, one);
	const share = f32x4.sub(clamped, below);
	const texels = v128.load(cells);
	shareCells(cells + UPPER, cells, texels, above, share, zero, last, sliceBytes);
	shareCells(cells, cells, texels, below, f32x4.sub(one, share), zero, last, sliceBytes);
}

/** Cells at `to` of slice `slice`: offsets moved there, and weights times `share`, or 0 where there is no such slice. */
function shareCells(
	to: usize,
	cells: usize,
	texels: v128,
	slice: v128,
	share: v128,
	zero: v128,
	last: v128,
	sliceBytes: i32,
): void {
	const isThere = v128.and(f32x4.ge(slice, zero), f32x4.le(slice, last));
	const weight = v128.and(share, isThere);
	const number = f32x4.pmin(f32x4.pmax(slice, zero), last);
	const offset = i32x4.mul(i32x4.trunc_sat_f32x4_s(number), i32x4.splat(sliceBytes));
	v128.store(to, i32x4.add(texels, offset));
	v128.store(to, f32x4.mul(v128.load(cells, WEIGHT_00), weight), WEIGHT_00);
	v128.store(to, f32x4.mul(v128.load(cells, WEIGHT_01), weight), WEIGHT_01);
	v128.store(to, f32x4.mul(v128.load(cells, WEIGHT_10), weight), WEIGHT_10);
	v128.store(to, f32x4.mul(v128.load(cells, WEIGHT_11), weight), WEIGHT_11);
}

/**
 * out[D] = bilinear(plane) for the point whose cell is at `cell`. (Adds to `out` where `add` is true.)
 * @param texelBytes  a multiple of 64
 */
export function gatherOne(
	out: usize,
	plane: usize,
	cell: usize,
	texelBytes: usize,
	rowBytes: usize,
	add: boolean,
): void {
	let p00 = plane + load<u32>(cell);
	let p01 = p00 + texelBytes;
	let p10 = p00 + rowBytes;
	let p11 = p10 + texelBytes;
	const w00 = v128.load32_splat(cell, WEIGHT_00);
	const w01 = v128.load32_splat(cell, WEIGHT_01);
	const w10 = v128.load32_splat(cell, WEIGHT_10);
	const w11 = v128.load32_splat(cell, WEIGHT_11);
	const end = out + texelBytes;
	while (out < end) {
		const above = f32x4.add(f32x4.mul(v128.load(p00), w00), f32x4.mul(v128.load(p01), w01));
		const below = f32x4.add(f32x4.mul(v128.load(p10), w10), f32x4.mul(v128.load(p11), w11));
		let sum = f32x4.add(above, below);
		if (add) sum = f32x4.add(sum, v128.load(out));
		v128.store(out, sum);
		out += 16;
		p00 += 16;
		p01 += 16;
		p10 += 16;
		p11 += 16;
	}
}

/**
 * out[D] = bilinear(a) + bilinear(b) for the point whose cells are at `cellA` and `cellB`. Four vectors per turn, each
 * ended by its store, since loads cannot be hoisted over a store.
 * @param texelBytes  a multiple of 64
 */
export function gatherTwo(
	out: usize,
	planeA: usize,
	planeB: usize,
	cellA: usize,
	cellB: usize,
	texelBytes: usize,
	rowBytes: usize,
): void {
	let a00 = planeA + load<u32>(cellA);
	let a01 = a00 + texelBytes;
	let a10 = a00 + rowBytes;
	let a11 = a10 + texelBytes;
	let b00 = planeB + load<u32>(cellB);
	let b01 = b00 + texelBytes;
	let b10 = b00 + rowBytes;
	let b11 = b10 + texelBytes;
	const wa00 = v128.load32_splat(cellA, WEIGHT_00);
	const wa01 = v128.load32_splat(cellA, WEIGHT_01);
	const wa10 = v128.load32_splat(cellA, WEIGHT_10);
	const wa11 = v128.load32_splat(cellA, WEIGHT_11);
	const wb00 = v128.load32_splat(cellB, WEIGHT_00);
	const wb01 = v128.load32_splat(cellB, WEIGHT_01);
	const wb10 = v128.load32_splat(cellB, WEIGHT_10);
	const wb11 = v128.load32_splat(cellB, WEIGHT_11);
	const end = out + texelBytes;
	do {
		let a = f32x4.add(f32x4.mul(v128.load(a00), wa00), f32x4.mul(v128.load(a01), wa01));
		let b = f32x4.add(f32x4.mul(v128.load(a10), wa10), f32x4.mul(v128.load(a11), wa11));
		let c = f32x4.add(f32x4.mul(v128.load(b00), wb00), f32x4.mul(v128.load(b01), wb01));
		let d = f32x4.add(f32x4.mul(v128.load(b10), wb10), f32x4.mul(v128.load(b11), wb11));
		v128.store(out, f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
		a = f32x4.add(f32x4.mul(v128.load(a00, 16), wa00), f32x4.mul(v128.load(a01, 16), wa01));
		b = f32x4.add(f32x4.mul(v128.load(a10, 16), wa10), f32x4.mul(v128.load(a11, 16), wa11));
		c = f32x4.add(f32x4.mul(v128.load(b00, 16), wb00), f32x4.mul(v128.load(b01, 16), wb01));
		d = f32x4.add(f32x4.mul(v128.load(b10, 16), wb10), f32x4.mul(v128.load(b11, 16), wb11));
		v128.store(out, f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), 16);
		a = f32x4.add(f32x4.mul(v128.load(a00, 32), wa00), f32x4.mul(v128.load(a01, 32), wa01));
		b = f32x4.add(f32x4.mul(v128.load(a10, 32), wa10), f32x4.mul(v128.load(a11, 32), wa11));
		c = f32x4.add(f32x4.mul(v128.load(b00, 32), wb00), f32x4.mul(v128.load(b01, 32), wb01));
		d = f32x4.add(f32x4.mul(v128.load(b10, 32), wb10), f32x4.mul(v128.load(b11, 32), wb11));
		v128.store(out, f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), 32);
		a = f32x4.add(f32x4.mul(v128.load(a00, 48), wa00), f32x4.mul(v128.load(a01, 48), wa01));
		b = f32x4.add(f32x4.mul(v128.load(a10, 48), wa10), f32x4.mul(v128.load(a11, 48), wa11));
		c = f32x4.add(f32x4.mul(v128.load(b00, 48), wb00), f32x4.mul(v128.load(b01, 48), wb01));
		d = f32x4.add(f32x4.mul(v128.load(b10, 48), wb10), f32x4.mul(v128.load(b11, 48), wb11));
		v128.store(out, f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), 48);
		out += 64;
		a00 += 64;
		a01 += 64;
		a10 += 64;
		a11 += 64;
		b00 += 64;
		b01 += 64;
		b10 += 64;
		b11 += 64;
	} while (out < end);
}

/**
 * The way back of `gatherOne`: shares the gradient of one point out among the texels of its cell, added to `plane`.
 * @param gradient  [D]
 * @param plane     gradient by a folded plane
 */
export function scatterOne(gradient: usize, plane: usize, cell: usize, texelBytes: usize, rowBytes: usize): void {
	let p00 = plane + load<u32>(cell);
	let p01 = p00 + texelBytes;
	let p10 = p00 + rowBytes;
	let p11 = p10 + texelBytes;
	const w00 = v128.load32_splat(cell, WEIGHT_00);
	const w01 = v128.load32_splat(cell, WEIGHT_01);
	const w10 = v128.load32_splat(cell, WEIGHT_10);
	const w11 = v128.load32_splat(cell, WEIGHT_11);
	const end = gradient + texelBytes;
	while (gradient < end) {
		const g = v128.load(gradient);
		v128.store(p00, f32x4.add(v128.load(p00), f32x4.mul(g, w00)));
		v128.store(p01, f32x4.add(v128.load(p01), f32x4.mul(g, w01)));
		v128.store(p10, f32x4.add(v128.load(p10), f32x4.mul(g, w10)));
		v128.store(p11, f32x4.add(v128.load(p11), f32x4.mul(g, w11)));
		gradient += 16;
		p00 += 16;
		p01 += 16;
		p10 += 16;
		p11 += 16;
	}
}
