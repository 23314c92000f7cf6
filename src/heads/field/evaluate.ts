/**
 * The interpreter of distance programs: one flat array of numbers, one loop, nothing allocated. It is the innermost loop
 * of every picture (about a million operations for 64 × 64 pixels).
 *
 * An operation is [code, joining, blend, 1 / (4 · blend), mirrored, …numbers]; `open` and `close` bracket a group,
 * `part` ends a part. Smooth unions are polynomial: equal to the plain union where the two distances differ by more than
 * the blend.
 *
 * Tried and slower: one function per part of the face on records of numbers (calls box their numbers: 14 µs a ray
 * against 5 with this and pruning); a function per solid, called from this loop (23 ns an operation against 14).
 *
 * Size: the interpreter is one long function, a case per solid: calls would cost more than the cases do.
 */

import { fractalNoise, noise3 } from "./noise.ts";

/** Numbers before those of the solid. */
export const HEADER = 5;
/** Distance of nothing. */
export const FAR = 1000;
/** Joinings as numbers. */
export const JOINING_CODE = { add: 0, cut: 1, keep: 2 } as const;

/** Nested groups at most. */
const DEEPEST = 4;
const TINY = 1e-9;

/** Runs programs, and remembers which part was nearest. */
export class Evaluator {
	/** Number of the part that the last distance was measured to. */
	part = 0;
	/** Distances that wait while a group is worked out. */
	readonly #outer: Float64Array = new Float64Array(DEEPEST);

	/**
	 * Distance of the nearest part of the program `code[start, end)` at a point.
	 *
	 * Size: a case per solid; calls would cost more than the cases do.
	 */
	// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the interpreter of one program, a case per solid
	distance(code: Float64Array, start: number, end: number, x: number, y: number, z: number): number {
		const ax = Math.abs(x);
		const outer = this.#outer;
		let depth = 0;
		let best = FAR;
		let d = FAR;
		let at = start;
		while (at < end) {
			let v: number;
			let next: number;
			const px = code[at + 4] === 1 ? ax : x;
			switch (code[at]) {
				case 0: {
					const dx = px - code[at + 5]!;
					const dy = y - code[at + 6]!;
					const dz = z - code[at + 7]!;
					v = Math.sqrt(dx * dx + dy * dy + dz * dz) - code[at + 8]!;
					next = at + 9;
					break;
				}
				case 1: {
					const ix = code[at + 8]!;
					const iy = code[at + 9]!;
					const iz = code[at + 10]!;
					const ux = (px - code[at + 5]!) * ix;
					const uy = (y - code[at + 6]!) * iy;
					const uz = (z - code[at + 7]!) * iz;
					const k0 = Math.sqrt(ux * ux + uy * uy + uz * uz);
					const vx = ux * ix;
					const vy = uy * iy;
					const vz = uz * iz;
					v = (k0 * (k0 - 1)) / (Math.sqrt(vx * vx + vy * vy + vz * vz) + TINY);
					next = at + 11;
					break;
				}
				case 2: {
					const ix = code[at + 8]!;
					const iy = code[at + 9]!;
					const iz = code[at + 10]!;
					const dx = px - code[at + 5]!;
					// Beyond the lips the bend goes on straight.
					const square = dx < 0.06 ? dx * dx : 0.12 * dx - 0.0036;
					const ux = dx * ix;
					const uy = (y - code[at + 6]! - code[at + 11]! * square) * iy;
					const uz = (z - code[at + 7]! + code[at + 12]! * square) * iz;
					const k0 = Math.sqrt(ux * ux + uy * uy + uz * uz);
					const vx = ux * ix;
					const vy = uy * iy;
					const vz = uz * iz;
					v = (k0 * (k0 - 1)) / (Math.sqrt(vx * vx + vy * vy + vz * vz) + TINY);
					// Beyond the tips of something long and thin the estimate is too small.
					v = Math.max(v, Math.abs(dx) - 1 / ix);
					next = at + 13;
					break;
				}
				case 3: {
					const ix = code[at + 8]!;
					const iy = code[at + 9]!;
					const iz = code[at + 10]!;
					const dx = px - code[at + 5]!;
					const dy = y - code[at + 6]!;
					const dz = z - code[at + 7]!;
					const ux = (dx * code[at + 11]! + dy * code[at + 12]! + dz * code[at + 13]!) * ix;
					const uy = (dx * code[at + 14]! + dy * code[at + 15]! + dz * code[at + 16]!) * iy;
					const uz = (dx * code[at + 17]! + dy * code[at + 18]! + dz * code[at + 19]!) * iz;
					const k0 = Math.sqrt(ux * ux + uy * uy + uz * uz);
					const vx = ux * ix;
					const vy = uy * iy;
					const vz = uz * iz;
					v = (k0 * (k0 - 1)) / (Math.sqrt(vx * vx + vy * vy + vz * vz) + TINY);
					next = at + 20;
					break;
				}
				case 4: {
					const qx = px - code[at + 5]!;
					const qy = y - code[at + 6]!;
					const qz = z - code[at + 7]!;
					const bx = code[at + 8]!;
					const by = code[at + 9]!;
					const bz = code[at + 10]!;
					const along = Math.min(Math.max((qx * bx + qy * by + qz * bz) * code[at + 11]!, 0), 1);
					const dx = qx - bx * along;
					const dy = qy - by * along;
					const dz = qz - bz * along;
					v = Math.sqrt(dx * dx + dy * dy + dz * dz) - code[at + 12]! - code[at + 13]! * along;
					next = at + 14;
					break;
				}
				case 5: {
					const reach = code[at + 11]!;
					const bend = Math.min(Math.max(px - code[at + 10]!, -reach), reach);
					v = px * code[at + 5]! + y * code[at + 6]! + z * code[at + 7]! + code[at + 8]! + bend * bend * code[at + 9]!;
					next = at + 12;
					break;
				}
				case 6: {
					const n = code[at + 10]!;
					const ux = Math.abs((px - code[at + 5]!) * code[at + 8]!);
					const uy = Math.abs((y - code[at + 6]!) * code[at + 9]!);
					const r = n === 2 ? Math.sqrt(ux * ux + uy * uy) : (ux ** n + uy ** n) ** (1 / n);
					const flat = (r - 1) * code[at + 11]!;
					const dz = z - code[at + 7]! + code[at + 13]! * px * px;
					v = Math.sqrt(flat * flat + dz * dz) - code[at + 12]!;
					next = at + 14;
					break;
				}
				case 7:
					d -= code[at + 5]!;
					at += 6;
					continue;
				case 8:
					d -= code[at + 5]! * strandHeight(code[at + 6]!, code[at + 7]!, code[at + 8]!, x, y, z);
					at += 9;
					continue;
				case 9: {
					const f = code[at + 6]!;
					d -= code[at + 5]! * fractalNoise(x * f + code[at + 7]!, y * f, z * f);
					at += 8;
					continue;
				}
				case 10:
					outer[depth++] = d;
					d = FAR;
					at += HEADER;
					continue;
				case 11:
					v = d;
					d = outer[--depth]!;
					next = at + HEADER;
					break;
				default:
					if (d < best) {
						best = d;
						this.part = code[at + 5]!;
					}
					d = FAR;
					at += 6;
					continue;
			}
			const joining = code[at + 1]!;
			const blend = code[at + 2]!;
			if (joining === 1) v = -v;
			const overlap = blend - Math.abs(d - v);
			const fillet = overlap > 0 ? overlap * overlap * code[at + 3]! : 0;
			if (joining === 0) d = (v < d ? v : d) - fillet;
			else d = (v > d ? v : d) + fillet;
			at = next;
		}
		return best;
	}
}

/** Height of strands at a point, in [−1, 1]: long ridges that run down from the parting. */
function strandHeight(count: number, parting: number, pattern: number, x: number, y: number, z: number): number {
	const across = x - parting * Math.max(y * 4, 0);
	const along = z + 0.04;
	const squared = across * across + along * along;
	// They fade out where they would all meet. Noise along a circle has no seam.
	const fade = Math.min(squared * 400, 1);
	const scale = count / Math.sqrt(squared + TINY);
	return fade * noise3(across * scale + pattern, y * 9, along * scale);
}
