/**
 * Hair as a volume: a cap over the skull behind a hairline, with volumes and locks added, an opening for the face, and
 * strands or curls pressed into its surface.
 */

import {
	above,
	add,
	bentHalf,
	curls,
	cut,
	ellipsoid,
	half,
	keep,
	type Solid,
	type Step,
	sphere,
	strands,
	taper,
	turnedEllipsoid,
	unmirrored,
} from "../field/solids.ts";
import type { HairParameters, HairStyle, Identity } from "../identity/identity.ts";
import { over } from "./headwear.ts";
import type { FaceLayout } from "./layout.ts";

type Style = (hair: HairParameters, at: FaceLayout) => readonly Step[];

/** Styles whose strands are curls. */
export const CURLY: ReadonlySet<HairStyle> = new Set(["curly-top", "long-curly", "afro"]);

/** x of the parting. World units. */
export function partingX(hair: HairParameters): number {
	return hair.parting * 0.06;
}

export function hairSteps({ hair }: Identity, at: FaceLayout): readonly Step[] {
	return STYLES[hair.style](hair, at);
}

/** How a cap of hair is cut. */
interface Cut {
	/** Moves the hairline forward. World units. */
	readonly forward?: number;
	/** How far the temples recede. */
	readonly round?: number;
	/** Slant of the hairline towards one side. */
	readonly skew?: number;
	/** Hair behind this z has no hairline. World units. */
	readonly sideburn?: number;
	/** Height of the hem in front of the ears, and its slope towards the nape. */
	readonly hem?: number;
	/** Hair over this height grows into the forehead. */
	readonly fringe?: number;
	readonly ears?: boolean;
}

/** Hair of a thickness over the skull, behind the hairline, above the hem, leaving the ears free. */
function cap(hair: HairParameters, at: FaceLayout, thickness: number, top: number, how: Cut): readonly Step[] {
	const front = 0.02 - 0.016 * hair.hairline + (how.forward ?? 0);
	// Behind z = front + 0.89 y − round x² + skew x.
	const hairline = bentHalf([-(how.skew ?? 0), -0.89, 1], -front, how.round ?? 2.6, 0, 0.14);
	// Thin hair has sharp borders: rounder ones would eat it up.
	const edge = Math.min(0.02, 1.5 * thickness);
	const behind = [add(0, hairline), add(0.03, half([0, 0, 1], -(how.sideburn ?? 0.034)))];
	if (how.fringe !== undefined) behind.push(add(0.012, bentHalf([0, -1, 0], how.fringe, -1.4, 0, 0.12)));
	const temple = taper(
		[at.skullX * 0.84, 0.07, -0.015],
		0.022 + thickness,
		[at.skullX * 0.8, 0.005, -0.012],
		0.03 + thickness * 0.75,
	);
	return [
		add(0, over(at, thickness, top)),
		add(0.06, temple),
		unmirrored(keep(edge, behind)),
		keep(edge, half([0, -1, 0.55], how.hem ?? -0.035)),
		...(how.ears === false
			? []
			: [cut(0.014, ellipsoid([at.skullX + 0.03, at.eyeY - 0.026, -0.02], [0.055, 0.052, 0.034]))]),
	];
}

/** Where hair falls to both sides of a parting. */
function parted(hair: HairParameters): Step {
	const x = hair.parting * 0.045;
	return unmirrored(cut(0.05, turnedEllipsoid([x, 0.15 + 0.01 * hair.hairline, 0.165], [0.042, 0.08, 0.056], 0, 0.5)));
}

/** What stays free in front of the neck. */
const THROAT: Solid = ellipsoid([0, -0.33, 0.2], [0.125, 0.23, 0.215]);

/** Volumes that fall beside the face and leave its oval free. */
function fall(hem: number, opening: Solid, volumes: readonly Step[]): readonly Step[] {
	return [add(0.03, [...volumes, keep(0.04, above(hem)), cut(0.024, opening), cut(0.05, THROAT)])];
}

/** The oval of the face that long hair leaves free. */
function faceOval(width: number, top: number): Solid {
	return ellipsoid([0, top - 0.21, 0.27], [width, 0.22, 0.3]);
}

function ridges(hair: HairParameters, depth: number, count: number): Step {
	return strands(depth, count, partingX(hair), hair.pattern);
}

const STYLES: Readonly<Record<HairStyle, Style>> = {
	bald: () => [],
	buzz: (hair, at) => [...cap(hair, at, 0.004, 0.0045, { hem: -0.025 }), curls(0.0008, 110, hair.pattern)],
	receding: (hair, at) => [
		...cap(hair, at, 0.013, 0.011, { forward: -0.02, round: 5 + 4 * hair.length, sideburn: -0.01 }),
		...(hair.length < 0.5 ? [cut(0.04, ellipsoid([0, 0.26, 0.03], [0.095, 0.1, 0.15]))] : []),
		ridges(hair, 0.0025, 9),
	],
	short: (hair, at) => [
		...cap(hair, at, 0.014 + 0.005 * hair.volume, 0.028 + 0.014 * hair.volume, { skew: 0.15 * hair.parting }),
		ridges(hair, 0.006, 11),
	],
	swept: (hair, at) => {
		const side = hair.parting < 0 ? -1 : 1;
		const sweep = ellipsoid([-0.035 * side, 0.18, 0.055], [0.112, 0.058 + 0.02 * hair.volume, 0.108]);
		return [
			...cap(hair, at, 0.013, 0.03, { skew: 0.3 * side, forward: 0.012 }),
			unmirrored(add(0.035, sweep)),
			ridges(hair, 0.0065, 5),
		];
	},
	quiff: (hair, at) => [
		...cap(hair, at, 0.01, 0.022, {}),
		add(0.03, ellipsoid([0, 0.2, 0.07], [0.09, 0.055 + 0.03 * hair.length, 0.085])),
		ridges(hair, 0.007, 8),
	],
	"curly-top": (hair, at) => [
		...cap(hair, at, 0.016, 0.03, {}),
		add(0.03, ellipsoid([0, 0.18, 0.035], [0.128, 0.078 + 0.02 * hair.volume, 0.125])),
		curls(0.012, 34, hair.pattern),
	],
	bob: (hair, at) => [
		...cap(hair, at, 0.024 + 0.006 * hair.volume, 0.03, { hem: -0.2, ears: false }),
		parted(hair),
		...fall(-0.1 - 0.08 * hair.length, faceOval(0.13, 0.16), [
			add(0, ellipsoid([0, 0.01, -0.025], [0.17 + 0.012 * hair.volume, 0.21, 0.175])),
		]),
		ridges(hair, 0.006, 7),
	],
	bangs: (hair, at) => [
		...cap(hair, at, 0.026, 0.03, { fringe: 0.072 + 0.015 * hair.hairline, hem: -0.2, ears: false }),
		...fall(-0.13 - 0.25 * hair.length, faceOval(0.128, 0.14), [
			add(0, ellipsoid([0, 0.02, -0.025], [0.17 + 0.012 * hair.volume, 0.2, 0.172])),
			add(0.05, ellipsoid([0, -0.13, -0.05], [0.172, 0.2 + 0.1 * hair.length, 0.13])),
		]),
		ridges(hair, 0.004, 10),
	],
	long: (hair, at) => [
		...cap(hair, at, 0.022, 0.028, { hem: -0.2, ears: false }),
		parted(hair),
		...fall(-0.28 - 0.2 * hair.length, faceOval(0.128, 0.16), longVolumes(hair)),
		ridges(hair, 0.0065, 7),
	],
	"long-curly": (hair, at) => [
		...cap(hair, at, 0.03, 0.035, { hem: -0.2, ears: false }),
		parted(hair),
		...fall(-0.2 - 0.18 * hair.length, faceOval(0.126, 0.165), [
			add(0, ellipsoid([0, 0.03, -0.03], [0.19 + 0.015 * hair.volume, 0.2, 0.185])),
			add(0.03, ellipsoid([0, -0.1, -0.07], [0.19, 0.24, 0.12])),
			add(0.03, taper([0.135, 0, -0.02], 0.062, [0.155, -0.24, 0], 0.068)),
		]),
		curls(0.015, 26, hair.pattern),
	],
	bun: (hair, at) => [
		...cap(hair, at, 0.011, 0.012, { hem: -0.045 }),
		add(0.015, hair.length > 0.5 ? sphere([0, 0.248, -0.045], 0.055) : sphere([0, 0.07, -0.215], 0.055)),
		ridges(hair, 0.0025, 13),
	],
	ponytail: (hair, at) => [
		...cap(hair, at, 0.011, 0.012, { hem: -0.045 }),
		add(0.02, taper([0, 0.14, -0.19], 0.03, [0, 0.06, -0.26], 0.045)),
		add(0.02, taper([0, 0.06, -0.26], 0.045, [0, -0.12 - 0.12 * hair.length, -0.24], 0.03)),
		ridges(hair, 0.0025, 13),
	],
	"space-buns": (hair, at) => [
		...cap(hair, at, 0.012, 0.014, hair.length > 0.6 ? { fringe: 0.085 } : {}),
		add(0.012, sphere([0.095, 0.21, -0.03], 0.05)),
		ridges(hair, 0.003, 11),
	],
	afro: (hair, at) => [
		...cap(hair, at, 0.03, 0.03, { hem: -0.05, ears: false }),
		...fall(-0.08, ellipsoid([0, -0.055, 0.25], [0.145, 0.21, 0.24]), [
			add(0, ellipsoid([0, 0.1, -0.035], [0.185 + 0.03 * hair.volume, 0.175 + 0.02 * hair.volume, 0.18])),
		]),
		curls(0.011, 42, hair.pattern),
	],
};

function longVolumes(hair: HairParameters): readonly Step[] {
	return [
		add(0, ellipsoid([0, 0.02, -0.03], [0.168 + 0.01 * hair.volume, 0.2, 0.175])),
		add(0.03, ellipsoid([0, -0.12, -0.09], [0.15, 0.27, 0.095])),
		add(0.03, taper([0.118, 0, -0.02], 0.05, [0.14, -0.2, -0.02], 0.052)),
		add(0.03, taper([0.14, -0.2, -0.02], 0.052, [0.135, -0.36, 0.045], 0.04)),
	];
}
