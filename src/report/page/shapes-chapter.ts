/** The chapter about people as shapes: the film, meshes that can be turned, pictures beside shapes. */

import { personName } from "../../analysis/person.ts";
import { shapeClaim } from "../claims/eye-claims.ts";
import { decimal } from "../claims/number-words.ts";
import { escapeXml } from "../plots/svg-plot.ts";
import type { Chapter } from "./chapter.ts";
import type { NetworkRuns, ReportContent, ShapesRun } from "./content.ts";
import { type Figures, paragraph, table } from "./html.ts";

export function shapesChapter(figures: Figures, { networks }: ReportContent): Chapter {
	return {
		id: "shapes",
		title: "People in three dimensions",
		body: [
			paragraph(
				"What the paper's figure 6 shows: people from several sides, beside the shapes that were found without any shape to learn from. Meshes turn by pointer, fingers or arrow keys; two fingers, Ctrl and the wheel, or + and − zoom.",
			),
			...networks.flatMap((network) => networkFigures(figures, network)),
		],
		claims: [shapeClaim(networks.map(({ label, shapes }) => ({ about: label, shapes: shapes.result ?? [] })))],
		runs: networks.flatMap(({ shapes, film }) => [shapes, film]),
	};
}

function networkFigures(figures: Figures, { label, shapes, film }: NetworkRuns): string[] {
	const rows = (shapes.result ?? []).map(({ seed, level, measures }) => [
		`${seed}`,
		decimal(level, 2),
		...[measures.vertices, measures.triangles].map(String),
		measures.watertight ? "closed" : "open",
		...[measures.area, measures.volume].map((value) => decimal(value, 3)),
	]);
	const head = ["seed", "level of sigma", "vertices", "triangles", "surface", "area", "volume"];
	return [
		figures.pictures(shapes, "figure", `${label}: pictures beside shaded shapes, two angles each`),
		film.film === null
			? ""
			: figures.figure(
					`<video controls loop muted playsinline preload="metadata" src="${film.film}" aria-label="${escapeXml(label)}: a person, the camera going once around"></video>`,
					`${label}: once around a person, 360°`,
					film,
				),
		meshFigure(figures, shapes, `${label}: meshes of the whole heads`),
		table(`${label}: the meshes, in world units`, head, rows, [0, 4]),
	];
}

/** Meshes that can be turned; their pictures stay where they cannot. */
export function meshFigure(figures: Figures, run: ShapesRun, caption: string): string {
	const panels = run.meshes.map(({ file, seed, glb }, index) => {
		const id = `glb-${run.id}-${index}`;
		const picture = run.pictures.find(
			({ kind, file: name }) => kind === "turntable" && name.includes(personName(seed)),
		);
		const image = picture
			? `<img src="${picture.uri}" width="${picture.width}" height="${picture.height}" loading="lazy" alt="seed ${seed} from all sides">`
			: "";
		const data = glb === null ? "" : `<script type="text/plain" id="${id}">${glb}</script>`;
		const words = glb === null ? `seed ${seed}: too large for this page, in ${file}` : `seed ${seed}`;
		return `<div class="mesh" data-glb="${id}" data-name="${escapeXml(`${caption}, seed ${seed}`)}">${image}<p>${escapeXml(words)}</p>${data}</div>`;
	});
	return panels.length === 0 ? "" : figures.figure(`<div class="meshes">${panels.join("\n")}</div>`, caption, run);
}
