/**
 * What a platform hands in: bytes, files, image codecs, workers, a GPU, ONNX Runtime with its devices.
 *
 * @module triplane/host
 */

export { type ByteSource, bytesInMemory } from "../host/byte-source.ts";
export type { FileSet, RefusalReason, RefusedFile } from "../host/file-set.ts";
export type { GpuBuffer, GpuDevice, GpuTensor } from "../host/gpu.ts";
export type { ImageChange, ImageCodec, ImageDecoder, ImageFormat, ImageHeader } from "../host/image-codec.ts";
export type { CompiledGraph, Device, DeviceRequest, InferenceRuntime } from "../host/inference-runtime.ts";
export type { Progress, ProgressListener } from "../host/progress.ts";
export type { WorkerListener, WorkerPool, WorkerScript, WorkerThread } from "../host/worker-pool.ts";
export {
	type ChosenRuntime,
	createRuntime,
	type DeviceFinding,
	findDevices,
	type RuntimeOptions,
} from "../runtime/create-runtime.ts";
export type { DeviceCandidate, OrtModule, OrtPlatform } from "../runtime/ort-module.ts";
