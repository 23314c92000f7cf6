/** R1 (Mescheder et al. 2018): the squared gradient of the logits by real images, by both of the pair. */

import { gradients } from "../../graph/gradients.ts";
import { add } from "../../graph/ops/arithmetic.ts";
import { reduceSum } from "../../graph/ops/reductions.ts";
import { square } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { InputError } from "../../tensor/errors.ts";

/**
 * Σ over all pixels of the squared gradients of the logits, [N]. Samples must not influence each other's logits but
 * through the minibatch standard deviation, as published.
 * @param logits  [N, 1]
 * @param images  [N, C, H, W] each, of one graph with the logits
 */
export function gradientPenalty(logits: SymbolicTensor, images: readonly SymbolicTensor[]): SymbolicTensor {
	if (images.length === 0) throw new InputError("gradientPenalty: no images, want at least one");
	return gradients(reduceSum(logits), images)
		.map((gradient) => reduceSum(square(gradient), [1, 2, 3]))
		.reduce((sum, part) => add(sum, part));
}
