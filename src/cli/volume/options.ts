/** Options of `triplane volume`, resolved. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import type { Axis, SectionPlace } from "../../analysis/volume/sections.ts";
import { parseNumber, parseNumberList } from "../options/numbers.ts";
import type { TruncationOptions, ViewOptions } from "../options/rendering.ts";
import { type EngineOptions, networkArguments } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

export type AnimationKind = "none" | "turn" | "slices";

export interface VolumeCommandOptions extends EngineOptions, ReportOptions, TruncationOptions, ViewOptions {
	readonly network: string;
	readonly seed: number;
	readonly outdir: string;
	readonly yaw: number;
	readonly pitch: number;
	/** That of the network's training cameras where left out. */
	readonly fovDeg?: number | undefined;
	readonly slices: number;
	readonly depthSamples: number;
	/** Telling ones where left out. */
	readonly pixels?: readonly (readonly [u: number, v: number])[] | undefined;
	readonly sections: readonly SectionPlace[];
	readonly sectionSide: number;
	readonly asPublished?: boolean | undefined;
	readonly animate: AnimationKind;
	readonly frames: number;
	readonly fps: number;
	readonly turnRange: readonly [number, number];
	readonly jitterSeed: number;
}

/** With what the network chose. */
export interface PlacedVolumeOptions extends VolumeCommandOptions {
	readonly fovDeg: number;
}

/** The report's view, in the published parametrisation. */
export const REPORT_VIEW: { readonly yaw: number; readonly pitch: number } = { yaw: 1.6, pitch: 0.15 };
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

/** Everything that bears on the result. */
export function resolvedVolume(
	options: PlacedVolumeOptions,
	side: number,
	device: string,
	renderer: string,
): Record<string, unknown> {
	const { network, seed, outdir, yaw, pitch, fovDeg, slices, depthSamples, pixels, sections, sectionSide } = options;
	const { asPublished, animate, frames, fps, turnRange, jitterSeed, trunc, truncCutoff, sampleMult, sr } = options;
	const { threads, precision } = options;
	return {
		...{ network, seed, outdir, yaw, pitch, fovDeg, slices, depthSamples },
		pixels: pixels?.map((place) => place.join(",")).join(";"),
		sections: sections.length > 0 ? sections.map(({ axis, at }) => `${axis}:${at}`).join(";") : "none",
		...{ sectionSide, asPublished, animate, frames, fps, turnRange, jitterSeed },
		...{ trunc, truncCutoff, nrr: side, sampleMult, noSr: !sr, device, threads, renderer, precision },
		...networkArguments(options),
	};
}
