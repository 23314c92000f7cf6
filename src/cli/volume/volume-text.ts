/** A look into a volume as text for people. */

import type { VolumeRecord } from "../../analysis/volume/record.ts";
import { textTable } from "../text-table.ts";

export function volumeText({ slices, rays, dark, view, sumDifference }: VolumeRecord): string {
	const { yaw, pitch } = view.trueDegrees;
	const sliceRows = slices.map(({ from, to, meanDensity, largestDensity, meanWeight }) => [
		`${from.toFixed(3)}–${to.toFixed(3)}`,
		...[meanDensity, largestDensity].map((value) => value.toFixed(2)),
		percent(meanWeight),
	]);
	const rayRows = rays.map(({ pixel, opacity, rendered }, index) => [
		`${index + 1}: ${pixel.name}`,
		`${pixel.u.toFixed(3)}, ${pixel.v.toFixed(3)}`,
		...[opacity, rendered.opacity].map((value) => value.toFixed(3)),
		rendered.depth === null ? "–" : rendered.depth.toFixed(3),
	]);
	return [
		`yaw ${view.publishedYaw}, pitch ${view.publishedPitch} (true ${yaw.toFixed(1)}°, ${pitch.toFixed(1)}°): ` +
			`${percent(dark.darkFraction)} dark – ${percent(dark.darkMissedFraction)} nothing hit, ${percent(dark.darkHitFraction)} hit but dark`,
		textTable([["slice", "mean density", "largest", "light stopped"], ...sliceRows], [1, 2, 3]),
		`the slices add up to the rendered image but for ${sumDifference.toFixed(4)} (root mean square, 0 to 1)`,
		textTable([["ray", "u, v", "opacity", "as rendered", "expected depth"], ...rayRows], [1, 2, 3, 4]),
	].join("\n\n");
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
