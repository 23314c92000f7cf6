/** How the learning rate rises and falls: as EG3D's projector does, with a longer fall. */

/** Shares of the steps in which it rises, and in which it falls. */
const [RISE, FALL] = [0.05, 0.4];
/** Of the learning rate. */
const LEAST = 0.02;

/** Part of the learning rate at a share of the steps, (0, 1]. */
export function rateAt(share: number): number {
	const fall = share < 1 - FALL ? 1 : 0.5 * (1 + Math.cos((Math.PI * (share - 1 + FALL)) / FALL));
	return Math.min(1, (share + 0.01) / RISE) * Math.max(fall, LEAST);
}
