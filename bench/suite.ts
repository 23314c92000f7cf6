/** All benchmarks, in the order of the report. */

import type { Benchmark } from "./benchmark.ts";
import { FILE_BENCHMARKS } from "./files.ts";
import { STAGE_BENCHMARKS } from "./stages.ts";

export const SUITE: readonly Benchmark[] = [...STAGE_BENCHMARKS, ...FILE_BENCHMARKS];
