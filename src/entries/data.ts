/**
 * Datasets of images with cameras: opening, checking, shuffled batches, zip archives.
 *
 * @module triplane/data
 */

export { type Batch, BatchReader, type BatchReaderOptions } from "../data/batch-reader.ts";
export { type CheckOptions, checkDataset, type DatasetReport, requireSound } from "../data/check/check-dataset.ts";
export type { FindingKind } from "../data/check/finding-kinds.ts";
export type { Finding, FindingExample } from "../data/check/findings.ts";
export type { Scene } from "../data/check/sampled-box.ts";
export { type Dataset, type DatasetItem, type DatasetOptions, openDataset } from "../data/dataset.ts";
export { imageFloats } from "../data/image-tensors.ts";
export { InfiniteSampler, type SamplerSnapshot } from "../data/infinite-sampler.ts";
export { openZip } from "../data/zip-files.ts";
export { type Crc32, storedZip, type ZipContent } from "../data/zip-writer.ts";
