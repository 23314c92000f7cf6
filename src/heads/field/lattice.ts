/**
 * Rough distances, quick to look up: a lattice over the box whose corners are measured when first asked for, with linear
 * interpolation between them. What needs no edges is read from it: the way to the surface, occlusion, soft shadows.
 *
 * A distance changes no faster than the way does, so that a rough one is off by less than half of a cell's diagonal.
 */

/** Cells along each side of the box. */
const CELLS = 28;
const CORNERS = CELLS + 1;

/** A rough distance is never further from the true one than this. World units. */
export const ROUGHNESS: number = Math.sqrt(3) / (2 * CELLS);

export class Lattice {
	readonly #measure: (x: number, y: number, z: number) => number;
	readonly #corners: Float32Array = new Float32Array(CORNERS ** 3).fill(Number.NaN);

	/** @param measure  the true distance at a point */
	constructor(measure: (x: number, y: number, z: number) => number) {
		this.#measure = measure;
	}

	/** Rough distance at a point; outside the box, at the nearest point of it. */
	distance(x: number, y: number, z: number): number {
		const gx = Math.min(Math.max((x + 0.5) * CELLS, 0), CELLS - 1e-6);
		const gy = Math.min(Math.max((y + 0.5) * CELLS, 0), CELLS - 1e-6);
		const gz = Math.min(Math.max((z + 0.5) * CELLS, 0), CELLS - 1e-6);
		const ix = Math.floor(gx);
		const iy = Math.floor(gy);
		const iz = Math.floor(gz);
		const at = ix + CORNERS * (iy + CORNERS * iz);
		const fx = gx - ix;
		const fy = gy - iy;
		const fz = gz - iz;
		const near = this.#mix(at, fx, fy);
		return near + (this.#mix(at + CORNERS * CORNERS, fx, fy) - near) * fz;
	}

	/** Between the four corners of a cell's face across z. */
	#mix(at: number, fx: number, fy: number): number {
		const a = this.#corner(at);
		const b = this.#corner(at + 1);
		const c = this.#corner(at + CORNERS);
		const d = this.#corner(at + CORNERS + 1);
		const low = a + (b - a) * fx;
		return low + (c + (d - c) * fx - low) * fy;
	}

	#corner(at: number): number {
		const known = this.#corners[at]!;
		return Number.isNaN(known) ? this.#fill(at) : known;
	}

	#fill(at: number): number {
		const x = (at % CORNERS) / CELLS - 0.5;
		const y = (Math.floor(at / CORNERS) % CORNERS) / CELLS - 0.5;
		const z = Math.floor(at / (CORNERS * CORNERS)) / CELLS - 0.5;
		this.#corners[at] = this.#measure(x, y, z);
		return this.#corners[at]!;
	}
}
