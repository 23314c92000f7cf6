/** The chapter about people as shapes: pictures beside shapes, meshes that can be turned, the film. */

import { shapeClaim } from "../claims/eye-claims.ts";
import { decimal } from "../claims/number-words.ts";
import { escapeXml } from "../plots/escape-xml.ts";
import type { Chapter } from "./chapter.ts";
import type { NetworkRuns, ReportContent } from "./content.ts";
import { type Figures, folded } from "./figures.ts";
import { table } from "./html.ts";
import { meshFigure } from "./mesh-figure.ts";

export function shapesChapter(figures: Figures, { networks }: ReportContent): Chapter {
	return {
		id: "shapes",
		title: "People in three dimensions",
		intro:
			"As in figure 6 of the paper: people from several sides, beside shapes that were found without any shape to learn from. Meshes turn by pointer, fingers or arrow keys. Two fingers, Ctrl and the wheel, or + and − zoom.",
		claims: [shapeClaim(networks.map(({ label, shapes }) => ({ about: label, shapes: shapes.result ?? [] })))],
		figures: {
			"heads-have-shapes": [
				...networks.flatMap((network) => networkFigures(figures, network)),
				folded("The meshes in numbers", [table("World units", MESH_HEAD, networks.flatMap(meshRows), [0, 1, 5])]),
			],
		},
		more: [],
		runs: networks.flatMap(({ shapes, film }) => [shapes, film]),
	};
}

function networkFigures(figures: Figures, { label, shapes, film }: NetworkRuns): string[] {
	const video = `<video controls loop muted playsinline preload="metadata" src="${film.film}" aria-label="${escapeXml(label)}: a person, the camera going once around"></video>`;
	return [
		...figures.pictures(shapes, "figure", `${label}: pictures beside shaded shapes, two angles each`),
		meshFigure(figures, shapes, `${label}: meshes of the whole heads`),
		film.film === null ? "" : figures.figure(video, `${label}: once around a person, 360°`, [film]),
	];
}

const MESH_HEAD = ["network", "seed", "level of sigma", "vertices", "triangles", "surface", "area", "volume"];

function meshRows({ label, shapes }: NetworkRuns): string[][] {
	return (shapes.result ?? []).map(({ seed, level, measures }) => [
		label,
		`${seed}`,
		decimal(level, 2),
		...[measures.vertices, measures.triangles].map(String),
		measures.watertight ? "closed" : "open",
		...[measures.area, measures.volume].map((value) => decimal(value, 3)),
	]);
}
