/** The non-saturating adversarial loss (Goodfellow et al. 2014): cross entropy with logits. */

import { softplus } from "../../graph/ops/activations.ts";
import { reshape } from "../../graph/ops/layout.ts";
import { neg, sign } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";

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
