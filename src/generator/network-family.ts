/** Networks that others published, told by what is in them: for messages that say what a file is. */

import type { NetworkDescription } from "../checkpoint/description.ts";

interface Family {
	/** "PanoHead", with what it has that we have not. */
	readonly name: string;
	readonly matches: (network: Signs) => boolean;
}

/** What families are told by. */
interface Signs {
	/** Whether a tensor has this name or lies below it. */
	readonly has: (path: string) => boolean;
	/** Whether a tensor's name holds this word. */
	readonly mentions: (word: string) => boolean;
	/** Whether an argument or a rendering option has this name. */
	readonly option: (key: string) => boolean;
}

/** The first that matches counts. */
const FAMILIES: readonly Family[] = [
	{ name: "SphereHead (spherical tri-grids)", matches: ({ mentions }) => mentions("ConvA.") && mentions("ConvB.") },
	{
		name: "PanoHead (tri-grids and a background network)",
		matches: ({ has }) => has("bcg_synthesis") || has("t_mapping"),
	},
	{
		name: "Next3D (planes that follow a face model)",
		matches: ({ has }) => has("texture_backbone") || has("mouth_backbone"),
	},
	{ name: "IDE-3D (semantic planes)", matches: ({ mentions }) => mentions("semantic") },
	{
		name: "3DPortraitGAN (a body model bends its rays)",
		matches: ({ mentions }) => mentions("smpl") || mentions("deformation"),
	},
	{ name: "GGHead, GSGAN or CGS-GAN (Gaussians instead of planes)", matches: ({ mentions }) => mentions("gaussian") },
	{ name: "StyleGAN3, which makes flat pictures", matches: ({ has }) => has("synthesis.input") },
	{ name: "StyleGAN2, which makes flat pictures", matches: ({ has }) => has("synthesis.b4.const") },
];

/** The published family that a network looks like; `null` for ours and for what nobody knows. */
export function networkFamily({
	parameters,
	buffers,
	initKwargs,
	attributes,
}: Pick<NetworkDescription, "parameters" | "buffers" | "initKwargs" | "attributes">): string | null {
	const names = [...parameters.keys(), ...buffers.keys()];
	const rendering = attributes.get("rendering_kwargs");
	const signs: Signs = {
		has: (path) => names.some((name) => name === path || name.startsWith(`${path}.`)),
		mentions: (word) => names.some((name) => name.toLowerCase().includes(word.toLowerCase())),
		option: (key) => initKwargs.has(key) || (rendering instanceof Map && rendering.has(key)),
	};
	return FAMILIES.find(({ matches }) => matches(signs))?.name ?? null;
}
