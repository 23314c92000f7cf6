/** Meshes that can be turned, with pictures for where there is no WebGL, and for paper. */

import { personName } from "../../analysis/person.ts";
import { escapeXml } from "../plots/escape-xml.ts";
import type { PageMesh, ShapesRun } from "./content.ts";
import type { Figures } from "./figures.ts";

/** Nothing without meshes. */
export function meshFigure(figures: Figures, run: ShapesRun, caption: string): string {
	const panels = run.meshes.map((mesh, index) => meshPanel(run, mesh, `glb-${run.id}-${index}`, caption));
	return panels.length === 0 ? "" : figures.figure(`<div class="meshes">${panels.join("\n")}</div>`, caption, [run]);
}

function meshPanel({ pictures }: ShapesRun, { file, seed, glb }: PageMesh, id: string, caption: string): string {
	const picture = pictures.find(({ kind, file: name }) => kind === "turntable" && name.includes(personName(seed)));
	const image = picture
		? `<img src="${picture.uri}" width="${picture.width}" height="${picture.height}" loading="lazy" alt="seed ${seed} from all sides">`
		: "";
	const data = glb === null ? "" : `<script type="text/plain" id="${id}">${glb}</script>`;
	const words = glb === null ? `seed ${seed}: too large for this page, in ${file}` : `seed ${seed}`;
	return `<div class="mesh" data-glb="${id}" data-name="${escapeXml(`${caption}, seed ${seed}`)}">${image}<p>${escapeXml(words)}</p>${data}</div>`;
}
