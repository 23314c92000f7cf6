/**
 * Value noise of three coordinates: smooth, in [−1, 1], about 1 cell per unit, the same on every machine (integer
 * hashes, no trigonometry).
 */

/** @returns noise in [−1, 1] */
export function noise3(x: number, y: number, z: number): number {
	const ix = Math.floor(x);
	const iy = Math.floor(y);
	const iz = Math.floor(z);
	const fx = fade(x - ix);
	const fy = fade(y - iy);
	const fz = fade(z - iz);
	const near = plane(ix, iy, iz, fx, fy);
	return near + (plane(ix, iy, iz + 1, fx, fy) - near) * fz;
}

/** Two octaves of `noise3` on lattices turned against the axes and each other, in [−1, 1]. */
export function fractalNoise(x: number, y: number, z: number): number {
	const [u, v, w] = [0.8 * x + 0.6 * y, -0.36 * x + 0.48 * y + 0.8 * z, 0.48 * x - 0.64 * y + 0.6 * z];
	return noise3(u, v, w) * 0.65 + noise3(1.6 * w - 1.2 * u + 17, 2 * v + 5, 1.2 * w + 1.6 * u + 11) * 0.35;
}

function plane(ix: number, iy: number, iz: number, fx: number, fy: number): number {
	const a = lattice(ix, iy, iz);
	const b = lattice(ix + 1, iy, iz);
	const c = lattice(ix, iy + 1, iz);
	const d = lattice(ix + 1, iy + 1, iz);
	const low = a + (b - a) * fx;
	return low + (c + (d - c) * fx - low) * fy;
}

/** A number in [−1, 1] for each point of the integer lattice. */
function lattice(x: number, y: number, z: number): number {
	let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(z, 0x1b873593);
	h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
	h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
	return ((h ^ (h >>> 15)) >> 0) / 0x80000000;
}

function fade(t: number): number {
	return t * t * (3 - 2 * t);
}
