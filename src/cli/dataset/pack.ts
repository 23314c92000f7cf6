/** What `triplane dataset pack` does: images of any size into a stored zip of one size. */

import { crc32 } from "node:zlib";
import type { FindingKind } from "../../data/check/finding-kinds.ts";
import type { Crop } from "../../data/pack/crop.ts";
import { DatasetPacker, type PackSummary } from "../../data/pack/dataset-packer.ts";
import { storedZip } from "../../data/zip-writer.ts";
import type { ImageFormat } from "../../host/image-codec.ts";
import { nodeImageCodec } from "../../platform/node/image-codec.ts";
import { openFiles } from "../../platform/node/open-files.ts";
import { writeStreamWhole } from "../../platform/node/write-stream.ts";
import { startProgress } from "../progress-bar.ts";
import { Report, type ReportOptions } from "../report.ts";
import type { Session } from "../session.ts";
import { formatBytes, formatCount } from "../text-table.ts";
import { cropText } from "./options.ts";
import { prepareOutput, streamRecord, writeRecord } from "./output.ts";
import { readSource, sourceRecord } from "./source.ts";

export interface PackCommandOptions extends ReportOptions {
	readonly resolution?: number | undefined;
	readonly crop: Crop;
	readonly mirror?: boolean | undefined;
	readonly format: ImageFormat | "keep";
	readonly onlyLabelled?: boolean | undefined;
	readonly skipUnreadable?: boolean | undefined;
}

export async function runPack(
	source: string,
	out: string,
	options: PackCommandOptions,
	{ signal }: Session,
): Promise<void> {
	const report = new Report(options);
	const { resolution = null, crop, mirror = false, format, onlyLabelled = false, skipUnreadable = false } = options;
	await using files = await openFiles(source);
	await prepareOutput(out, [".zip"], source);
	// labels without an image are left out with it
	const ignore: FindingKind[] = ["no-labels", "label-without-image"];
	if (onlyLabelled) ignore.push("label-missing");
	if (skipUnreadable) ignore.push("other-format");
	const read = await readSource(files, ignore);
	if (!read.table.listed)
		report.warn(`'${source}' has no labels: so will '${out}', and EG3D cannot be trained with it`);
	using progress = startProgress("pack", report.talks);
	const packer = new DatasetPacker(files, nodeImageCodec, read.table, {
		...{ resolution, crop, mirror, format, onlyLabelled, skipUnreadable, signal },
		onProgress: ({ stage, fraction }) => progress.update(fraction, stage),
	});
	const written = await writeStreamWhole(out, storedZip(packer.entries(), crc32), signal);
	progress[Symbol.dispose]();
	const { summary } = packer;
	const output = streamRecord(out, "dataset", written);
	const resolved = { resolution, crop: cropText(crop), mirror, format, onlyLabelled, skipUnreadable };
	const record = { command: "pack", operands: [source, out], options: resolved, source: await sourceRecord(read) };
	const path = await writeRecord(out, { ...record, result: summary, outputs: [output] }, signal);
	for (const line of summaryLines(summary)) report.remark(line);
	report.line(`${out}: ${sizeText(summary)}, ${formatBytes(written.bytes)}`);
	report.value({ out, record: path, ...summary, ...written });
}

function sizeText({ written, mirrored, resolution }: PackSummary): string {
	const extra = mirrored > 0 ? ` (${formatCount(mirrored)} of them mirrored)` : "";
	return `${formatCount(written)} images of ${resolution} × ${resolution}${extra}`;
}

function summaryLines({ unlabelled, unreadable, enlarged, copied }: PackSummary): string[] {
	const named = (names: readonly string[]): string => {
		const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
		return `${names.slice(0, 3).join(", ")}${more}`;
	};
	return [
		...(unlabelled.length > 0 ? [`left out for want of a label: ${named(unlabelled)}`] : []),
		...(unreadable.length > 0 ? [`left out, since they cannot be read: ${named(unreadable)}`] : []),
		...(enlarged > 0 ? [`${formatCount(enlarged)} images were smaller and have been enlarged`] : []),
		...(copied > 0 ? [`${formatCount(copied)} images needed no change and were copied`] : []),
	];
}
