/** All benchmarks, in the order of the report. */

import type { Benchmark } from "./benchmark.ts";
import { DATASET_BENCHMARKS } from "./datasets.ts";
import { FILE_BENCHMARKS } from "./files.ts";
import { MESH_BENCHMARKS } from "./meshes.ts";
import { RENDER_KERNEL_BENCHMARKS } from "./render-kernel.ts";
import { STAGE_BENCHMARKS } from "./stages.ts";
import { TRAINING_BENCHMARKS } from "./training.ts";
import { VOLUME_BENCHMARKS } from "./volumes.ts";

export const SUITE: readonly Benchmark[] = [
	...STAGE_BENCHMARKS,
	...RENDER_KERNEL_BENCHMARKS,
	...VOLUME_BENCHMARKS,
	...FILE_BENCHMARKS,
	...MESH_BENCHMARKS,
	...DATASET_BENCHMARKS,
	...TRAINING_BENCHMARKS,
];
