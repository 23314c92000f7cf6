/** How settings of training are described: which values they take, and their defaults. */

/** Numbers that a setting may be. */
export interface NumberRange {
	readonly least?: number;
	readonly most?: number;
	/** Smaller than any allowed number. */
	readonly above?: number;
	readonly isWhole?: boolean;
}

/** What a setting has no effect without: latents of the images, or augmentation (of a kind). */
export type SettingNeed = "latents" | "augmentation" | "fixed" | "ada";

export interface Setting<T> {
	/** What stands for the value in help: "<n>". */
	readonly placeholder: string;
	readonly help: string;
	readonly values: NumberRange | { readonly choices: readonly NonNullable<T>[] };
	readonly byDefault: Default<T>;
	readonly needs?: SettingNeed | undefined;
}

interface Default<T> {
	/** As help says it. */
	readonly text: string;
	readonly value: (basis: DefaultsBasis) => T;
}

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

export const COUNT: NumberRange = { least: 1, most: 1_000_000, isWhole: true };
export const COUNT_OR_NONE: NumberRange = { ...COUNT, least: 0 };
export const SEED: NumberRange = { ...COUNT_OR_NONE, most: 2 ** 32 - 1 };
export const RAYS: NumberRange = { ...COUNT, least: 4 };
export const POSITIVE: NumberRange = { above: 0 };
export const NOT_NEGATIVE: NumberRange = { least: 0 };
export const PROBABILITY: NumberRange = { least: 0, most: 1 };

/** A number; one that may be absent is `null` by default. */
export function number(
	placeholder: string,
	help: string,
	values: NumberRange,
	byDefault: number | Default<number>,
): Setting<number>;
export function number(
	placeholder: string,
	help: string,
	values: NumberRange,
	byDefault: Default<null>,
): Setting<number | null>;
export function number(
	placeholder: string,
	help: string,
	values: NumberRange,
	byDefault: number | Default<number | null>,
): Setting<number | null> {
	return { placeholder, help, values, byDefault: typeof byDefault === "number" ? always(byDefault) : byDefault };
}

/** One of several words. */
export function word<T extends string>(
	placeholder: string,
	help: string,
	choices: readonly T[],
	byDefault: NoInfer<T>,
): Setting<T> {
	return { placeholder, help, values: { choices } as Setting<T>["values"], byDefault: always(byDefault) };
}

function always<T extends number | string>(value: T): Default<T> {
	return { text: String(value), value: () => value };
}

/** A default that depends on something. @param text  as help says it */
export function varies<T>(text: string, value: Default<T>["value"]): Default<T> {
	return { text, value };
}

/** The same settings, which have no effect without something else. */
export function needing<S extends Readonly<Record<string, Setting<unknown>>>>(needs: SettingNeed, settings: S): S {
	return Object.fromEntries(
		Object.entries(settings).map(([name, setting]) => [name, { ...setting, needs }]),
	) as unknown as S;
}
