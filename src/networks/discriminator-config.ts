/** Configuration of the dual discriminator: everything that its weights alone do not say (eg3d.md §9). */

/** One residual block, which halves the resolution. */
export interface DiscriminatorBlockConfig {
	/** Prefix of its parameters, e.g. "b64". */
	readonly name: string;
	/** Side of its input. */
	readonly resolution: number;
	/** Channels of its input and of what it computes inside; of what `fromrgb` gives where the block has one. */
	readonly inChannels: number;
	readonly outChannels: number;
	/** Activations are clamped to ±convClamp · gain; `null` leaves them. */
	readonly convClamp: number | null;
}

/** The head: minibatch standard deviation, one convolution, two fully connected layers. */
export interface DiscriminatorEpilogueConfig {
	/** Prefix of its parameters, "b4". */
	readonly name: string;
	/** Side of its input. */
	readonly resolution: number;
	readonly inChannels: number;
	/** Samples whose standard deviation is taken together; `null` means the whole batch. */
	readonly groupSize: number | null;
	/** Channels of standard deviations that are added; 0 leaves them out. */
	readonly stdChannels: number;
	readonly convClamp: number | null;
}

/** The mapping network of the label, whose result is projected on. */
export interface LabelMappingConfig {
	readonly numLayers: number;
	readonly lrMultiplier: number;
	/** Features of the mapped label. */
	readonly cmapDim: number;
}

export interface DiscriminatorConfig {
	/** Length of the label `c`; 0 for an unconditioned discriminator. */
	readonly cDim: number;
	/** Side of `image`. */
	readonly imgResolution: number;
	/** Channels that the first block sees: those of `image` and of `image_raw` together. */
	readonly imgChannels: number;
	/** From the full resolution down to 8; only the first turns images into features. */
	readonly blocks: readonly DiscriminatorBlockConfig[];
	readonly epilogue: DiscriminatorEpilogueConfig;
	/** `null` where `cDim` is 0. */
	readonly mapping: LabelMappingConfig | null;
	/** `disc_c_noise` on disk: noise on the label, in standard deviations of the batch's labels. */
	readonly labelNoise: number;
}
