/** How settings of training are described: which values they take, and their defaults. */

/** One setting. */
export interface Setting {
	readonly help: string;
	/** Numbers of a kind, or words. */
	readonly values: RangeName | readonly string[];
	/** What stands for a word in help: "<kind>". */
	readonly placeholder?: string;
	/** `null` for a number that may be absent. */
	readonly byDefault: number | string | ((basis: DefaultsBasis) => number | null);
	/** What help says of a default that is computed. */
	readonly text?: string;
	/** What it has no effect without: latents of the images, or augmentation (of a kind). */
	readonly needs?: "latents" | "augmentation" | "fixed" | "ada";
}

/** The type of a setting's values. */
export type SettingValue<S> = S extends { readonly values: readonly (infer Word)[] }
	? Word
	: S extends { readonly byDefault: () => null }
		? number | null
		: number;

/** What the defaults depend on. */
export interface SettingsBasis {
	/** Side of the images. */
	readonly resolution: number;
	/** Rays per side that the network is made for. */
	readonly neuralRenderingResolution: number;
	/** Whether networks that were trained before are trained further. */
	readonly resumed: boolean;
	/** Whether early images are blurred in spite of that. */
	readonly resumeBlur: boolean;
}

/** What a default is computed from. */
export interface DefaultsBasis extends SettingsBasis {
	readonly isSmall: boolean;
	readonly isBlurred: boolean;
	readonly batch: number;
	/** Factor on the published lengths of fades. */
	readonly length: number;
}

/** Numbers that a setting may be. */
export interface NumberRange {
	/** What stands for one in help. */
	readonly placeholder: string;
	readonly least?: number;
	readonly most?: number;
	/** Smaller than any allowed number. */
	readonly above?: number;
	readonly isWhole?: boolean;
}

const MANY = 1_000_000;

type RangeName =
	| "count"
	| "countOrNone"
	| "seed"
	| "rays"
	| "length"
	| "lengthOrNone"
	| "kimg"
	| "positive"
	| "notNegative"
	| "probability"
	| "share";

/** By kind; lengths are those of time or of thousands of images. */
export const RANGES: Readonly<Record<RangeName, NumberRange>> = {
	count: { placeholder: "<n>", least: 1, most: MANY, isWhole: true },
	countOrNone: { placeholder: "<n>", least: 0, most: MANY, isWhole: true },
	seed: { placeholder: "<n>", least: 0, most: 2 ** 32 - 1, isWhole: true },
	rays: { placeholder: "<n>", least: 4, most: MANY, isWhole: true },
	length: { placeholder: "<n>", above: 0 },
	lengthOrNone: { placeholder: "<n>", least: 0 },
	kimg: { placeholder: "<kimg>", above: 0 },
	positive: { placeholder: "<x>", above: 0 },
	notNegative: { placeholder: "<x>", least: 0 },
	probability: { placeholder: "<p>", least: 0, most: 1 },
	share: { placeholder: "<x>", least: 0, most: 1 },
};
