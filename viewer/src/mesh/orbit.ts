/**
 * Where the picture's camera stands, for what the page draws itself. The library's camera code stays in the worker;
 * test/viewer-camera.test.ts holds both together.
 */

export type Point = [x: number, y: number, z: number];

/** Degrees, as the state has them. */
interface Turned {
	readonly yaw: number;
	readonly pitch: number;
	/** Moves the pivot, world units. */
	readonly lookAt: Readonly<Point>;
}

/** Where a network's cameras stand, world units. */
interface Orbit {
	readonly pivot: Readonly<Point>;
	readonly radius: number;
}

/** A camera about a network's pivot. */
export interface Lens extends Turned, Orbit {
	readonly fovDegrees: number;
}

export function lensOf(
	camera: Turned & { readonly fovDegrees: number | null },
	{ pivot, radius, fovDegrees }: Orbit & { readonly fovDegrees: number },
): Lens {
	const { yaw, pitch, lookAt } = camera;
	return { yaw, pitch, lookAt, pivot, radius, fovDegrees: camera.fovDegrees ?? fovDegrees };
}

/** On the sphere about the origin, in the direction of yaw and pitch from the pivot; both moved by `lookAt`. World units. */
export function positionOnOrbit({ yaw, pitch, lookAt, pivot, radius }: Lens): {
	readonly position: Point;
	readonly target: Point;
} {
	const [across, down] = [yaw, pitch].map((degrees) => (degrees * Math.PI) / 180) as [number, number];
	const direction: Point = [Math.sin(across) * Math.cos(down), -Math.sin(down), Math.cos(across) * Math.cos(down)];
	const along = direction.reduce((sum, value, axis) => sum + value * (pivot[axis] ?? 0), 0);
	const squared = pivot.reduce((sum, value) => sum + value * value, 0);
	const distance = Math.sqrt(along ** 2 + radius ** 2 - squared) - along;
	const target = pivot.map((value, axis) => value + (lookAt[axis] ?? 0)) as Point;
	return { target, position: target.map((value, axis) => value + distance * (direction[axis] ?? 0)) as Point };
}

/** From the bottom to the top of the picture, degrees. @param degrees  as the published tools count it, about the diagonal */
export function verticalFov(degrees: number): number {
	return (2 * Math.atan(0.707 * Math.tan((degrees * 3.14159) / 360)) * 180) / Math.PI;
}
