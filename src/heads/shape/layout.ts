/**
 * Where the parts of a face are, in world units (1 is about 0.55 m): what all shapes and materials are placed by.
 *
 * Framed as the crops of FFHQ: the eyes' line at y = 0.018, just above the centre of a frontal image, the face turned to
 * +z with the eyes about 0.06 behind the cameras' pivot (0, 0, 0.2), the chin at about −0.2, the skull up to 0.23.
 */

import type { Identity } from "../identity/identity.ts";

export interface FaceLayout {
	/** Centre of the person's left eyeball; the right one is mirrored in x. */
	readonly eyeX: number;
	readonly eyeY: number;
	readonly eyeZ: number;
	readonly eyeRadius: number;
	readonly nasionY: number;
	readonly nasionZ: number;
	readonly noseTipY: number;
	/** Centre of the sphere of the nose's tip. */
	readonly noseTipZ: number;
	readonly noseTipRadius: number;
	readonly mouthY: number;
	readonly mouthZ: number;
	/** Half of the mouth's width. */
	readonly mouthX: number;
	/** The lips' y rises by this times x². */
	readonly mouthLift: number;
	/** Centre of the chin. */
	readonly chinY: number;
	readonly chinZ: number;
	readonly chinRadius: number;
	/** Corner of the jaw. */
	readonly jawX: number;
	readonly jawY: number;
	/** Centre and half axes of the braincase. */
	readonly skullX: number;
	readonly skullY: number;
	readonly skullZ: number;
	readonly skullRadiusY: number;
	readonly skullRadiusZ: number;
}

const EYE_Y = 0.018;
/** Centre and radius of the left eyeball of an average person. */
export const AVERAGE_EYE: Readonly<Record<"x" | "y" | "z" | "radius", number>> = Object.freeze({
	...{ x: 0.0585, y: EYE_Y, z: 0.1125 },
	radius: 0.0298,
});

export function faceLayout({ skull, face, nose, eyes, lips, expression }: Identity): FaceLayout {
	const skullRadiusZ = 0.168 * skull.depth;
	const { length } = face;
	const chinY = EYE_Y - 0.203 * length;
	return {
		eyeX: AVERAGE_EYE.x * eyes.spacing,
		eyeY: AVERAGE_EYE.y,
		eyeZ: AVERAGE_EYE.z - 0.004 * eyes.depth,
		eyeRadius: AVERAGE_EYE.radius * eyes.size,
		nasionY: EYE_Y + 0.012,
		nasionZ: 0.1365 + 0.008 * (nose.bridge - 1),
		noseTipY: EYE_Y - 0.07 * nose.length * length + 0.006 * nose.upturn,
		noseTipZ: 0.18 + 0.01 * (nose.bridge - 1) + 0.01 * (nose.length - 1),
		noseTipRadius: 0.0178 * nose.tip,
		mouthY: EYE_Y - 0.125 * length,
		mouthZ: 0.1575,
		mouthX: 0.0435 * lips.width * (1 + 0.06 * expression.smile),
		mouthLift: 5.5 * expression.smile,
		chinY,
		chinZ: 0.114 + 0.01 * face.chinProjection,
		chinRadius: 0.03 * Math.sqrt(face.chinWidth),
		jawX: 0.086 * face.jawWidth,
		jawY: EYE_Y + (chinY - EYE_Y) * (0.53 + 0.08 * face.jawSquareness),
		skullX: 0.138 * skull.width,
		skullY: 0.08,
		skullZ: 0.153 - skullRadiusZ,
		skullRadiusY: 0.15 * skull.height,
		skullRadiusZ,
	};
}
