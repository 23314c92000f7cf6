/** Colours that people with any kind of colour vision can tell apart (Okabe & Ito 2008), and scales of one direction. */

/** Of series, in this order; dark enough for lines on white. */
export const SERIES_COLOURS: readonly string[] = [
	"#0072b2", // blue
	"#d55e00", // vermilion
	"#009e73", // bluish green
	"#cc79a7", // reddish purple
	"#56b4e9", // sky blue
	"#e69f00", // orange
	"#000000",
];

/** For lines that say what stands for "none" or "limit". */
export const GREY = "#6b7686";
export const INK = "#1c2430";

/** The colour of series `index`; they begin again when there are more. */
export function seriesColour(index: number): string {
	return SERIES_COLOURS[index % SERIES_COLOURS.length] ?? INK;
}

/** Dark blue over green to yellow, lightness rising evenly (viridis); from 0 to 1. */
export const SEQUENTIAL: readonly (readonly [number, number, number])[] = [
	[68, 1, 84],
	[70, 50, 126],
	[54, 92, 141],
	[39, 127, 142],
	[31, 161, 135],
	[74, 193, 109],
	[160, 218, 57],
	[253, 231, 37],
];

/** The colour of `share` of the way along `SEQUENTIAL`, 0 to 255 each; shares outside are clamped, NaN is the start. */
export function sequentialColour(share: number): readonly [number, number, number] {
	const place = Math.min(Math.max(share, 0), 1) * (SEQUENTIAL.length - 1) || 0;
	const below = Math.min(Math.floor(place), SEQUENTIAL.length - 2);
	const [low = [0, 0, 0], high = [0, 0, 0]] = SEQUENTIAL.slice(below, below + 2);
	const mix = (channel: 0 | 1 | 2): number =>
		Math.round(low[channel] + (high[channel] - low[channel]) * (place - below));
	return [mix(0), mix(1), mix(2)];
}
