/**
 * Node: the root with Node's files, ONNX Runtime and image codecs.
 *
 * @module triplane/node
 */

import type { Generator } from "./generator/generator.ts";
import { type NetworkSource, type NodeGeneratorOptions, openGenerator } from "./platform/node/open-generator.ts";

export * from "./index.ts";
export {
	type CachedDownloadOptions,
	cachedDownload,
	type DownloadedFile,
} from "./platform/node/download/cached-download.ts";
export { encodeImage } from "./platform/node/encode-image.ts";
export { openFaceFinder, readCanonicalFace } from "./platform/node/face-models.ts";
export { type FileSource, openFile } from "./platform/node/file-source.ts";
export { nodeImageCodec } from "./platform/node/image-codec.ts";
export { embeddedNetworks, locateNetwork, type NetworkLocation, obtainNetwork } from "./platform/node/networks.ts";
export { nodeOrtPlatform } from "./platform/node/onnx-runtime.ts";
export { openFiles } from "./platform/node/open-files.ts";
export {
	type EngineRecord,
	type NetworkFileOptions,
	type NetworkSource,
	type NodeGeneratorOptions,
	type OpenCheckpointOptions,
	type OpenedGenerator,
	openCheckpoint,
	openGenerator,
} from "./platform/node/open-generator.ts";
export { nodeWorkerPool } from "./platform/node/worker-pool.ts";
export { writeFileWhole } from "./platform/node/write-file.ts";
export { type WrittenFile, writeStreamWhole } from "./platform/node/write-stream.ts";
export type { RendererRequest } from "./rendering/march/choose-marcher.ts";

/**
 * Opens a network and makes a generator of it.
 * @param source  path or address of a checkpoint, name of an embedded network, bytes from elsewhere, or a checkpoint that was read
 * @returns  dispose of it (or `await using`) to end its sessions and worker threads. Rejects with `InputError` when
 *   there is no such network, `CheckpointError` when it is damaged or no tri-plane generator, `RuntimeUnavailableError`
 *   when the device asked for is not there.
 */
export async function loadGenerator(source: NetworkSource, options: NodeGeneratorOptions = {}): Promise<Generator> {
	const { generator } = await openGenerator(source, options);
	return generator;
}
