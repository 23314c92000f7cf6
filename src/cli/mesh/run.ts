/** What `triplane mesh` does: seeds to shapes, shapes to files. */

import { type Person, wsOfSeed } from "../../analysis/person.ts";
import { figureViews } from "../../analysis/shapes/figure-views.ts";
import { personShape, type ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import type { Generator } from "../../generator/generator.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { type FigureRow, shapeFigure } from "../figures/shape-figure.ts";
import { networkLabels } from "../network-labels.ts";
import { type OpenedNetwork, openNetwork } from "../open-network.ts";
import { openEdits } from "../options/edits.ts";
import { truncationOf } from "../options/rendering.ts";
import { type ProgressBar, startProgress } from "../progress-bar.ts";
import { Report } from "../report.ts";
import type { Session } from "../session.ts";
import { formatCount } from "../text-table.ts";
import type { MeshOptions } from "./options.ts";
import { type WrittenShape, writeShape } from "./write-shape.ts";

/** Writes the shape of every seed. */
export async function runMesh(options: MeshOptions, { signal }: Session): Promise<void> {
	const report = new Report(options);
	await prepareFolder(options.outdir);
	await using opened = await openNetwork(options.network, options, report, signal);
	const start = performance.now();
	using progress = startProgress("mesh", report.talks);
	const paint = await painterOf(opened.generator, options, signal);
	const shapes: WrittenShape[] = [];
	const rows: FigureRow[] = [];
	for (const [index, seed] of options.seeds.entries()) {
		const person = await paint(seed);
		const { row, ...shape } = await oneShape(
			opened,
			options,
			person,
			partOf(progress, index, options.seeds.length),
			signal,
		);
		shapes.push(shape);
		rows.push(row);
	}
	const figures = new ExperimentFiles(options.outdir, signal);
	if (options.figure)
		await figures.write(
			"figure.png",
			"figure",
			await shapeFigure(networkLabels([options.network])[0] ?? options.network, rows),
		);
	progress[Symbol.dispose]();
	const seconds = (performance.now() - start) / 1000;
	for (const { files, record } of shapes) {
		for (const file of files) report.line(file);
		report.remark(describe(record));
	}
	for (const figure of figures.paths) report.line(figure);
	report.remark(
		`${shapes.length} in ${seconds.toFixed(1)} s on ${opened.engine.device}, renderer ${opened.engine.renderer}`,
	);
	report.value({ network: opened.network, engine: opened.engine, seconds, shapes, figures: figures.paths });
}

async function oneShape(
	opened: OpenedNetwork,
	options: MeshOptions,
	person: Person,
	progress: ProgressBar,
	signal: AbortSignal,
): Promise<WrittenShape & { readonly row: FigureRow }> {
	const { seed } = person;
	const { shapeRes, level, crop, border, largest, smooth, simplify, colours } = options;
	const shape = await personShape(opened.generator, person, {
		...{ resolution: shapeRes, level, crop, border, largest, smooth, simplify, colours, signal },
		onProgress: ({ stage, fraction }) =>
			progress.update(stage === "volume" ? 0.1 + 0.5 * fraction : 0.6 + 0.3 * fraction, `seed ${seed}: ${stage}`),
	});
	progress.update(0.9, `seed ${seed}: files`);
	const { mesh } = shape.extracted;
	const views = options.figure ? await figureViews(opened.generator, person, mesh, signal) : [];
	return { ...(await writeShape(shape, opened, options, signal)), row: { seed, level: shape.record.level, views } };
}

/** Maps, edits and paints people. */
async function painterOf(
	generator: Generator,
	options: MeshOptions,
	signal: AbortSignal,
): Promise<(seed: number) => Promise<Person>> {
	const mapSeed = (seed: number): Promise<Person["ws"]> => wsOfSeed(generator, seed, truncationOf(options), signal);
	const { edit } = await openEdits(generator.config.mapping, options, mapSeed, signal);
	return async (seed) => {
		const ws = edit(await mapSeed(seed));
		return { seed, ws, planes: await generator.planes(ws, { signal }) };
	};
}

/** Progress of one seed among many. */
function partOf(progress: ProgressBar, index: number, count: number): ProgressBar {
	return {
		update: (done, stage) => progress.update((index + done) / count, stage),
		[Symbol.dispose]: () => undefined,
	};
}

function describe({ seed, level, measures, grid }: ShapeRecord): string {
	const { vertices, triangles, watertight } = measures;
	return (
		`seed ${seed}: ${formatCount(vertices)} vertices, ${formatCount(triangles)} triangles, ` +
		`${watertight ? "closed" : "open"}, level ${Number(level.toPrecision(4))}, grid ${grid.size.join(" × ")}`
	);
}
