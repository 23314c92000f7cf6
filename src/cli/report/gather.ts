/** What commands left in their folders, as the page takes it. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import { embedPicture } from "../../platform/node/page-picture.ts";
import type { FilmRun, PageMesh, PagePicture, PageRun, ShapesRun } from "../../report/page/content.ts";
import { base64Of } from "../../report/page/html.ts";
import type { OutputRecord } from "../sidecar.ts";
import { FILM_FILE, type PlannedRun, shellText } from "./plan.ts";

/** The part of every record that is read here; `result` is what this version's own command wrote a moment ago. */
interface ReadRecord {
	readonly file: string;
	/** Without indentation. */
	readonly json: string;
	readonly result: unknown;
	readonly outputs: readonly OutputRecord[];
}

/** Larger meshes stay beside the page. */
const LARGEST_GLB = 1_200_000;

/** A run that failed, for the page. */
export function failedRun({ id, args }: PlannedRun, failure: string): PageRun<never> {
	return { id, command: shellText(args), result: null, failure, records: [], pictures: [] };
}

/** A run with one record. @param file  the record's name in the run's folder */
export async function gatherRun<Result>(run: PlannedRun, file: string): Promise<PageRun<Result>> {
	const record = await readRecord(join(run.folder, file));
	return { ...(await pageRun(run, [record])), result: record.result as Result };
}

/** Meshes: a record for each seed. */
export async function gatherShapes(run: PlannedRun, seeds: readonly number[]): Promise<ShapesRun> {
	const names = seeds.map((seed) => `seed${String(seed).padStart(4, "0")}`);
	const records = await Promise.all(names.map((name) => readRecord(join(run.folder, `${name}-mesh.json`))));
	const page = await pageRun(run, records);
	const figure = join(run.folder, "figure.png");
	const pictures = existsSync(figure)
		? [{ ...(await pagePicture(figure, "figure")) }, ...page.pictures]
		: page.pictures;
	const meshes = await Promise.all(
		names.map((name, index) => readMesh(join(run.folder, `${name}.glb`), seeds[index] ?? 0)),
	);
	return { ...page, pictures, meshes, result: records.map(({ result }) => result as ShapeRecord) };
}

export async function gatherFilm(run: PlannedRun): Promise<FilmRun> {
	const record = await readRecord(join(run.folder, FILM_FILE.replace(/\.mp4$/, ".json")));
	const bytes = await readFile(join(run.folder, FILM_FILE));
	return { ...(await pageRun(run, [record])), result: record, film: `data:video/mp4;base64,${base64Of(bytes)}` };
}

async function pageRun(run: PlannedRun, records: readonly ReadRecord[]): Promise<Omit<PageRun<never>, "result">> {
	const pictures = records.flatMap(({ outputs }) => outputs.filter(({ file }) => file.endsWith(".png")));
	return {
		id: run.id,
		command: shellText(run.args),
		failure: null,
		records: records.map(({ file, json }) => ({ file, json })),
		pictures: await Promise.all(pictures.map(({ file, kind }) => pagePicture(join(run.folder, file), kind))),
	};
}

async function pagePicture(path: string, kind: string): Promise<PagePicture> {
	return { kind, file: basename(path), ...(await embedPicture(path)) };
}

async function readMesh(path: string, seed: number): Promise<PageMesh> {
	const bytes = await readFile(path);
	return { file: basename(path), seed, glb: bytes.length > LARGEST_GLB ? null : base64Of(bytes) };
}

async function readRecord(path: string): Promise<ReadRecord> {
	const value = JSON.parse(await readFile(path, "utf8")) as { result?: unknown; outputs?: readonly OutputRecord[] };
	const { result = null, outputs = [] } = value;
	return { file: basename(path), json: JSON.stringify(value), result, outputs };
}
