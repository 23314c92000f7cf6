/** The total table of operations: the compiler asks here for every operation that `attributes.ts` names. */

import { ACTIVATION_OPS } from "./activations-ops.ts";
import { ARITHMETIC_OPS } from "./arithmetic-ops.ts";
import type { OpTable } from "./attributes.ts";
import { COMPARISON_OPS } from "./comparison-ops.ts";
import { CONVOLUTION_OPS } from "./convolution-ops.ts";
import { GRID_SAMPLE_OPS } from "./grid-sample.ts";
import { INDEXING_OPS } from "./indexing.ts";
import { LAYOUT_OPS } from "./layout-ops.ts";
import { MATMUL_OPS } from "./matmul.ts";
import { REDUCTION_OPS } from "./reductions-ops.ts";
import { SCAN_OPS } from "./scan.ts";
import { SORTING_OPS } from "./sorting.ts";
import { UNARY_OPS } from "./unary-ops.ts";

export const OPS: OpTable = {
	...ARITHMETIC_OPS,
	...UNARY_OPS,
	...ACTIVATION_OPS,
	...COMPARISON_OPS,
	...REDUCTION_OPS,
	...LAYOUT_OPS,
	...MATMUL_OPS,
	...CONVOLUTION_OPS,
	...INDEXING_OPS,
	...SORTING_OPS,
	...SCAN_OPS,
	...GRID_SAMPLE_OPS,
};
