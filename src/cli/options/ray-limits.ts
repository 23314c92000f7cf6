/** `--ray-limits published|box|a,b`, and the warning where the limits miss the box. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import type { ViewCamera } from "../../camera/view-camera.ts";
import { boxCoverage, type RayLimitChoice } from "../../generator/ray-limits.ts";
import { frontalConditioning } from "../../generator/training-cameras.ts";
import type { RenderingConfig } from "../../rendering/rendering-config.ts";
import { value } from "./fields.ts";
import { parseNumberList } from "./numbers.ts";

/** So much more of the box is lost than from where the training cameras stand. */
const NOTABLE = 0.1;
/** Hardly anything of the box is left, wherever the training cameras stand. */
const NEARLY_ALL = 0.9;

export const RAY_LIMITS = {
	rayLimits: value<RayLimitChoice>(
		"<limits>",
		"where rays begin and end: published, the network's own; box, where each ray enters and leaves the box; or two distances, as in 2.25,3.3",
		parseRayLimits,
		{ fallback: "published" },
	),
};

export function parseRayLimits(text: string): RayLimitChoice {
	if (text === "published" || text === "box") return text;
	const [near, far, ...more] = /^[a-z]/i.test(text) ? [] : parseNumberList(text, { least: 0, most: 1e6 });
	if (near === undefined || far === undefined || more.length > 0 || !(near < far)) {
		throw new InvalidArgumentError(`'${text}': want published, box, or two distances that ascend, as in 2.25,3.3.`);
	}
	return [near, far];
}

/** What to say where the limits of rays cut the box off for some of the cameras; `null` where they do not. */
export function rayLimitsWarning(
	limits: RayLimitChoice,
	cameras: readonly Pick<ViewCamera, "label">[],
	rendering: RenderingConfig,
): string | null {
	if (limits === "box") return null;
	const given = limits === "published" ? rendering : { ...rendering, rayStart: limits[0], rayEnd: limits[1] };
	const [worst] = cameras.map(({ label }) => boxCoverage(label, given)).sort((a, b) => b.outside - a.outside);
	// who gives distances may want a part of the box, but hardly none of it
	const meant = limits === "published" ? boxCoverage(frontalConditioning(rendering), rendering).outside : 1;
	if (!worst || worst.outside <= Math.min(meant + NOTABLE, NEARLY_ALL)) return null;
	const { rayStart, rayEnd, boxWarp } = given;
	const share = Math.round(worst.outside * 100);
	return (
		`rays run from ${rayStart} to ${rayEnd}, but the box of side ${boxWarp} lies ${short(worst.near)} to ${short(worst.far)} from the ` +
		`camera: ${share} % of it is not rendered; want --ray-limits box, which follows the camera`
	);
}

function short(value: number): string {
	return String(Number(value.toFixed(3)));
}
