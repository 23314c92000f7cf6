/** Vectors of three numbers in float64, for cameras and other few-at-a-time geometry. */

export type Vec3 = readonly [x: number, y: number, z: number];

export function addVec3(a: Vec3, b: Vec3): Vec3 {
	return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtractVec3(a: Vec3, b: Vec3): Vec3 {
	return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function scaleVec3(a: Vec3, factor: number): Vec3 {
	return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dotVec3(a: Vec3, b: Vec3): number {
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function crossVec3(a: Vec3, b: Vec3): Vec3 {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function lengthVec3(a: Vec3): number {
	return Math.hypot(a[0], a[1], a[2]);
}

/** Unit vector in the direction of `a`; NaN for the zero vector. */
export function normalizeVec3(a: Vec3): Vec3 {
	return scaleVec3(a, 1 / lengthVec3(a));
}
