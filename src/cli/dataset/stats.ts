/** What `triplane dataset stats` does: where the cameras of a dataset stand, as numbers and as a picture. */

import { basename } from "node:path";
import { type PoseStatistics, poseStatistics } from "../../analysis/dataset/pose-statistics.ts";
import { mirrorLabel } from "../../camera/label.ts";
import { labelFaults } from "../../camera/label-checks.ts";
import type { FindingKind } from "../../data/check/finding-kinds.ts";
import { sha256OfBytes } from "../../platform/node/hash-file.ts";
import { openFiles } from "../../platform/node/open-files.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import { InputError } from "../../tensor/errors.ts";
import type { OptionsOf } from "../options/fields.ts";
import type { Session } from "../session.ts";
import { outputRecord } from "../sidecar.ts";
import { Terminal } from "../terminal.ts";
import { formatCount, textTable } from "../text-table.ts";
import { STATS } from "./options.ts";
import { prepareOutput, writeRecord } from "./output.ts";
import { type LabelledSource, readSource, sourceRecord } from "./source.ts";

export type StatsCommandOptions = OptionsOf<typeof STATS>;

/** Faults of single labels: those are left out and counted. */
const LEFT_OUT: readonly FindingKind[] = [
	"label-missing",
	"label-without-image",
	"label-malformed",
	"label-conflict",
	"label-length",
	"label-not-finite",
	"label-no-rotation",
	"label-last-row",
	"label-intrinsics",
	"label-looks-away",
];

export async function runStats(source: string, options: StatsCommandOptions, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { out, bins, mirror = false, pivot = null } = options;
	await using files = await openFiles(source);
	await using _folder = out === undefined ? null : await prepareOutput(out, [".png"], source);
	const read = await readSource(files, LEFT_OUT);
	const { labels, leftOut } = usableLabels(read, mirror);
	if (labels.length === 0)
		throw new InputError(`dataset '${source}': no label is a camera; see 'triplane dataset check'`);
	const statistics = poseStatistics(labels, { pivot, bins });
	const written: { out?: string; record?: string } = {};
	if (out !== undefined) {
		const { statsPicture } = await import("./picture/stats-picture.ts");
		const content = await statsPicture(basename(source), statistics);
		await writeFileWhole(out, content, signal);
		const outputs = [outputRecord(out, "pose statistics", content, sha256OfBytes(content))];
		const record = { command: "stats", operands: [source], fields: STATS, options, source: await sourceRecord(read) };
		written.out = out;
		written.record = await writeRecord(out, { ...record, result: { leftOut, ...statistics }, outputs }, signal);
	}
	if (leftOut > 0) terminal.warn(`${formatCount(leftOut)} images have no usable label and are left out`);
	terminal.text(statsText(source, statistics));
	if (out !== undefined) terminal.line(out);
	terminal.value({ source, ...written, leftOut, ...statistics });
}

/** Labels of all items: repeated as they are listed, and once more mirrored where asked. */
function usableLabels(
	{ images, table }: LabelledSource,
	mirror: boolean,
): { readonly labels: (readonly number[])[]; readonly leftOut: number } {
	let leftOut = 0;
	const labels = images.flatMap((name): (readonly number[])[] => {
		const label = table.labels.get(name);
		if (label && label.conflicts === 0 && labelFaults(label.values).length === 0) {
			return new Array<readonly number[]>(label.times).fill(label.values);
		}
		leftOut += 1;
		return [];
	});
	return { labels: mirror ? [...labels, ...labels.map(mirrorLabel)] : labels, leftOut };
}

const ROWS: { readonly [K in keyof PoseStatistics["quantities"]]: string } = {
	trueYawDegrees: "true yaw, °",
	truePitchDegrees: "true pitch, °",
	rollDegrees: "roll, °",
	publishedYaw: "published yaw",
	publishedPitch: "published pitch",
	radius: "radius",
	distance: "distance from the pivot",
	horizontalFovDegrees: "horizontal field of view, °",
	publishedFovDegrees: "published field of view, °",
};

function statsText(source: string, { items, pivot, quantities }: PoseStatistics): string {
	const header = ["", "least", "5 %", "median", "95 %", "most", "mean", "deviation"];
	const rows = (Object.keys(ROWS) as (keyof typeof ROWS)[]).map((name) => {
		const { least, percentile5, median, percentile95, most, mean, deviation } = quantities[name].summary;
		const numbers = [least, percentile5, median, percentile95, most, mean, deviation];
		return [ROWS[name], ...numbers.map((value) => value.toFixed(3))];
	});
	const point = pivot.point.map((value) => value.toFixed(4)).join(", ");
	const from = {
		given: "given",
		estimated: "which the cameras look at",
		origin: "the origin, since nothing better is known",
	};
	return [
		`${source}: ${formatCount(items)} cameras`,
		`true angles about ${point} (${from[pivot.from]}); positive yaw to the right, positive pitch from below`,
		textTable([header, ...rows], [1, 2, 3, 4, 5, 6, 7]),
	].join("\n");
}
