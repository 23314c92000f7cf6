/**
 * Eyeballs, sockets and lids. The eyeball is a true sphere. The lids are a slightly larger sphere with an opening between
 * two surfaces through the eyeball's centre, so that they lie on the eyeball whatever it does. The surfaces are planes
 * bent by a parabola: they meet at the corners, an almond.
 */

import { normalizeVec3, type Vec3 } from "../../tensor/vec3.ts";
import { add, bentHalf, cut, ellipsoid, half, keep, type Step, sphere } from "../field/solids.ts";
import type { Identity } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

/** The person's left eye; the right one is mirrored in x. */
export interface EyeShape {
	readonly centre: Vec3;
	readonly radius: number;
	readonly lidRadius: number;
	readonly upper: LidEdge;
	readonly lower: LidEdge;
}

/** The surface that ends a lid: n · q + bend · q.x² = 0 for q from the eyeball's centre; positive is the lid's side. */
export interface LidEdge {
	/** Unit normal, out of the opening. */
	readonly normal: Vec3;
	/** Per world unit. */
	readonly bend: number;
}

/** Half of the opening's width as a share of the eyeball's radius. */
const CORNER = 0.97;

/** Thickness of the lids as a share of the eyeball's radius. */
const LID = 0.1;
/** Part of the gaze's pitch that the lids follow. */
const UPPER_FOLLOWS = 0.6;
const LOWER_FOLLOWS = 0.35;
/** Lids never close further than this, radians. */
const LEAST_OPENING = 0.1;

/** @param gazePitchRadians  how far down the eyes look: the lids follow */
export function eyeShape({ eyes, expression }: Identity, at: FaceLayout, gazePitchRadians: number): EyeShape {
	const upper = 0.56 * eyes.opening + 0.03 * expression.browRaise - UPPER_FOLLOWS * gazePitchRadians;
	const lower = 0.43 * eyes.opening - 0.14 * expression.squint + LOWER_FOLLOWS * gazePitchRadians;
	return {
		centre: [at.eyeX, at.eyeY, at.eyeZ],
		radius: at.eyeRadius,
		lidRadius: at.eyeRadius * (1 + LID),
		upper: lidEdge(Math.max(upper, LEAST_OPENING), eyes.slantRadians, 1, at.eyeRadius),
		lower: lidEdge(Math.max(lower, LEAST_OPENING), eyes.slantRadians, -1, at.eyeRadius),
	};
}

/** The edge that is `angle` up (`side` 1) or down (−1) from straight ahead in the middle, turned by the slant. */
function lidEdge(angle: number, slant: number, side: 1 | -1, radius: number): LidEdge {
	const [y, z] = [Math.cos(angle) * side, -Math.sin(angle)];
	// The upper lid is highest towards the nose, the lower one lowest away from it: an almond.
	const skew = side > 0 ? 0.05 : -0.09;
	const [cos, sin] = [Math.cos(slant), Math.sin(slant)];
	// At the corners, on the lids' sphere, the edges meet at the height of the centre.
	const forward = Math.sqrt((1 + LID) ** 2 - CORNER ** 2);
	return {
		normal: normalizeVec3([skew * cos - y * sin, y * cos + skew * sin, z]),
		bend: (forward * Math.sin(angle)) / (CORNER ** 2 * radius),
	};
}

/** Sinks sockets into the face and lays lids over the eyeballs. */
export function eyelidSteps({ eyes }: Identity, eye: EyeShape): readonly Step[] {
	const [x, y, z] = eye.centre;
	const r = eye.radius;
	return [
		cut(0.035, ellipsoid([x + 0.002, y + 0.005, z + 0.053 - 0.003 * eyes.depth], [0.036, 0.023, 0.026])),
		add(0.018, sphere(eye.centre, eye.lidRadius)),
		cut(0.0022, [
			add(0, ellipsoid([x, y, z], [r * 1.1, r * 1.3, r * 1.6])),
			keep(0, throughCentre(eye, eye.upper)),
			keep(0, throughCentre(eye, eye.lower)),
			keep(0, half([0, 0, -1], z)),
		]),
	];
}

function throughCentre({ centre: [x, y, z], radius }: EyeShape, { normal, bend }: LidEdge): Step["what"] {
	return bentHalf(normal, -(normal[0] * x + normal[1] * y + normal[2] * z), bend, x, radius * 1.2);
}

export function eyeballSteps(eye: EyeShape): readonly Step[] {
	return [add(0, sphere(eye.centre, eye.radius))];
}

/** About the distance to a lid's edge: positive on the lid, negative in the opening. @param ax  |x| */
export function lidHeight({ centre }: EyeShape, { normal, bend }: LidEdge, ax: number, y: number, z: number): number {
	const x = ax - centre[0];
	return x * normal[0] + (y - centre[1]) * normal[1] + (z - centre[2]) * normal[2] + bend * x * x;
}
