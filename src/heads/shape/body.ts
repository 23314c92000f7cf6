/** Neck, shoulders and chest, and the clothes over them. */

import { add, below, cut, ellipsoid, grow, keep, type Solid, type Step, taper } from "../field/solids.ts";
import type { Identity, Neckline } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

/** Clothes lie this far over the skin. */
const CLOTH = 0.009;

interface BodySizes {
	readonly neckX: number;
	readonly baseY: number;
	readonly shoulderX: number;
}

function sizes({ body }: Identity): BodySizes {
	return {
		neckX: 0.065 * body.neckWidth,
		baseY: -0.285 - 0.06 * (body.neckLength - 1),
		shoulderX: 0.3 * body.shoulderWidth,
	};
}

/** Neck, shoulders and chest as one. */
export function trunkSteps(identity: Identity, at: FaceLayout): readonly Step[] {
	const { neckX, baseY, shoulderX } = sizes(identity);
	return [
		add(0, taper([0, at.chinY + 0.115, -0.03], neckX * 0.96, [0, baseY - 0.06, -0.055], neckX * 1.08)),
		add(0.08, taper([neckX * 0.5, baseY + 0.02, -0.065], 0.045, [shoulderX * 0.8, baseY - 0.095, -0.06], 0.062)),
		add(0.06, ellipsoid([0, baseY - 0.24, -0.045], [shoulderX * 0.98, 0.215, 0.135])),
		add(0.05, taper([shoulderX * 0.7, baseY - 0.105, -0.06], 0.07, [shoulderX, baseY - 0.16, -0.055], 0.078)),
	];
}

export function clothSteps(identity: Identity, at: FaceLayout): readonly Step[] {
	const size = sizes(identity);
	const { neckline } = identity.body;
	const hole = HOLES[neckline](size);
	return [
		...trunkSteps(identity, at),
		grow(CLOTH),
		...(hole ? [cut(0.01, hole)] : []),
		...COLLARS[neckline](size),
		keep(0.01, below(size.baseY + 0.09)),
	];
}

const HOLES: Readonly<Record<Neckline, (size: BodySizes) => Solid | null>> = {
	crew: ({ baseY, neckX }) => ellipsoid([0, baseY + 0.045, -0.03], [neckX + 0.03, 0.085, 0.12]),
	scoop: ({ baseY, neckX }) => ellipsoid([0, baseY + 0.02, 0.02], [neckX + 0.055, 0.13, 0.13]),
	v: ({ baseY, neckX }) => ellipsoid([0, baseY + 0.02, 0.04], [neckX + 0.012, 0.14, 0.14]),
	turtleneck: () => null,
	collar: collarOpening,
	hood: ({ baseY, neckX }) => ellipsoid([0, baseY + 0.045, 0.0], [neckX + 0.03, 0.1, 0.12]),
};

/** The gap of an open shirt. */
function collarOpening({ baseY, neckX }: BodySizes): Solid {
	return ellipsoid([0, baseY + 0.03, 0.08], [neckX * 0.72, 0.13, 0.12]);
}

const COLLARS: Readonly<Record<Neckline, (size: BodySizes) => readonly Step[]>> = {
	crew: () => [],
	scoop: () => [],
	v: () => [],
	turtleneck: ({ baseY, neckX }) => [
		add(0.01, [
			add(0, taper([0, baseY + 0.06, -0.04], neckX + 0.01, [0, baseY - 0.06, -0.055], neckX + 0.026)),
			keep(0.014, below(baseY + 0.055)),
		]),
	],
	collar: (size) => {
		const { baseY, neckX } = size;
		return [
			add(0.008, [
				add(0, taper([0, baseY + 0.03, -0.048], neckX + 0.016, [0, baseY - 0.05, -0.045], neckX + 0.036)),
				keep(0.012, below(baseY + 0.042)),
				cut(0.006, collarOpening(size)),
			]),
		];
	},
	hood: ({ baseY, neckX }) => [
		add(0.015, taper([neckX * 0.75, baseY + 0.0, -0.1], 0.045, [neckX * 1.12, baseY - 0.045, 0.015], 0.024)),
	],
};
