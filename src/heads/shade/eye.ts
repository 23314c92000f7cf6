/** The eyeball: white with a warm corner, iris with fibres and a dark ring, pupil. */

import { noise3 } from "../field/noise.ts";
import { smoothStep } from "../field/smooth.ts";
import type { Identity } from "../identity/identity.ts";
import { type EyeShape, lidHeight } from "../shape/eyes.ts";
import { type Surface, tint } from "./surface.ts";

/** Angle between the gaze and the edge of the iris, radians: 6.3 mm on a ball of 12 mm. */
export const IRIS_ANGLE = 0.55;

/** @param gaze  unit gaze direction of this eye, world axes */
export function paintEye(
	s: Surface,
	identity: Identity,
	shape: EyeShape,
	gaze: readonly [number, number, number],
): void {
	const { eyes } = identity;
	const inverse = 1 / shape.radius;
	const side = s.x < 0 ? -1 : 1;
	const dx = (s.x - side * shape.centre[0]) * inverse;
	const dy = (s.y - shape.centre[1]) * inverse;
	const dz = (s.z - shape.centre[2]) * inverse;
	const cosine = Math.min(dx * gaze[0] + dy * gaze[1] + dz * gaze[2], 1);
	const angle = Math.acos(Math.max(cosine, -1)) / IRIS_ANGLE;
	s.red = 0.78;
	s.green = 0.755;
	s.blue = 0.73;
	// The inner corner is pink.
	const inner = smoothStep(0.45, 0.95, -dx * side);
	tint(s, 0.62, 0.3, 0.26, inner * 0.7);
	const iris = smoothStep(1.06, 0.94, angle);
	const fibres = 1 + 0.28 * noise3(Math.atan2(dy - gaze[1], dx - gaze[0]) * 5, angle * 2, 3);
	const glow = (0.75 + 0.55 * smoothStep(0.95, 0.5, angle)) * fibres;
	tint(s, eyes.irisColour[0] * glow, eyes.irisColour[1] * glow, eyes.irisColour[2] * glow, iris);
	const ring = iris * smoothStep(0.72, 0.98, angle);
	tint(s, s.red * 0.22, s.green * 0.22, s.blue * 0.24, ring * 0.85);
	tint(s, 0.006, 0.005, 0.005, smoothStep(eyes.pupil + 0.07, eyes.pupil - 0.07, angle));
	s.specular = 1;
	s.gloss = 160;
	s.wrap = 0.5;
	// Lids and lashes throw a soft shadow on the ball.
	const depth = -lidHeight(shape, shape.upper, Math.abs(s.x), s.y, s.z) * inverse;
	s.occlusion = 0.45 + 0.55 * smoothStep(-0.02, 0.34, depth);
}
