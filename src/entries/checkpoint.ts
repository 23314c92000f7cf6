/**
 * Network files: reading published pickles without running them, and safetensors in both directions.
 *
 * @module triplane/checkpoint
 */

export type { Checkpoint, NetworkDescription, PlainRecord, PlainValue } from "../checkpoint/description.ts";
export { type ReadCheckpointOptions, readCheckpoint } from "../checkpoint/read-checkpoint.ts";
export { readSafetensors, type SafetensorsFile } from "../checkpoint/safetensors/reader.ts";
export { safetensorsChunks } from "../checkpoint/safetensors/writer.ts";
export { checkpointToSafetensors } from "../checkpoint/safetensors-checkpoint.ts";
