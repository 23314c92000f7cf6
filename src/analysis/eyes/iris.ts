/**
 * Where an iris is in a zoomed picture, to a fraction of a pixel, and how large it is.
 *
 * The dark disc about the expected place is found first (dark-discs.ts). Then each column through its middle is
 * described by a low quantile of its luma, which highlights in the eye do not reach, and the iris is the stretch of that
 * profile that is darkest inside against what lies just beyond both ends. All of the inside counts, so that a light iris
 * is not taken for its pupil. What lids hide above and below does not matter.
 */

import { type DarkDisc, responseMap, strongestDisc } from "./dark-discs.ts";

export interface IrisQuery {
	/** Where the iris is expected, pixels. */
	readonly x: number;
	readonly y: number;
	/** How large it may be, pixels. */
	readonly radius: readonly [least: number, most: number];
	/** How far it may be from there, pixels. */
	readonly reachX: number;
	readonly reachY: number;
}

export interface LocatedIris {
	/** Pixels. */
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	/** Mean luma beyond both ends minus that inside. */
	readonly contrast: number;
}

/** Least luma between the disc and its sides, and between the iris and what lies beside it. */
const LEAST_RESPONSE = 0.02;
const LEAST_CONTRAST = 0.04;
/** Half height of the band that columns are described in, in radii, and which quantile describes them. */
const BAND = 0.45;
const COLUMN_QUANTILE = 0.35;
/** What lies beside an iris: from its end to so far beyond, in radii. */
const BESIDE_FROM = 0.08;
const BESIDE_TO = 0.4;
/** How much of an iris counts as its inside. */
const INSIDE = 0.92;
/** Pixels between places, and radii, that are tried. */
const FINENESS = 0.25;
const RADII_TRIED = 13;
/** Larger radii are preferred by this power of theirs: a pupil in a light iris is nearly as clear as the iris. */
const LARGENESS = 0.35;
/** How far the iris may be from the disc, in radii. */
const DISC_REACH = 0.8;

/** Finds the iris; `null` where nothing dark lies between brighter sides. @param luma  [side · side] */
export function locateIris(luma: Float32Array, side: number, query: IrisQuery): LocatedIris | null {
	const bound = (value: number): number => Math.min(Math.max(Math.round(value), 0), side - 1);
	const window = {
		left: bound(query.x - query.reachX),
		right: bound(query.x + query.reachX) + 1,
		top: bound(query.y - query.reachY),
		bottom: bound(query.y + query.reachY) + 1,
	};
	const [least, most] = query.radius;
	const radii = [least, Math.sqrt(least * most), most];
	const disc = strongestDisc(responseMap(luma, side, radii, window));
	if (!disc || disc.response < LEAST_RESPONSE) return null;
	const iris = bestPlace(columnProfile(luma, side, disc, (least + most) / 2), disc, query);
	return iris.contrast >= LEAST_CONTRAST ? iris : null;
}

function bestPlace(profile: Float64Array, disc: DarkDisc, { radius: [least, most] }: IrisQuery): LocatedIris {
	let best: LocatedIris = { x: disc.x, y: disc.y, radius: least, contrast: 0 };
	let bestScore = 0;
	const reach = DISC_REACH * ((least + most) / 2);
	for (let tried = 0; tried < RADII_TRIED; tried++) {
		const radius = least + ((most - least) * tried) / (RADII_TRIED - 1);
		for (let x = disc.x - reach; x <= disc.x + reach; x += FINENESS) {
			const inside = meanBetween(profile, x - INSIDE * radius, x + INSIDE * radius);
			const beside = (side: -1 | 1): number =>
				meanBetween(profile, x + side * (1 + BESIDE_FROM) * radius, x + side * (1 + BESIDE_TO) * radius);
			const [left, right] = [beside(-1), beside(1)];
			const contrast = (left + right) / 2 - inside;
			const score = ((contrast + Math.min(left, right) - inside) / 2) * radius ** LARGENESS;
			if (score <= bestScore) continue;
			bestScore = score;
			best = { x, y: disc.y, radius, contrast };
		}
	}
	return best;
}

/** Mean over a stretch between two places, whose first pixel covers 0 to 1. */
function meanBetween(profile: Float64Array, a: number, b: number): number {
	const samples = Math.max(5, Math.round(2 * Math.abs(b - a)));
	let sum = 0;
	for (let i = 0; i < samples; i++) sum += valueAt(profile, a + ((b - a) * (i + 0.5)) / samples);
	return sum / samples;
}

function valueAt(profile: Float64Array, x: number): number {
	const place = Math.min(Math.max(x - 0.5, 0), profile.length - 1);
	const left = Math.floor(place);
	const share = place - left;
	return profile[left]! * (1 - share) + profile[Math.min(left + 1, profile.length - 1)]! * share;
}

/** The low quantile of every column of the picture within the band about a disc's row. @returns [side] */
function columnProfile(luma: Float32Array, side: number, { y }: DarkDisc, radius: number): Float64Array {
	const half = Math.max(1, Math.round(BAND * radius));
	const middle = Math.floor(y);
	const profile = new Float64Array(side);
	for (let x = 0; x < side; x++) {
		const column: number[] = [];
		for (let row = middle - half; row <= middle + half; row++) {
			if (row >= 0 && row < side) column.push(luma[row * side + x]!);
		}
		column.sort((a, b) => a - b);
		profile[x] = column[Math.floor(COLUMN_QUANTILE * (column.length - 1))] ?? 0;
	}
	return profile;
}
