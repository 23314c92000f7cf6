/** What `triplane export` does: a network as a safetensors file, or as ONNX graphs. */

import { join } from "node:path";
import type { Checkpoint } from "../../checkpoint/description.ts";
import { halfCheckpoint } from "../../checkpoint/half-checkpoint.ts";
import { checkpointToSafetensors } from "../../checkpoint/safetensors-checkpoint.ts";
import { DEFAULT_NETWORK, findNetwork } from "../../generator/load-generator.ts";
import { networkWeights, readGenerator, requireUsable } from "../../generator/read-config.ts";
import { noteLines } from "../../generator/reading-notes.ts";
import { modelSignature } from "../../platform/node/model-signature.ts";
import { networkRecord } from "../../platform/node/networks.ts";
import { openCheckpoint } from "../../platform/node/open-generator.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import { InputError, throwIfAborted } from "../../tensor/errors.ts";
import { findNetworkFile } from "../open-network.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { formatBytes } from "../text-table.ts";
import { GRAPHS } from "./graphs.ts";
import type { ExportOptions } from "./options.ts";
import { type ExportedGraph, exportReadme } from "./readme.ts";

export async function runExport(options: ExportOptions, session: Session): Promise<void> {
	const { path } = await findNetworkFile(options.network, new Terminal(options), session.signal);
	if (options.format === "onnx") await exportOnnx(options, path, session);
	else await exportSafetensors(options, path, session);
}

async function exportSafetensors(options: ExportOptions, path: string, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { out, keep, floats } = options;
	if (!out.endsWith(".safetensors")) {
		throw new InputError(`--out '${out}': a safetensors file wants a name that ends in .safetensors`);
	}
	const opened = await openCheckpoint(path, { networks: keep, signal, like: options.like, cfg: options.cfg });
	if (opened.networks.size === 0) throw new InputError(`export: '${options.network}' holds no network`);
	const checkpoint: Checkpoint = floats === "fp16" ? halfCheckpoint(opened) : opened;
	await writeFileWhole(out, checkpointToSafetensors(checkpoint), signal);
	const file = await networkRecord({ name: out, path: out, embedded: false }, signal);
	terminal.line(`${out}: ${[...checkpoint.networks.keys()].join(", ")}, ${formatBytes(file.bytes)}`);
	terminal.value({ format: "safetensors", networks: [...checkpoint.networks.keys()], file });
}

async function exportOnnx(options: ExportOptions, path: string, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	await using _folder = await prepareFolder(options.out);
	const checkpoint = await openCheckpoint(path, {
		networks: [DEFAULT_NETWORK],
		signal,
		like: options.like,
		cfg: options.cfg,
	});
	const description = findNetwork(checkpoint, DEFAULT_NETWORK);
	const reading = readGenerator(description);
	requireUsable(reading, options);
	const { config, notes } = reading;
	for (const line of noteLines(notes)) terminal.warn(`network '${options.network}': ${line}`);
	const weights = networkWeights(description);
	const settings = { nrr: options.nrr ?? config.neuralRenderingResolution, sampleMult: options.sampleMult };
	const written: ExportedGraph[] = [];
	using progress = startProgress("export", terminal.talks);
	for (const [index, name] of options.graphs.entries()) {
		throwIfAborted(signal, "export");
		progress.update(index / options.graphs.length, name);
		const model = GRAPHS[name].build(config, weights, settings);
		const signature = await modelSignature(name, model);
		const file = join(options.out, `${name}.onnx`);
		await writeFileWhole(file, model, signal);
		written.push({ name, file: `${name}.onnx`, bytes: model.byteLength, signature });
	}
	progress[Symbol.dispose]();
	await writeFileWhole(
		join(options.out, "README.md"),
		exportReadme(options.network, config, settings, written),
		signal,
	);
	for (const { file, bytes } of written) terminal.line(`${join(options.out, file)}: ${formatBytes(bytes)}`);
	terminal.value({ format: "onnx", folder: options.out, settings, graphs: written });
}
