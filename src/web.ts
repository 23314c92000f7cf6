/**
 * The browser: the root with the browser's files, fetch, workers and ONNX Runtime.
 *
 * @module triplane/web
 */

import type { Generator } from "./generator/generator.ts";
import type { WebNetworkSource } from "./platform/web/network-source.ts";
import { openGenerator, type WebGeneratorOptions } from "./platform/web/open-generator.ts";

export * from "./index.ts";
export { blobSource } from "./platform/web/blob-source.ts";
export {
	type CanvasPainter,
	createCanvasPainter,
	type PaintOptions,
} from "./platform/web/canvas-painter.ts";
export { type DownloadOptions, download } from "./platform/web/download.ts";
export { drawImage, type PixelCanvas } from "./platform/web/draw-image.ts";
export { requestGpu, type WebGpu } from "./platform/web/gpu-device.ts";
export { type OpenCheckpointOptions, openCheckpoint, type WebNetworkSource } from "./platform/web/network-source.ts";
export {
	type WebOrtModule,
	type WebOrtOptions,
	type WebOrtPlatform,
	webOrtPlatform,
} from "./platform/web/onnx-runtime.ts";
export {
	type OpenedWebGenerator,
	openGenerator,
	type WebEngineRecord,
	type WebGeneratorOptions,
} from "./platform/web/open-generator.ts";
export type { PaintableCanvas } from "./platform/web/render-types.ts";
export { webWorkerPool } from "./platform/web/worker-pool.ts";
export type { RendererRequest } from "./rendering/march/choose-marcher.ts";

/**
 * Opens a network and makes a generator of it.
 * @param source  a file that was picked or dropped, an address, bytes, or a checkpoint that was read
 * @returns  dispose of it (or `await using`) to end its sessions and workers. Rejects with `InputError` when the network
 *   cannot be had, `CheckpointError` when it is damaged or no tri-plane generator, `RuntimeUnavailableError` when the
 *   device asked for is not there, `AbortedError` when the signal fires.
 */
export async function loadGenerator(source: WebNetworkSource, options: WebGeneratorOptions): Promise<Generator> {
	const { generator } = await openGenerator(source, options);
	return generator;
}
