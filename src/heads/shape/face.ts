/** Skull, jaw, chin, cheeks and brow ridge: the head without its features. */

import { add, ellipsoid, type Step, taper } from "../field/solids.ts";
import type { Identity } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

export function faceSteps({ skull, face }: Identity, at: FaceLayout): readonly Step[] {
	const corner = 0.026 + 0.014 * face.jawSquareness;
	const middleY = at.eyeY + (at.chinY - at.eyeY) * 0.3;
	const full = 0.005 * face.cheekFullness;
	const bone = 0.005 * (face.cheekbones - 1) * 4;
	const jawCorner = [at.jawX - corner * 0.4, at.jawY, 0.006] as const;
	return [
		add(0, ellipsoid([0, at.skullY, at.skullZ], [at.skullX, at.skullRadiusY, at.skullRadiusZ])),
		add(0.06, ellipsoid([0, 0.08, 0.062 + 0.008 * skull.forehead], [at.skullX * 0.8, 0.088, 0.088])),
		add(0.06, ellipsoid([0, middleY, 0.042], [at.skullX * 0.4 + at.jawX * 0.52, at.eyeY - at.chinY - 0.06, 0.1])),
		add(0.06, taper([at.skullX * 0.8, 0.005, -0.012], 0.03, jawCorner, corner)),
		add(0.05, taper(jawCorner, corner, [0.02 * face.chinWidth, at.chinY + 0.004, at.chinZ - 0.022], 0.027)),
		add(0.045, ellipsoid([0, at.mouthY + 0.004, 0.096], [0.062, 0.052, 0.055])),
		add(0.04, ellipsoid([0, at.chinY, at.chinZ], [0.034 * face.chinWidth, at.chinRadius, 0.03])),
		add(0.05, ellipsoid([0.056 * face.jawWidth, at.eyeY - 0.06, 0.088 + full], [0.044 + full, 0.05, 0.044 + full])),
		add(0.05, ellipsoid([at.skullX * 0.5, at.eyeY - 0.038, 0.092], [0.036, 0.024, 0.038 + bone])),
		add(
			0.04,
			taper([0, at.eyeY + 0.033, 0.142], 0.011 + 0.004 * face.browRidge, [0.08, at.eyeY + 0.036, 0.108], 0.014),
		),
	];
}
