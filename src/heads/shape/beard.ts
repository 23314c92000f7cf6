/** Beards that stand out from the skin. Stubble is only colour and has no shape. */

import { add, curls, cut, ellipsoid, half, keep, type Step, taper } from "../field/solids.ts";
import type { BeardStyle, Identity } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

interface BeardParts {
	readonly jaw: boolean;
	readonly chin: boolean;
}

/** Styles that have a shape, all with a moustache. */
const PARTS: Readonly<Record<BeardStyle, BeardParts | null>> = {
	none: null,
	stubble: null,
	moustache: { jaw: false, chin: false },
	goatee: { jaw: false, chin: true },
	short: { jaw: true, chin: true },
	full: { jaw: true, chin: true },
};

export function beardSteps({ beard, face, hair }: Identity, at: FaceLayout): readonly Step[] {
	const parts = PARTS[beard.style];
	if (!parts) return [];
	const thick = beard.style === "full" ? 0.011 + 0.014 * beard.length : 0.004 + 0.004 * beard.length;
	const corner = 0.026 + 0.014 * face.jawSquareness;
	const jaw = taper(
		[at.jawX + 0.004 - corner * 0.4, at.jawY + 0.008, 0.012],
		corner + thick,
		[0.022 * face.chinWidth, at.chinY + 0.004, at.chinZ - 0.016],
		0.03 + thick,
	);
	const chin = ellipsoid(
		[0, at.chinY - thick * 0.4, at.chinZ + 0.001],
		[parts.jaw ? 0.05 : 0.031, at.chinRadius + 0.005 + thick * 1.1, 0.032 + thick * 0.8],
	);
	const mouthCorner = at.mouthY + at.mouthLift * at.mouthX ** 2;
	const moustache = taper(
		[0.005, at.mouthY + 0.0195, at.mouthZ + 0.0035],
		0.0088,
		[at.mouthX * 0.98, mouthCorner + 0.001, at.mouthZ - 0.0085],
		0.0066,
	);
	const lipRoom = ellipsoid([0, at.mouthY - 0.007, at.mouthZ + 0.004], [at.mouthX * 0.92, 0.0165, 0.05]);
	return [
		...(parts.jaw ? [add(0, jaw), add(0.03, chin)] : []),
		...(parts.chin && !parts.jaw ? [add(0, chin)] : []),
		...(parts.jaw ? [keep(0.014, half([-0.75, 1, 0], -(at.mouthY + 0.016)))] : []),
		add(0.014, moustache),
		cut(0.008, lipRoom),
		curls(0.0016, 150, hair.pattern),
	];
}
