/** What `triplane dataset latents` does: latents of synthetic people into a safetensors file. */

import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import { portraitLatents } from "../../heads/portrait.ts";
import { writeStreamWhole } from "../../platform/node/write-stream.ts";
import type { OptionsOf } from "../options/fields.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { formatBytes, formatCount } from "../text-table.ts";
import { LATENTS } from "./options.ts";
import { prepareOutput, streamRecord, writeRecord } from "./output.ts";

/** Name of the tensor, [count, zDim], in the order of the portraits. */
export const LATENTS_TENSOR = "z";

export type LatentsCommandOptions = OptionsOf<typeof LATENTS>;

export async function runLatents(options: LatentsCommandOptions, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { out, count, zDim, seed } = options;
	await using _folder = await prepareOutput(out, [".safetensors"], null);
	const z = portraitLatents({ seed }, count, zDim);
	const chunks = safetensorsChunks(new Map([[LATENTS_TENSOR, z]]));
	const written = await writeStreamWhole(out, chunks, signal);
	const outputs = [streamRecord(out, "latents", written)];
	const record = {
		command: "latents",
		operands: [],
		fields: LATENTS,
		options,
		source: null,
		result: { written: count },
	};
	const path = await writeRecord(out, { ...record, outputs }, signal);
	terminal.line(`${out}: ${formatCount(count)} latents of ${zDim} numbers, ${formatBytes(written.bytes)}`);
	terminal.value({ out, record: path, written: count, ...written, outputs });
}
