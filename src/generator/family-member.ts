/** Which member of the family a network is that is computed here, and how it is known: for `info`, and for its defaults. */

import type { NetworkDescription } from "../checkpoint/description.ts";
import type { GeneratorConfig } from "../networks/config.ts";
import { OWN_SUPERRESOLUTION } from "./superresolution-modules.ts";

export interface FamilyMember {
	/** "EG3D", "PanoHead" */
	readonly name: string;
	/** What it is known by: "it has torgb and bcg_synthesis". */
	readonly because: string;
}

/** Modules that PanoHead's networks have beside EG3D's. */
const PANOHEAD_MODULES = ["torgb", "bcg_synthesis", "t_mapping"] as const;
/** Rendering options that only they have. */
const PANOHEAD_OPTIONS = ["use_torgb_raw", "use_background", "trans_reg", "triplane_size"] as const;

/** What of PanoHead is in a network: modules and options by name; none of it in others. */
export function panoheadSigns({ parameters, attributes }: NetworkDescription): readonly string[] {
	const names = [...parameters.keys()];
	const rendering = attributes.get("rendering_kwargs");
	return [
		...PANOHEAD_MODULES.filter((module) => names.some((name) => name.startsWith(`${module}.`))),
		...PANOHEAD_OPTIONS.filter((option) => rendering instanceof Map && rendering.has(option)),
	];
}

/** The member that a network is. */
export function familyMember(
	description: NetworkDescription,
	{ rendering, superresolution }: GeneratorConfig,
): FamilyMember {
	const signs = panoheadSigns(description);
	if (signs.length > 0) return { name: "PanoHead", because: `it has ${signs.join(", ")}` };
	if (superresolution.module === OWN_SUPERRESOLUTION) {
		return { name: "a network of Triplane", because: `its super-resolution is ${OWN_SUPERRESOLUTION}` };
	}
	if (rendering.triplaneDepth > 1) {
		return { name: "EG3D with tri-grids", because: `triplane_depth is ${rendering.triplaneDepth}` };
	}
	if (rendering.planeAxes === "eg3d") {
		return { name: "EG3D", because: "its planes see xy, xz and zx, and it has no parts but EG3D's" };
	}
	return {
		name: "EG3D with three different planes, as LPFF-EG3D has them",
		because: `its planes are "${rendering.planeAxes}", and it has no parts but EG3D's`,
	};
}
