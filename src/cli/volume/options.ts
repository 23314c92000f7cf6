/** Options of `triplane volume`, resolved. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import type { Axis, SectionPlace } from "../../analysis/volume/sections.ts";
import type { PoseParameters } from "../../camera/orbit.ts";
import type { EngineRecord } from "../../platform/node/open-generator.ts";
import { ANGLE_RANGE } from "../angles/options.ts";
import { parseAngleRange, parseYaw } from "../options/angles.ts";
import { FOV, VIEW_ANGLES } from "../options/cameras.ts";
import { rangeField } from "../options/experiments.ts";
import { choice, flag, type OptionsOf, under, value } from "../options/fields.ts";
import { numberIn, parseNumber, parseNumberList, whole } from "../options/numbers.ts";
import { PERSON, seedUnless } from "../options/people.ts";
import { SAMPLING, SUPERRESOLUTION, TRUNCATION } from "../options/rendering.ts";
import { parseSeed } from "../options/seeds.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";

export type AnimationKind = "none" | "turn" | "slices";

/** The report's view, in the published parametrisation. */
export const REPORT_VIEW: PoseParameters = { yaw: 1.6, pitch: 0.15 };

export const VOLUME = {
	...NETWORK,
	seed: value("<seed>", "whose volume", parseSeed, { fallback: 1 }),
	...PERSON,
	...OUTDIR,
	...TRUNCATION,
	...under("View:", {
		yaw: VIEW_ANGLES.yaw(REPORT_VIEW.yaw),
		pitch: VIEW_ANGLES.pitch(REPORT_VIEW.pitch),
		...FOV,
	}),
	...under("What is shown:", {
		slices: value("<n>", "slices between the limits of the rays", whole(1, 64), { fallback: 8 }),
		depthSamples: value("<n>", "fixed depths along each ray that slices are made of", whole(2, 4096), { fallback: 96 }),
		pixels: value("<u,v;u,v>", "places of pixels, 0 to 1 from the left and the top", parsePixels, {
			fallbackText: "the centre, the darkest with and without a hit, the brightest",
			write: (places) => places.map((place) => place.join(",")).join(";"),
		}),
		sections: value<readonly SectionPlace[]>(
			"<list>",
			"cross-sections, axis and place in world units, as in x:0;z:0.1; or none",
			parseSections,
			{
				fallback: [
					{ axis: "x", at: 0 },
					{ axis: "y", at: 0 },
					{ axis: "z", at: 0 },
				],
				write: sectionsText,
			},
		),
		sectionSide: value("<n>", "samples along each side of a cross-section", whole(2, 2048), { fallback: 192 }),
		asPublished: flag("the report's panels, too: unsorted importance samples by their index"),
		animate: choice<AnimationKind>(
			"<kind>",
			"an animated WebP: turning about the person, or going through slice by slice",
			["none", "turn", "slices"],
			{ fallback: "none" },
		),
		frames: value("<n>", "frames of the animation", whole(2, 512), { fallback: 32 }),
		fps: value("<n>", "frames per second", numberIn({ least: 1, most: 60 }), { fallback: 12 }),
		turnRange: rangeField("yaws of the turn, published parametrisation", ANGLE_RANGE, (words) =>
			parseAngleRange(words, (part) => parseYaw(part)),
		),
	}),
	...under("Rendering:", {
		...SAMPLING,
		jitterSeed: value("<seed>", "seed of the renderer's samples", parseSeed, { fallback: 0 }),
		...SUPERRESOLUTION,
	}),
	...under("Output:", SAID),
	...MACHINE,
};

export type VolumeCommandOptions = OptionsOf<typeof VOLUME>;

/** With what the network chose. */
export type PlacedVolumeOptions = VolumeCommandOptions & { readonly fovDeg: number };

/** The report showed three samples and a mean. */
export const REPORT_PANELS = 3;

/** `0.5,0.5;0.1,0.9` */
export function parsePixels(text: string): (readonly [number, number])[] {
	return text.split(";").map((part) => {
		const [u, v, ...more] = parseNumberList(part, { least: 0, most: 1 });
		if (u === undefined || v === undefined || more.length > 0) {
			throw new InvalidArgumentError(`'${part}': want places from the left and from the top, as in 0.5,0.5;0.1,0.9.`);
		}
		return [u, v] as const;
	});
}

/** `x:0;y:0;z:0.1`, or `none` */
export function parseSections(text: string): SectionPlace[] {
	if (text.trim() === "none") return [];
	return text.split(";").map((part) => {
		const [, axis, at] = /^\s*([xyz])\s*:(.*)$/.exec(part) ?? [];
		if (axis === undefined || at === undefined) {
			throw new InvalidArgumentError(`'${part}': want an axis and a place in world units, as in x:0;z:0.1.`);
		}
		return { axis: axis as Axis, at: parseNumber(at) };
	});
}

function sectionsText(sections: readonly SectionPlace[]): string {
	return sections.length > 0 ? sections.map(({ axis, at }) => `${axis}:${at}`).join(";") : "none";
}

/** What the command line left open, as the run found it. */
export function resolvedVolume(
	{ fovDeg, seed, person }: PlacedVolumeOptions,
	nrr: number,
	{ device, renderer }: Pick<EngineRecord, "device" | "renderer">,
): Readonly<Record<string, unknown>> {
	return { ...seedUnless(person, seed), fovDeg, nrr, device, renderer };
}
