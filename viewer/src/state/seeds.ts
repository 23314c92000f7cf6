/** The map of seeds: rows of a hundred, so that neighbours on it can be walked between. */

import type { LatentPlace } from "./view-state.ts";

/** Seeds of one row. */
const ROW = 100;
/** The largest seed of NumPy's RandomState. */
export const LARGEST_SEED: number = 2 ** 32 - 1;

/** The seed at a place of whole coordinates. */
export function seedAt({ x, y }: LatentPlace): number {
	return Math.min(Math.max(Math.round(x) + ROW * Math.round(y), 0), LARGEST_SEED);
}

export function placeOf(seed: number): LatentPlace {
	return { x: seed % ROW, y: Math.floor(seed / ROW) };
}

/** The nearest place on the map, which has an edge where there are no seeds. */
export function onMap({ x, y }: LatentPlace): LatentPlace {
	const most = Math.floor(LARGEST_SEED / ROW) - 1;
	return { x: Math.min(Math.max(x, 0), most), y: Math.min(Math.max(y, 0), most) };
}

/** A seed that nobody chose: the only number here that no seed repeats. */
export function anySeed(): number {
	return crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
}

/** Whether a place is a seed, and not between seeds. */
export function isSeed({ x, y }: LatentPlace): boolean {
	return Number.isInteger(x) && Number.isInteger(y);
}

/** The seeds around a place and their shares, which sum to 1; those without a share are left out. */
export function seedsAround({ x, y }: LatentPlace): { readonly seed: number; readonly share: number }[] {
	const [left, top] = [Math.floor(x), Math.floor(y)];
	const [right, down] = [x - left, y - top];
	return [
		{ seed: seedAt({ x: left, y: top }), share: (1 - right) * (1 - down) },
		{ seed: seedAt({ x: left + 1, y: top }), share: right * (1 - down) },
		{ seed: seedAt({ x: left, y: top + 1 }), share: (1 - right) * down },
		{ seed: seedAt({ x: left + 1, y: top + 1 }), share: right * down },
	].filter(({ share }) => share > 0);
}
