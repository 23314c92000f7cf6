/** What `triplane dataset heads` does: portraits of synthetic people into a stored zip. */

import { crc32 } from "node:zlib";
import { storedZip } from "../../data/zip-writer.ts";
import { type PortraitFilesOptions, portraitFiles, truthFiles } from "../../heads/portrait-files.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { nodeStudio } from "../../platform/node/heads-studio.ts";
import { writeStreamWhole } from "../../platform/node/write-stream.ts";
import type { OptionsOf } from "../options/fields.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { formatBytes, formatCount } from "../text-table.ts";
import { HEADS } from "./options.ts";
import { prepareOutput, streamRecord, writeRecord } from "./output.ts";

export type HeadsCommandOptions = OptionsOf<typeof HEADS>;

export async function runHeads(options: HeadsCommandOptions, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { out, poses, gaze, count, resolution, seed, truth, threads } = options;
	await using _folder = await prepareOutput(out, [".zip"], null);
	const truthOut = out.replace(/\.zip$/, ".truth.zip");
	await using _truth = truth ? await prepareOutput(truthOut, [".zip"], null) : null;
	const studio = nodeStudio(threads);
	try {
		using progress = startProgress("heads", terminal.talks);
		const files: PortraitFilesOptions = {
			...{ set: { seed, poses, gaze }, count, resolution, signal },
			onProgress: ({ stage, fraction }) => progress.update(fraction, stage),
		};
		const png = (image: Parameters<typeof encodeImage>[0]): Promise<Uint8Array> => encodeImage(image, "png");
		const written = await writeStreamWhole(out, storedZip(portraitFiles(studio, png, files), crc32), signal);
		const outputs = [streamRecord(out, "dataset", written)];
		if (truth) {
			const entries = truthFiles(studio, truth === "maps", files);
			outputs.push(
				streamRecord(truthOut, "truth", await writeStreamWhole(truthOut, storedZip(entries, crc32), signal)),
			);
		}
		progress[Symbol.dispose]();
		const record = { command: "heads", operands: [], fields: HEADS, options, source: null, result: { written: count } };
		const path = await writeRecord(out, { ...record, outputs }, signal);
		terminal.line(
			`${out}: ${formatCount(count)} portraits of ${resolution} × ${resolution}, ${formatBytes(written.bytes)}`,
		);
		if (truth) terminal.line(`${truthOut}: what is known of them`);
		terminal.value({ out, record: path, written: count, ...written, outputs });
	} finally {
		await studio.dispose();
	}
}
