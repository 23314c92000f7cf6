/**
 * Is an eye a ball or a hollow? Measured on a map of distances seen from the front.
 *
 * Heights are measured towards the camera. A plane is laid through the rim of the eye – a ring on the lids, an ellipse
 * about the middle of half axes 0.23 and 0.11 distances between the eyes, and a fifth wider outside – by least squares,
 * outliers such as hair and spectacles left out. `rimDepth` is the height over that plane of the surface in the middle,
 * where the iris is when a person looks ahead; `ballDepth` is its height over the white of the eye to both sides. Both
 * are divided by the distance between the eyes. Positive is convex, as eyes are; negative is a hollow.
 */

import { frameOf } from "../../camera/cam2world.ts";
import type { Camera } from "../../camera/label.ts";
import { pointAt } from "../../camera/projection.ts";
import { median } from "../../tensor/statistics.ts";
import { dotVec3, subtractVec3 } from "../../tensor/vec3.ts";

/** Rim in distances between the eyes, and how much wider the ring's outer edge is. */
export const RIM = { x: 0.23, y: 0.11, outer: 1.2 } as const;
/** Disc on the iris; white of the eye to both sides: from, to, and half height. */
const IRIS_DISC = 0.05;
const WHITE = { from: 0.14, to: 0.2, halfHeight: 0.04 } as const;
/** A residual beyond this many median absolute deviations is an outlier. */
const OUTLIER = 4;
const ROUNDS = 4;
/** Fewer points say nothing. */
const LEAST_POINTS = 12;

export interface SocketMeasure {
	/** Height of the iris over the plane of the rim, in distances between the eyes. */
	readonly rimDepth: number;
	/** Height of the iris over the white beside it, in distances between the eyes; `null` where that is not seen. */
	readonly ballDepth: number | null;
	/** Points of the ring that the plane was laid through, and how many were left out. */
	readonly ringPoints: number;
	readonly ringOutliers: number;
	/** Root mean square distance of the ring from its plane, in distances between the eyes. */
	readonly ringSpread: number;
}

export interface SocketQuery {
	readonly camera: Camera;
	readonly side: number;
	/** [side · side] distance along each ray, world units; NaN where nothing is known */
	readonly depth: Float32Array;
	/** Middle of the eye's opening, 0 to 1 across the picture. */
	readonly u: number;
	readonly v: number;
	/** Between the eyes, as a share of the picture's side and in world units. */
	readonly distanceShare: number;
	readonly distance: number;
}

interface Spot {
	/** From the middle, in distances between the eyes, right and down. */
	readonly x: number;
	readonly y: number;
	/** Towards the camera, in distances between the eyes. */
	readonly height: number;
}

/** Measures one eye; `null` where too little of it is known. */
export function measureSocket(query: SocketQuery): SocketMeasure | null {
	const spots = spotsOf(query);
	const iris = spots.filter(({ x, y }) => Math.hypot(x, y) <= IRIS_DISC);
	const ring = spots.filter(({ x, y }) => {
		const at = Math.hypot(x / RIM.x, y / RIM.y);
		return at >= 1 && at <= RIM.outer;
	});
	if (iris.length < 3 || ring.length < LEAST_POINTS) return null;
	const plane = robustPlane(ring);
	const irisHeight = median(iris.map(({ height }) => height));
	const sides = [-1, 1].map((side) => whiteHeight(spots, side));
	const whites = sides.filter((height) => height !== null);
	return {
		rimDepth: irisHeight - plane.at0,
		ballDepth: whites.length === 2 ? irisHeight - ((whites[0] ?? 0) + (whites[1] ?? 0)) / 2 : null,
		ringPoints: ring.length,
		ringOutliers: ring.length - plane.points,
		ringSpread: plane.spread,
	};
}

/** What is known about an eye, pixel by pixel. */
function spotsOf({ camera, side, depth, u, v, distanceShare, distance }: SocketQuery): Spot[] {
	const { position, forward } = frameOf(camera.cam2world.data);
	const spots: Spot[] = [];
	const reach = RIM.x * RIM.outer * distanceShare;
	for (let row = 0; row < side; row++) {
		for (let column = 0; column < side; column++) {
			const [pu, pv] = [(column + 0.5) / side, (row + 0.5) / side];
			if (Math.abs(pu - u) > reach || Math.abs(pv - v) > reach) continue;
			const away = depth[row * side + column]!;
			if (!Number.isFinite(away)) continue;
			const point = pointAt(camera, pu, pv, away);
			const height = -dotVec3(subtractVec3(point, position), forward) / distance;
			spots.push({ x: (pu - u) / distanceShare, y: (pv - v) / distanceShare, height });
		}
	}
	return spots;
}

function whiteHeight(spots: readonly Spot[], side: number): number | null {
	const white = spots.filter(
		({ x, y }) => x * side >= WHITE.from && x * side <= WHITE.to && Math.abs(y) <= WHITE.halfHeight,
	);
	return white.length >= 2 ? median(white.map(({ height }) => height)) : null;
}

interface Plane {
	/** Height in the middle. */
	readonly at0: number;
	readonly points: number;
	readonly spread: number;
}

/** Least squares, then again without outliers, a few times. */
function robustPlane(ring: readonly Spot[]): Plane {
	let kept = ring;
	let fit = planeThrough(kept);
	for (let round = 0; round < ROUNDS; round++) {
		const residuals = kept.map((spot) => Math.abs(spot.height - heightOf(fit, spot)));
		const limit = OUTLIER * Math.max(median(residuals), 1e-6);
		const fewer = kept.filter((_, index) => (residuals[index] ?? 0) <= limit);
		if (fewer.length === kept.length || fewer.length < LEAST_POINTS) break;
		kept = fewer;
		fit = planeThrough(kept);
	}
	const squares = kept.reduce((sum, spot) => sum + (spot.height - heightOf(fit, spot)) ** 2, 0);
	return { at0: fit[0], points: kept.length, spread: Math.sqrt(squares / kept.length) };
}

type Coefficients = readonly [at0: number, alongX: number, alongY: number];

function heightOf([at0, alongX, alongY]: Coefficients, { x, y }: Spot): number {
	return at0 + alongX * x + alongY * y;
}

/** Normal equations of height = a + b x + c y, solved by Cramer's rule. */
function planeThrough(spots: readonly Spot[]): Coefficients {
	let [n, sx, sy, sxx, sxy, syy, sh, sxh, syh] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
	for (const { x, y, height } of spots) {
		n += 1;
		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
		syy += y * y;
		sh += height;
		sxh += x * height;
		syh += y * height;
	}
	const minor = (a: number, b: number, c: number, d: number): number => a * d - b * c;
	const determinant = n * minor(sxx, sxy, sxy, syy) - sx * minor(sx, sxy, sy, syy) + sy * minor(sx, sxx, sy, sxy);
	if (determinant === 0) return [sh / n, 0, 0];
	const a = sh * minor(sxx, sxy, sxy, syy) - sx * minor(sxh, sxy, syh, syy) + sy * minor(sxh, sxx, syh, sxy);
	const b = n * minor(sxh, sxy, syh, syy) - sh * minor(sx, sxy, sy, syy) + sy * minor(sx, sxh, sy, syh);
	const c = n * minor(sxx, sxh, sxy, syh) - sx * minor(sx, sxh, sy, syh) + sh * minor(sx, sxx, sy, sxy);
	return [a / determinant, b / determinant, c / determinant];
}
