/**
 * The non-saturating adversarial loss (Goodfellow et al. 2014): cross entropy with logits. And R1 (Mescheder et al. 2018): the
 * squared gradient of the logits by real images, by both of the pair.
 */

import { gradients } from "../../graph/gradients.ts";
import { softplus } from "../../graph/ops/activations.ts";
import { add } from "../../graph/ops/arithmetic.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { reduceSum } from "../../graph/ops/reductions.ts";
import { neg, sign, square } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { InputError } from "../../tensor/errors.ts";

/** What it costs to take logits [N, 1] for real, softplus(-logits): -log of the probability of "real". [N] */
export function lossAsReal(logits: SymbolicTensor): SymbolicTensor {
	return softplus(neg(reshape(logits, [-1])));
}

/** What it costs to take logits [N, 1] for fake, softplus(logits). [N] */
export function lossAsFake(logits: SymbolicTensor): SymbolicTensor {
	return softplus(reshape(logits, [-1]));
}

/** Logits and their signs as they are reported, [N] each. */
export function scoreReports(logits: SymbolicTensor, which: "fake" | "real"): Record<string, SymbolicTensor> {
	const scores = reshape(logits, [-1]);
	return { [`Loss/scores/${which}`]: scores, [`Loss/signs/${which}`]: sign(scores) };
}

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
