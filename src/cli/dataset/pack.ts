/** What `triplane dataset pack` does: images of any size into a stored zip of one size. */

import { crc32 } from "node:zlib";
import type { FindingKind } from "../../data/check/finding-kinds.ts";
import { DatasetPacker, type PackSummary } from "../../data/pack/dataset-packer.ts";
import { storedZip } from "../../data/zip-writer.ts";
import { nodeImageCodec } from "../../platform/node/image-codec.ts";
import { openFiles } from "../../platform/node/open-files.ts";
import { writeStreamWhole } from "../../platform/node/write-stream.ts";
import type { OptionsOf } from "../options/fields.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { formatBytes, formatCount } from "../text-table.ts";
import { PACK } from "./options.ts";
import { prepareOutput, streamRecord, writeRecord } from "./output.ts";
import { readSource, sourceRecord } from "./source.ts";

export type PackCommandOptions = OptionsOf<typeof PACK>;

export async function runPack(
	source: string,
	out: string,
	options: PackCommandOptions,
	{ signal }: Session,
): Promise<void> {
	const terminal = new Terminal(options);
	const { resolution = null, crop, mirror = false, format, onlyLabelled = false, skipUnreadable = false } = options;
	await using files = await openFiles(source);
	await using _folder = await prepareOutput(out, [".zip"], source);
	// labels without an image are left out with it
	const ignore: FindingKind[] = ["no-labels", "label-without-image"];
	if (onlyLabelled) ignore.push("label-missing");
	if (skipUnreadable) ignore.push("other-format");
	const read = await readSource(files, ignore);
	if (!read.table.listed)
		terminal.warn(`'${source}' has no labels: so will '${out}', and EG3D cannot be trained with it`);
	using progress = startProgress("pack", terminal.talks);
	const packer = new DatasetPacker(files, nodeImageCodec, read.table, {
		...{ resolution, crop, mirror, format, onlyLabelled, skipUnreadable, signal },
		onProgress: ({ stage, fraction }) => progress.update(fraction, stage),
	});
	const written = await writeStreamWhole(out, storedZip(packer.entries(), crc32), signal);
	progress[Symbol.dispose]();
	const { summary } = packer;
	const output = streamRecord(out, "dataset", written);
	const record = { command: "pack", operands: [source, out], fields: PACK, options, source: await sourceRecord(read) };
	const path = await writeRecord(out, { ...record, result: summary, outputs: [output] }, signal);
	for (const line of summaryLines(summary)) terminal.remark(line);
	terminal.line(`${out}: ${sizeText(summary)}, ${formatBytes(written.bytes)}`);
	terminal.value({ out, record: path, ...summary, ...written });
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
		...(unlabelled.length > 0 ? [`left out, no label: ${named(unlabelled)}`] : []),
		...(unreadable.length > 0 ? [`left out, since they cannot be read: ${named(unreadable)}`] : []),
		...(enlarged > 0 ? [`${formatCount(enlarged)} images were smaller and have been enlarged`] : []),
		...(copied > 0 ? [`${formatCount(copied)} images needed no change and were copied`] : []),
	];
}
