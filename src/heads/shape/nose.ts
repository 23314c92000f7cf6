/** Bridge, tip, wings and nostrils. */

import { add, cut, ellipsoid, type Step, sphere, taper } from "../field/solids.ts";
import type { Identity } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

export function noseSteps({ nose }: Identity, at: FaceLayout): readonly Step[] {
	const tipY = at.noseTipY;
	const wingX = 0.019 * nose.width;
	const bridge = taper(
		[0, at.nasionY, at.nasionZ],
		0.0125,
		[0, tipY + 0.008, at.noseTipZ - 0.004],
		at.noseTipRadius * 0.88,
	);
	return [
		add(0.03, [
			add(0, bridge),
			add(0.014, sphere([0, tipY, at.noseTipZ], at.noseTipRadius)),
			add(0.014, ellipsoid([wingX, tipY - 0.003, 0.164], [0.0115 * nose.width, 0.012, 0.017])),
		]),
		cut(0.008, ellipsoid([wingX * 0.62, tipY - 0.0165, 0.176], [0.0058 * nose.width, 0.0055, 0.009])),
	];
}
