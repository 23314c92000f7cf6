/** The super-resolution modules of the published networks (eg3d.md §6), and the name of our own, freely sized one. */

import { CheckpointError } from "../tensor/errors.ts";

export interface SuperresolutionModule {
	readonly inputResolution: number;
	readonly resizeWhen: "different" | "smaller";
	/** Per block: whether it doubles the resolution. */
	readonly up: readonly boolean[];
	/** Set where the module resizes in one way, whatever the options say. */
	readonly antialias?: boolean;
}

/** A published module, with the output channels of its blocks. */
export interface PublishedSuperresolution extends SuperresolutionModule {
	readonly channels: readonly number[];
}

/** What the names of the published classes begin with. */
export const SUPERRESOLUTION_CLASS = "SuperresolutionHybrid";

/** By the end of the name. */
const PUBLISHED = {
	"8XDC": { inputResolution: 128, resizeWhen: "different", up: [true, true], channels: [256, 128] },
	"8X": { inputResolution: 128, resizeWhen: "different", up: [true, true], channels: [128, 64] },
	"4X": { inputResolution: 128, resizeWhen: "smaller", up: [false, true], channels: [128, 64] },
	Deepfp32: {
		inputResolution: 128,
		resizeWhen: "smaller",
		up: [false, true],
		channels: [128, 64],
		antialias: false,
	},
	"2X": { inputResolution: 64, resizeWhen: "different", up: [false, true], channels: [128, 64] },
} as const satisfies Readonly<Record<string, PublishedSuperresolution>>;

/** A published super-resolution module by the end of its name. */
export type SuperresolutionName = keyof typeof PUBLISHED;

export const SUPERRESOLUTION_NAMES = Object.keys(PUBLISHED) as readonly SuperresolutionName[];

/** Networks made here name this module and give its layout in `sr_kwargs`. */
export const OWN_SUPERRESOLUTION = "triplane.Superresolution";

/** The published module of a dotted class name. Throws `CheckpointError` for an unknown one. */
export function publishedSuperresolution(moduleName: string): PublishedSuperresolution {
	const className = moduleName.split(".").at(-1) ?? "";
	const found = SUPERRESOLUTION_NAMES.find((name) => className === `${SUPERRESOLUTION_CLASS}${name}`);
	if (found) return PUBLISHED[found];
	const known = SUPERRESOLUTION_NAMES.map((name) => `${SUPERRESOLUTION_CLASS}${name}`);
	throw new CheckpointError(
		`checkpoint: super-resolution module '${moduleName}' is unknown, want one of ${[...known, OWN_SUPERRESOLUTION].join(", ")}`,
	);
}
