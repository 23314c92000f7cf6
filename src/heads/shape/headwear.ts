/** Beanies and scarves. */

import { above, add, cut, ellipsoid, half, keep, type Solid, type Step, taper } from "../field/solids.ts";
import type { HeadwearKind, Identity } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

const KINDS: Readonly<Record<HeadwearKind, (at: FaceLayout) => readonly Step[]>> = {
	none: () => [],
	beanie: (at) => [
		add(0, over(at, 0.024, 0.042)),
		keep(0.01, tilted(0.1)),
		add(0.006, [add(0, over(at, 0.033, 0.042)), keep(0.01, tilted(0.095)), keep(0.012, half([0, 1, 0.2], -0.155))]),
	],
	headscarf: (at) => [
		add(0, over(at, 0.03, 0.03)),
		add(0.08, taper([0, -0.03, -0.03], 0.145, [0, -0.34, -0.03], 0.16)),
		add(0.06, ellipsoid([0, at.chinY - 0.06, 0.03], [0.09, 0.07, 0.08])),
		add(0.08, ellipsoid([0, -0.36, -0.02], [0.23, 0.13, 0.125])),
		cut(0.014, ellipsoid([0, -0.02, 0.21], [0.107, 0.165, 0.2])),
		keep(0.02, above(-0.4)),
	],
};

/** What a hat leaves no room for. */
export function underHat({ headwear }: Identity, at: FaceLayout): readonly Step[] {
	return headwear.kind === "beanie" ? [cut(0, [add(0, over(at, 0.1)), keep(0, tilted(0.115))])] : [];
}

export function headwearSteps({ headwear }: Identity, at: FaceLayout): readonly Step[] {
	return KINDS[headwear.kind](at);
}

/** The skull with something `thickness` thick over it, `top` on top. */
export function over(at: FaceLayout, thickness: number, top: number = thickness): Solid {
	return ellipsoid(
		[0, at.skullY + (top - thickness) / 2, at.skullZ],
		[at.skullX + thickness, at.skullRadiusY + (top + thickness) / 2, at.skullRadiusZ + thickness],
	);
}

/** Over a plane that is at `front` over the forehead and lower at the back. */
function tilted(front: number): Solid {
	return half([0, -1, 0.28], front - 0.28 * 0.15);
}
