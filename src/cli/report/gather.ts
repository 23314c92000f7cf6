/** Runs the experiments of a report, and brings what each left as the page takes it. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import { embedPicture } from "../../platform/node/page-picture.ts";
import type { FilmRun, PageMesh, PagePicture, PageRun, ShapesRun } from "../../report/page/content.ts";
import { base64Of } from "../../report/page/html.ts";
import { TriplaneError, type TriplaneErrorCode } from "../../tensor/errors.ts";
import type { Finished } from "../sidecar.ts";
import { FILM_FILE, type PlannedRun, shellText } from "./plan.ts";

/** Larger meshes stay beside the page. */
const LARGEST_GLB = 600_000;

/** Errors that say that a network lacks what an experiment needs. Others end the report. */
const OF_NETWORKS: ReadonlySet<TriplaneErrorCode> = new Set(["input", "shape", "graph", "unsupported-op"]);

/** An experiment, or why a network cannot be measured so. Rejects where the fault is not the network's. */
export async function performRun<Run extends PageRun<unknown>>(
	run: PlannedRun,
	work: () => Promise<Run>,
): Promise<Run | PageRun<never>> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof TriplaneError && OF_NETWORKS.has(error.code))) throw error;
		const { id, args } = run;
		return { id, command: shellText(args), result: null, failure: error.message, records: [], pictures: [] };
	}
}

/** What an experiment found. */
export async function gatherRun<Result>(run: PlannedRun, finished: Finished<Result>): Promise<PageRun<Result>> {
	const { records, result } = finished;
	const pictures = records.flatMap(({ outputs }) => outputs.filter(({ file }) => file.endsWith(".png")));
	return {
		id: run.id,
		command: shellText(run.args),
		result,
		failure: null,
		records: records.map(({ path, record }) => ({
			file: `${basename(path)}.gz`,
			gzip: base64Of(gzipSync(JSON.stringify(record), { level: 9 })),
		})),
		pictures: await Promise.all(pictures.map(({ file, kind }) => pagePicture(join(run.folder, file), kind))),
	};
}

/** Meshes: a record for each seed. */
export async function gatherShapes(run: PlannedRun, finished: Finished<readonly ShapeRecord[]>): Promise<ShapesRun> {
	const page = await gatherRun(run, finished);
	const figure = join(run.folder, "figure.png");
	const pictures = existsSync(figure)
		? [{ ...(await pagePicture(figure, "figure")) }, ...page.pictures]
		: page.pictures;
	const meshes = finished.records.map(({ outputs }, index) => {
		const glb = outputs.find(({ kind }) => kind === "glb")?.file ?? "";
		return readMesh(join(run.folder, glb), finished.result[index]?.seed ?? 0);
	});
	return { ...page, pictures, meshes: await Promise.all(meshes) };
}

export async function gatherFilm(run: PlannedRun, finished: Finished<null>): Promise<FilmRun> {
	const bytes = await readFile(join(run.folder, FILM_FILE));
	return { ...(await gatherRun(run, finished)), film: `data:video/mp4;base64,${base64Of(bytes)}` };
}

async function pagePicture(path: string, kind: string): Promise<PagePicture> {
	return { kind, file: basename(path), ...(await embedPicture(path)) };
}

async function readMesh(path: string, seed: number): Promise<PageMesh> {
	const bytes = await readFile(path);
	return { file: basename(path), seed, glb: bytes.length > LARGEST_GLB ? null : base64Of(bytes) };
}
