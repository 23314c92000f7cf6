/**
 * Dark discs between brighter sides, which is what irises are in any picture of an open eye: dark inside a radius, with
 * something brighter to the left (white of the eye), to the right, and below (white or lower lid). What lies above does
 * not matter, since lids and lashes hide it.
 *
 * The response is the least of the three sides' mean luma minus the disc's: edges of hair, strands and frames of
 * spectacles, which are brighter on some sides only, have none.
 */

export interface DarkDisc {
	/** Pixels, column and row of the centre; the centre of the first pixel is 0.5. */
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	/** Luma of the darkest side minus luma of the disc. */
	readonly response: number;
}

/** Parts of the radius: the disc that must be dark, and the stretch at the sides that must be bright. */
const DISC = 0.8;
const SIDE_FROM = 1.3;
const SIDE_TO = 2;
const SIDE_HALF_HEIGHT = 0.4;

/** Pixels of a disc and of its sides, from the centre's pixel. */
interface Stencil {
	readonly radius: number;
	readonly disc: readonly (readonly [dx: number, dy: number])[];
	readonly left: readonly (readonly [dx: number, dy: number])[];
	readonly right: readonly (readonly [dx: number, dy: number])[];
	readonly below: readonly (readonly [dx: number, dy: number])[];
	/** Pixels that a stencil reaches to each side. */
	readonly reach: number;
}

function stencil(radius: number): Stencil {
	const reach = Math.ceil(SIDE_TO * radius);
	const disc: [number, number][] = [];
	const left: [number, number][] = [];
	const right: [number, number][] = [];
	const below: [number, number][] = [];
	const near = Math.max(DISC * radius, 0.5);
	for (let dy = -reach; dy <= reach; dy++) {
		for (let dx = -reach; dx <= reach; dx++) {
			if (dx * dx + dy * dy <= near * near) disc.push([dx, dy]);
			if (isBeside(dx, dy, radius)) (dx < 0 ? left : right).push([dx, dy]);
			if (dy > 0 && isBeside(dy, dx, radius)) below.push([dx, dy]);
		}
	}
	return { radius, disc, left, right, below, reach };
}

/** @param along  pixels away from the centre towards a side; @param across  at right angles to that */
function isBeside(along: number, across: number, radius: number): boolean {
	const away = Math.abs(along);
	const within = Math.abs(across) <= Math.max(SIDE_HALF_HEIGHT * radius, 0.5);
	return within && away >= SIDE_FROM * radius && away <= SIDE_TO * radius;
}

/** A part of a picture in pixels, ends not included. */
export interface Window {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** For every pixel of a window the best response over the radii. */
export interface ResponseMap {
	readonly window: Window;
	/** [rows · columns] of the window; −1 where the stencil does not fit */
	readonly response: Float32Array;
	/** [rows · columns] radius of the best response, pixels */
	readonly radius: Float32Array;
}

/** @param luma  [side · side] 0 to 1 */
export function responseMap(luma: Float32Array, side: number, radii: readonly number[], window: Window): ResponseMap {
	const columns = window.right - window.left;
	const rows = window.bottom - window.top;
	const response = new Float32Array(columns * rows).fill(-1);
	const radius = new Float32Array(columns * rows);
	for (const one of radii.map(stencil)) {
		for (let row = 0; row < rows; row++) {
			const y = window.top + row;
			if (y < one.reach || y >= side - one.reach) continue;
			for (let column = 0; column < columns; column++) {
				const x = window.left + column;
				if (x < one.reach || x >= side - one.reach) continue;
				const mean = (places: Stencil["disc"]): number => meanOf(luma, side, x, y, places);
				const value = Math.min(mean(one.left), mean(one.right), mean(one.below)) - mean(one.disc);
				const at = row * columns + column;
				if (value <= response[at]!) continue;
				response[at] = value;
				radius[at] = one.radius;
			}
		}
	}
	return { window, response, radius };
}

function meanOf(
	luma: Float32Array,
	side: number,
	x: number,
	y: number,
	places: readonly (readonly [number, number])[],
): number {
	let sum = 0;
	for (const [dx, dy] of places) sum += luma[(y + dy) * side + x + dx]!;
	return sum / places.length;
}

/** Discs whose response is largest within their own radius, strongest first, refined to parts of a pixel. */
export function strongestDiscs(map: ResponseMap, count: number, least: number): DarkDisc[] {
	const columns = map.window.right - map.window.left;
	const rows = map.window.bottom - map.window.top;
	const found: DarkDisc[] = [];
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const at = row * columns + column;
			if (map.response[at]! < least || !isPeak(map, columns, rows, row, column)) continue;
			found.push(discAt(map, columns, rows, row, column));
		}
	}
	return found.sort((a, b) => b.response - a.response).slice(0, count);
}

/** The strongest disc of a map, or `null` where none responds. */
export function strongestDisc(map: ResponseMap): DarkDisc | null {
	const columns = map.window.right - map.window.left;
	const rows = map.window.bottom - map.window.top;
	let best = -1;
	for (let at = 0; at < map.response.length; at++) {
		if (map.response[at]! > (best < 0 ? 0 : map.response[best]!)) best = at;
	}
	return best < 0 ? null : discAt(map, columns, rows, Math.floor(best / columns), best % columns);
}

function isPeak(map: ResponseMap, columns: number, rows: number, row: number, column: number): boolean {
	const at = row * columns + column;
	const value = map.response[at]!;
	const reach = Math.max(1, Math.round(map.radius[at]!));
	for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
		for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
			const other = map.response[y * columns + x]!;
			if (other > value || (other === value && y * columns + x < at)) return false;
		}
	}
	return true;
}

/** A parabola through the neighbours along each axis places the peak between pixels. */
function discAt(map: ResponseMap, columns: number, rows: number, row: number, column: number): DarkDisc {
	const value = (y: number, x: number): number =>
		y >= 0 && y < rows && x >= 0 && x < columns ? map.response[y * columns + x]! : -1;
	const here = value(row, column);
	const offset = (before: number, after: number): number => {
		const bend = before - 2 * here + after;
		if (before < 0 || after < 0 || bend >= 0) return 0;
		return Math.min(Math.max((before - after) / (2 * bend), -0.5), 0.5);
	};
	return {
		x: map.window.left + column + 0.5 + offset(value(row, column - 1), value(row, column + 1)),
		y: map.window.top + row + 0.5 + offset(value(row - 1, column), value(row + 1, column)),
		radius: map.radius[row * columns + column]!,
		response: here,
	};
}
