/** What `triplane mesh` does: seeds to shapes, shapes to files. */

import { type Person, wsOfSeed } from "../../analysis/person.ts";
import { personShape, type ShapeRecord } from "../../analysis/shapes/person-shape.ts";
import type { Generator } from "../../generator/generator.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
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
	await using opened = await openNetwork(options, report, signal);
	const start = performance.now();
	using progress = startProgress("mesh", report.talks);
	const paint = await painterOf(opened.generator, options, signal);
	const shapes: WrittenShape[] = [];
	for (const [index, seed] of options.seeds.entries()) {
		const person = await paint(seed);
		shapes.push(await oneShape(opened, options, person, partOf(progress, index, options.seeds.length), signal));
	}
	progress[Symbol.dispose]();
	const seconds = (performance.now() - start) / 1000;
	for (const { files, record } of shapes) {
		for (const file of files) report.line(file);
		report.remark(describe(record));
	}
	report.remark(
		`${shapes.length} in ${seconds.toFixed(1)} s on ${opened.engine.device}, renderer ${opened.engine.renderer}`,
	);
	report.value({ network: opened.network, engine: opened.engine, seconds, shapes });
}

async function oneShape(
	opened: OpenedNetwork,
	options: MeshOptions,
	person: Person,
	progress: ProgressBar,
	signal: AbortSignal,
): Promise<WrittenShape> {
	const { seed } = person;
	const { shapeRes, level, crop, border, largest, smooth, simplify, colours } = options;
	const shape = await personShape(opened.generator, person, {
		...{ resolution: shapeRes, level, crop, border, largest, smooth, simplify, colours, signal },
		onProgress: ({ stage, fraction }) =>
			progress.update(stage === "volume" ? 0.1 + 0.5 * fraction : 0.6 + 0.3 * fraction, `seed ${seed}: ${stage}`),
	});
	progress.update(0.9, `seed ${seed}: files`);
	return await writeShape(shape, opened, options, signal);
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
