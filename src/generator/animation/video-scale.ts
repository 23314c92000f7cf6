/** How much frames are enlarged for films: players show tiny ones tiny, and encoders blur their colours. */

/** Sides below this are enlarged. */
const SMALLEST_SIDE = 256;

/** The smallest whole factor that brings both sides to 256 pixels; 1 for larger frames. */
export function videoScale(width: number, height: number): number {
	return Math.max(1, Math.ceil(SMALLEST_SIDE / Math.min(width, height)));
}
