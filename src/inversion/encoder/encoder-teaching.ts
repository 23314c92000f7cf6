/** What the teaching of an encoder is set with, and our defaults. */

export interface EncoderTeaching {
	/** Pictures shown altogether. */
	readonly images: number;
	/** Pictures that are drawn altogether; each is shown `images / pairs` times in the mean. */
	readonly pairs: number;
	/** Cameras of each person. */
	readonly views: number;
	readonly batch: number;
	/** People about whom pictures say how different two w look; with 0 directions count as much as their variance. */
	readonly weighed: number;
	/** Of Adam; it falls to 2 % along a cosine. */
	readonly learningRate: number;
	readonly seed: number;
}

export const ENCODER_TEACHING: EncoderTeaching = {
	...{ images: 200_000, pairs: 40_000, views: 3, batch: 32, weighed: 6, learningRate: 0.002, seed: 0 },
};
