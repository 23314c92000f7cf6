/** Plots of single rays: sigma, light left and light stopped over depth. */

import type { RayCurve } from "../../analysis/volume/ray-curves.ts";
import { type LineSeries, linePlot } from "../plots/line-plot.ts";
import type { PlotHost, SvgPlot } from "../plots/svg-plot.ts";

const DEPTH = "depth along the ray, world units";

/** Three plots for each ray; the number is that on the sheet of maps. */
export function rayPlots(host: PlotHost, rays: readonly RayCurve[]): SvgPlot[] {
	return rays.flatMap((ray, index) => {
		const { pixel, depths, sigma, transmittance, stoppedPerUnit, opacity, rendered } = ray;
		const name = `${index + 1}: ${pixel.name}`;
		const over = (values: readonly number[]): LineSeries["points"] =>
			depths.map((x, i) => ({ x, y: values[i] ?? null }));
		const marks = rendered.depth === null ? [] : [{ x: rendered.depth, name: "expected depth" }];
		return [
			linePlot(
				host,
				{ title: `${name} – sigma`, xLabel: DEPTH, yLabel: "raw output of the decoder" },
				[
					{ name: "sigma", points: over(sigma), dots: false },
					{
						name: "the renderer's samples",
						points: pointsOf(rendered.depths, rendered.sigma),
						dots: true,
						line: false,
					},
				],
				{ marks },
			),
			linePlot(
				host,
				{
					title: `${name} – light left`,
					subtitle: `opacity ${opacity.toFixed(3)}; as rendered ${rendered.opacity.toFixed(3)}`,
					xLabel: DEPTH,
					yLabel: "transmittance, 0 to 1",
				},
				[{ name: "transmittance", points: over(transmittance), dots: false }],
				{ yFrom: 0, yTo: 1, marks },
			),
			linePlot(
				host,
				{ title: `${name} – light stopped`, xLabel: DEPTH, yLabel: "weight per world unit" },
				[
					{ name: "evenly sampled", points: over(stoppedPerUnit), dots: false },
					{ name: "as rendered", points: renderedWeights(rendered), dots: true, line: false },
				],
				{ yFrom: 0, marks },
			),
		];
	});
}

function pointsOf(xs: readonly number[], ys: readonly number[]): LineSeries["points"] {
	return xs.map((x, i) => ({ x, y: ys[i] ?? null }));
}

/** Weights of the renderer's own intervals over their lengths, at their middles; empty intervals are left out. */
function renderedWeights({ depths, weights }: RayCurve["rendered"]): LineSeries["points"] {
	return weights.flatMap((weight, i) => {
		const [from = 0, to = 0] = [depths[i], depths[i + 1]];
		return to > from ? [{ x: (from + to) / 2, y: weight / (to - from) }] : [];
	});
}
