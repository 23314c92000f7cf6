/** What `triplane dataset latents` does: latents of synthetic people into a safetensors file. */

import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import type { GazeMode } from "../../heads/gaze.ts";
import { portraitLatents } from "../../heads/portrait.ts";
import type { PoseSet } from "../../heads/poses.ts";
import { writeStreamWhole } from "../../platform/node/write-stream.ts";
import { Report, type ReportOptions } from "../report.ts";
import type { Session } from "../session.ts";
import { formatBytes, formatCount } from "../text-table.ts";
import { prepareOutput, streamRecord, writeRecord } from "./output.ts";

/** Name of the tensor, [count, zDim], in the order of the portraits. */
export const LATENTS_TENSOR = "z";

export interface LatentsCommandOptions extends ReportOptions {
	readonly out: string;
	readonly poses: PoseSet;
	readonly gaze: GazeMode;
	readonly count: number;
	readonly zDim: number;
	readonly seed: number;
}

export async function runLatents(options: LatentsCommandOptions, { signal }: Session): Promise<void> {
	const report = new Report(options);
	const { out, poses, gaze, count, zDim, seed } = options;
	await prepareOutput(out, [".safetensors"], null);
	const z = portraitLatents({ seed }, count, zDim);
	const chunks = safetensorsChunks(new Map([[LATENTS_TENSOR, z]]));
	const written = await writeStreamWhole(out, chunks, signal);
	const outputs = [streamRecord(out, "latents", written)];
	const resolved = { out, poses, gaze, count, zDim, seed };
	const record = { command: "latents", operands: [], options: resolved, source: null, result: { written: count } };
	const path = await writeRecord(out, { ...record, outputs }, signal);
	report.line(`${out}: ${formatCount(count)} latents of ${zDim} numbers, ${formatBytes(written.bytes)}`);
	report.value({ out, record: path, written: count, ...written, outputs });
}
