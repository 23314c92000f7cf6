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

const PUBLISHED: ReadonlyMap<string, SuperresolutionModule> = new Map<string, SuperresolutionModule>([
	["SuperresolutionHybrid8XDC", { inputResolution: 128, resizeWhen: "different", up: [true, true] }],
	["SuperresolutionHybrid8X", { inputResolution: 128, resizeWhen: "different", up: [true, true] }],
	["SuperresolutionHybrid4X", { inputResolution: 128, resizeWhen: "smaller", up: [false, true] }],
	[
		"SuperresolutionHybridDeepfp32",
		{ inputResolution: 128, resizeWhen: "smaller", up: [false, true], antialias: false },
	],
	["SuperresolutionHybrid2X", { inputResolution: 64, resizeWhen: "different", up: [false, true] }],
]);

/** Networks made here name this module and give its layout in `sr_kwargs`. */
export const OWN_SUPERRESOLUTION = "triplane.Superresolution";

/** The published module of a dotted class name. Throws `CheckpointError` for an unknown one. */
export function publishedSuperresolution(moduleName: string): SuperresolutionModule {
	const className = moduleName.split(".").at(-1) ?? "";
	const found = PUBLISHED.get(className);
	if (found) return found;
	const known = [...PUBLISHED.keys(), OWN_SUPERRESOLUTION].join(", ");
	throw new CheckpointError(`checkpoint: super-resolution module '${moduleName}' is unknown, want one of ${known}`);
}
