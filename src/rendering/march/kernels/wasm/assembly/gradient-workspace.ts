/** What a worker keeps beside the `Workspace` while it goes back along a ray, and the gradients that it adds up. */

import { number, pointer } from "./job";
import {
	GROUP,
	ITEM_COLOUR_BIAS,
	ITEM_COLOURS,
	ITEM_COLOURS_BACK,
	ITEM_FIRST_BIAS,
	ITEM_SIGMA,
	ITEM_SIGMA_BIAS,
} from "./slots";
import { Workspace } from "./workspace";

/** Padding of every array, in elements. */
const SLACK = 16;

@unmanaged
export class Backward {
	/** [F padded] the gradient by the ray's features, times the range of colours; zeros behind F. */
	features: usize;
	/** By slot: half the weights of the intervals before and after; gradient · colour; gradient by sigma. */
	shares: usize;
	products: usize;
	sigma: usize;
	/** By interval: the light it lets through, and how that changes with the mean sigma. */
	through: usize;
	slope: usize;
	/** [F padded / 8, slots, 8] gradients by the logits. */
	logits: usize;
	/** [F padded, 4] those of four samples side by side. */
	packed: usize;
	/** [8] zeros. */
	zeros: usize;
	/** [slots, D] gradients by the activations, then by the sums before them. */
	hidden: usize;
	/** Rows that `logits` has room for. */
	slots: i32;
	/** Weights of the way back, and gradients; see slots.ts. */
	coloursBack: usize;
	colours: usize;
	colourBias: usize;
	sigmaWeights: usize;
	sigmaBias: usize;
	firstBias: usize;
	/** Gradients by the folded planes, [G, H + 2, W + 2, D]; the third 0 where it is merged. */
	planeA: usize;
	planeB: usize;
	planeC: usize;
	end: usize;
}

function align(at: usize): usize {
	return (at + 63) & ~63;
}

/** Lays everything out at `base` but the gradients by the planes. */
export function layOutBackward(base: usize, slots: i32, hidden: i32, features: i32): Backward {
	const b = changetype<Backward>(align(base));
	const row = (<usize>(slots + SLACK)) << 2;
	b.slots = (slots + 3) & -4;
	b.features = align(changetype<usize>(b) + offsetof<Backward>());
	b.shares = align(b.features + ((<usize>features) << 2));
	b.products = align(b.shares + row);
	b.sigma = align(b.products + row);
	b.through = align(b.sigma + row);
	b.slope = align(b.through + row);
	b.logits = align(b.slope + row);
	b.packed = align(b.logits + ((<usize>(b.slots * features)) << 2));
	b.zeros = align(b.packed + ((<usize>features) << 4));
	b.hidden = align(b.zeros + GROUP * 4);
	b.end = align(b.hidden + ((<usize>(slots + SLACK) * <usize>hidden) << 2));
	return b;
}

/** Lays out, behind `base`, all that an item's gradient needs; gradients by the planes are set to zero. */
export function openBackward(base: usize, slots: i32, item: usize, w: Workspace): Backward {
	const field = w.field;
	const b = layOutBackward(base, slots, field.hidden, field.featuresPadded);
	memory.fill(b.features, 0, (<usize>field.featuresPadded) << 2);
	memory.fill(b.zeros, 0, GROUP * 4);
	b.coloursBack = pointer(item, ITEM_COLOURS_BACK);
	b.colours = pointer(item, ITEM_COLOURS);
	b.colourBias = pointer(item, ITEM_COLOUR_BIAS);
	b.sigmaWeights = pointer(item, ITEM_SIGMA);
	b.sigmaBias = pointer(item, ITEM_SIGMA_BIAS);
	b.firstBias = pointer(item, ITEM_FIRST_BIAS);
	const bytes = align(<usize>field.slices * field.sliceBytes);
	b.planeA = b.end;
	b.planeB = b.planeA + bytes;
	b.planeC = field.planeC == 0 ? 0 : b.planeB + bytes;
	b.end = b.planeB + bytes * (field.planeC == 0 ? 1 : 2);
	memory.fill(b.planeA, 0, b.end - b.planeA);
	return b;
}
