/** What `triplane dataset rebalance` does: repeats images of rare yaws, as labels listed again or as copies. */

import { extname } from "node:path";
import { crc32 } from "node:zlib";
import { choosePivot } from "../../analysis/dataset/pose-statistics.ts";
import { flattenByRepetition, type Rebalanced } from "../../analysis/dataset/rebalance.ts";
import { frameOf } from "../../camera/cam2world.ts";
import { poseQuantities } from "../../camera/pose-quantities.ts";
import { LABEL_FILE } from "../../data/file-names.ts";
import { inOrder } from "../../data/in-order.ts";
import { labelFile } from "../../data/label-table.ts";
import { storedZip, type ZipContent } from "../../data/zip-writer.ts";
import { openFiles } from "../../platform/node/open-files.ts";
import { writeStreamWhole } from "../../platform/node/write-stream.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import type { Vec3 } from "../../tensor/vec3.ts";
import type { OptionsOf } from "../options/fields.ts";
import { type ProgressBar, startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { formatBytes, formatCount, textTable } from "../text-table.ts";
import { REBALANCE } from "./options.ts";
import { prepareOutput, streamRecord, writeRecord } from "./output.ts";
import { type LabelledSource, readSource, sourceRecord } from "./source.ts";

export type RebalanceCommandOptions = OptionsOf<typeof REBALANCE>;

/** Images that are read ahead of the one that is written. */
const AHEAD = 8;

type Labels = readonly (readonly [name: string, values: readonly number[]])[];

export async function runRebalance(
	source: string,
	out: string,
	options: RebalanceCommandOptions,
	{ signal }: Session,
): Promise<void> {
	const terminal = new Terminal(options);
	const { bins, cap, by, absolute = false, pivot: given = null } = options;
	await using files = await openFiles(source);
	await using _folder = await prepareOutput(out, [".zip", ".json"], source);
	const read = await readSource(files, []);
	const labels = read.images.map((name) => [name, read.table.labels.get(name)?.values ?? []] as const);
	const pivot = choosePivot(
		given,
		labels.map(([, values]) => frameOf(values)),
	);
	const yaws = labels.map(([, values]) => yawOf(values, by, pivot.point));
	const rebalanced = flattenByRepetition(absolute ? yaws.map(Math.abs) : yaws, { bins, cap });
	const { before, after, evenness } = rebalanced;
	const images = { before: labels.length, after: rebalanced.times.reduce((sum, times) => sum + times, 0) };
	const facts = { by, absolute, bins, cap, pivot: pivot.point };
	using progress = startProgress("rebalance", terminal.talks);
	const pieces = out.endsWith(".zip")
		? storedZip(copies(read, labels, rebalanced, facts, progress, signal), crc32)
		: [labelFile(repeatedLabels(labels, rebalanced), facts)];
	const written = await writeStreamWhole(out, pieces, signal);
	progress[Symbol.dispose]();
	const result = { pivot, images, evenness, before, after };
	const record = await writeRecord(
		out,
		{
			...{ command: "rebalance", operands: [source, out], source: await sourceRecord(read), result },
			...{ fields: REBALANCE, options },
			outputs: [streamRecord(out, out.endsWith(".zip") ? "dataset" : "labels", written)],
		},
		signal,
	);
	terminal.text(rebalanceText(rebalanced, by, absolute));
	terminal.line(
		`${out}: ${formatCount(images.before)} images given ${formatCount(images.after)} times, ${formatBytes(written.bytes)}`,
	);
	terminal.value({ out, record, ...result, ...written });
}

function yawOf(label: readonly number[], by: RebalanceCommandOptions["by"], pivot: Vec3): number {
	const { trueYawDegrees, publishedYaw } = poseQuantities(label, pivot);
	return by === "true-yaw" ? trueYawDegrees : publishedYaw;
}

/** Every label as often as its image is given. */
function repeatedLabels(labels: Labels, { times }: Rebalanced): Labels {
	return labels.flatMap((entry, index) => new Array<Labels[number]>(times[index] ?? 1).fill(entry));
}

/** Every image as often as it is given, under names of their own, so that any trainer repeats them. */
async function* copies(
	{ files }: LabelledSource,
	labels: Labels,
	{ times }: Rebalanced,
	facts: Readonly<Record<string, unknown>>,
	progress: ProgressBar,
	signal: AbortSignal,
): AsyncGenerator<ZipContent, void, undefined> {
	const written: (readonly [string, readonly number[]])[] = [];
	const read = async (index: number): Promise<{ index: number; bytes: Uint8Array }> => {
		return { index, bytes: await files.read(labels[index]?.[0] ?? "") };
	};
	for await (const { index, bytes } of inOrder(labels.keys(), read, {
		ahead: AHEAD,
		signal,
		what: "dataset rebalance",
	})) {
		const [name = "", values = []] = labels[index] ?? [];
		progress.update((index + 1) / labels.length, name);
		for (let copy = 1; copy <= (times[index] ?? 1); copy++) {
			throwIfAborted(signal, "dataset rebalance");
			const copyName = copy === 1 ? name : nameOfCopy(name, copy, files.sizes);
			written.push([copyName, values]);
			yield { name: copyName, bytes };
		}
	}
	yield { name: LABEL_FILE, bytes: labelFile(written, facts) };
}

/** `a/img.png` becomes `a/img_copy2.png`, or where that is taken `a/img_copy2_.png`. */
function nameOfCopy(name: string, copy: number, taken: ReadonlyMap<string, unknown>): string {
	const ending = extname(name);
	let stem = `${name.slice(0, name.length - ending.length)}_copy${copy}`;
	while (taken.has(stem + ending)) stem += "_";
	return stem + ending;
}

function rebalanceText({ before, after, evenness }: Rebalanced, by: string, absolute: boolean): string {
	const width = (before.to - before.from) / before.counts.length;
	const unit = by === "true-yaw" ? "true yaw, °" : "published yaw";
	const rows = before.counts.map((count, bin) => {
		const from = before.from + bin * width;
		return [
			`${from.toFixed(2)} to ${(from + width).toFixed(2)}`,
			formatCount(count),
			formatCount(after.counts[bin] ?? 0),
		];
	});
	return [
		textTable([[absolute ? `${unit}, either side` : unit, "before", "after"], ...rows], [0, 1, 2]),
		`evenness ${evenness.before.toFixed(3)} → ${evenness.after.toFixed(3)} (1 is flat)`,
	].join("\n");
}
