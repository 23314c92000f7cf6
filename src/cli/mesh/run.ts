/** What `triplane mesh` does: seeds to shapes, shapes to files. */

import { type Person, wsOfSeed } from "../../analysis/person.ts";
import { figureCameras, figureViews } from "../../analysis/shapes/figure-views.ts";
import { personShape, type ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import { isRoom } from "../../analysis/shapes/room.ts";
import type { ViewCamera } from "../../camera/view-camera.ts";
import { trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import type { RenderingConfig } from "../../rendering/rendering-config.ts";
import { InputError } from "../../tensor/errors.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { type FigureRow, shapeFigure } from "../figures/shape-figure.ts";
import { networkLabels } from "../network-labels.ts";
import { type OpenedNetwork, openNetwork } from "../open-network.ts";
import { type CameraFile, openCameraFile, placedCamera } from "../options/camera-file.ts";
import { openEdits } from "../options/edits.ts";
import { openPeople, type PeopleSource, requirePeople } from "../options/people.ts";
import { truncationOf } from "../options/rendering.ts";
import { type ProgressBar, startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import type { Finished } from "../sidecar.ts";
import { formatCount } from "../text-table.ts";
import { type MeshOptions, sizeOf } from "./options.ts";
import { type ShapeFacts, type WrittenShape, writeShape } from "./write-shape.ts";

/** Views of a figure's row. */
const MOST_CAMERAS = 16;

/** Writes the shape of everybody. */
export async function runMesh(options: MeshOptions, session: Session): Promise<Finished<readonly ShapeRecord[]>> {
	const { signal } = session;
	const terminal = session.terminal(options);
	requirePeople(options);
	sizeOf(options);
	if (options.cameras !== undefined && !options.figure) {
		throw new InputError("--cameras: cameras are those of the figure; want --figure, too");
	}
	const file = await openCameraFile(options, MOST_CAMERAS, signal);
	await using _folder = await prepareFolder(options.outdir);
	await using opened = await openNetwork(options.network, options, terminal, signal);
	const start = performance.now();
	using progress = startProgress("mesh", terminal.talks);
	const { rendering } = opened.generator.config;
	const { generate, people } = await peopleOf(opened, options, signal);
	const task: ShapeTask = { opened, options, people, cameras: figureCamerasOf(file, rendering), file, signal };
	const shapes: WrittenShape[] = [];
	const rows: FigureRow[] = [];
	for (const [index, seed] of people.numbers.entries()) {
		const person = await generate(seed);
		const { row, ...shape } = await oneShape(task, person, partOf(progress, index, people.numbers.length));
		shapes.push(shape);
		rows.push(row);
	}
	const figures = new ExperimentFiles(options.outdir, signal);
	if (options.figure)
		await figures.write(
			"figure.png",
			"figure",
			await shapeFigure(networkLabels([options.network])[0] ?? options.network, rows, people.word),
		);
	progress[Symbol.dispose]();
	const seconds = (performance.now() - start) / 1000;
	for (const { files, record } of shapes) {
		for (const file of files) terminal.line(file);
		terminal.remark(describe(record, people.word));
	}
	if (shapes.some(({ record }) => isRoom(record))) {
		terminal.remark(
			"the surface has walls on all sides: the room about the person; want --crop person to leave it out",
		);
	}
	for (const figure of figures.paths) terminal.line(figure);
	terminal.remark(
		`${shapes.length} ${shapes.length === 1 ? "mesh" : "meshes"} in ${seconds.toFixed(1)} s on ${opened.engine.device}, renderer ${opened.engine.renderer}`,
	);
	const told = shapes.map(({ written, ...shape }) => ({ ...shape, sidecar: written.path }));
	terminal.value({ network: opened.network, engine: opened.engine, seconds, shapes: told, figures: figures.paths });
	return { result: shapes.map(({ record }) => record), records: shapes.map(({ written }) => written) };
}

interface ShapeTask extends ShapeFacts {
	readonly opened: OpenedNetwork;
	readonly cameras: readonly ViewCamera[];
	readonly signal: AbortSignal;
}

function figureCamerasOf(file: CameraFile | null, rendering: RenderingConfig): ViewCamera[] {
	if (!file) return figureCameras(rendering);
	const lens = { orbit: trainingOrbit(rendering), fovDegrees: trainingFov(rendering).degrees };
	return file.rows.flat().map((camera) => placedCamera(camera, lens));
}

async function oneShape(
	task: ShapeTask,
	person: Person,
	progress: ProgressBar,
): Promise<WrittenShape & { readonly row: FigureRow }> {
	const { opened, options, people, cameras, signal } = task;
	const { seed } = person;
	const { shapeRes, level, crop, border, largest, smooth, simplify, triangles, colours } = options;
	const shape = await personShape(opened.generator, person, {
		...{ resolution: shapeRes, level, crop, border, largest, smooth, simplify, triangles, colours, signal },
		onProgress: ({ stage, fraction }) =>
			progress.update(
				stage === "volume" ? 0.1 + 0.5 * fraction : 0.6 + 0.3 * fraction,
				`${people.word} ${seed}: ${stage}`,
			),
	});
	progress.update(0.9, `${people.word} ${seed}: files`);
	const { mesh } = shape.extracted;
	const views = options.figure ? await figureViews(opened.generator, person, mesh, signal, cameras) : [];
	return { ...(await writeShape(shape, task, signal)), row: { seed, level: shape.record.level, views } };
}

/** Maps, edits and generates people. */
async function peopleOf(
	opened: OpenedNetwork,
	options: MeshOptions,
	signal: AbortSignal,
): Promise<{ readonly people: PeopleSource; readonly generate: (number: number) => Promise<Person> }> {
	const { generator } = opened;
	const mapSeed = (seed: number): Promise<Person["ws"]> => wsOfSeed(generator, seed, truncationOf(options), signal);
	const { mapping } = generator.config;
	const people = await openPeople(options, opened, truncationOf(options), mapSeed, signal);
	const { edit } = await openEdits(mapping, options, mapSeed, signal);
	const generate = async (number: number): Promise<Person> => {
		const ws = edit(await people.wsOf(number));
		return { seed: number, ws, planes: await generator.planes(ws, { signal }) };
	};
	return { people, generate };
}

/** Progress of one seed among many. */
function partOf(progress: ProgressBar, index: number, count: number): ProgressBar {
	return {
		update: (done, stage) => progress.update((index + done) / count, stage),
		[Symbol.dispose]: () => undefined,
	};
}

function describe({ seed, level, measures, grid }: ShapeRecord, word: string): string {
	const { vertices, triangles, watertight } = measures;
	return (
		`${word} ${seed}: ${formatCount(vertices)} vertices, ${formatCount(triangles)} triangles, ` +
		`${watertight ? "closed" : "open"}, level ${Number(level.toPrecision(4))}, grid ${grid.size.join(" × ")}`
	);
}
