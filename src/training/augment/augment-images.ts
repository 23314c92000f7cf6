/**
 * Augmentation in the graph: between the images and the discriminator, in every pass, fakes and real images alike (Karras
 * et al. 2020). Gradients of both orders go through it, as R1 needs.
 *
 * Both images of a pair get the same map, each at its own resolution. Places outside are filled by reflection, and values
 * between pixels are bilinear. The published pipeline enlarges images twofold with wavelet filters meanwhile, which keeps
 * them a little sharper; fakes and real images are blurred alike here, and identities and blits are exact.
 */

import { LABEL_LENGTH, MIRROR } from "../../camera/label.ts";
import { clip } from "../../graph/ops/activations.ts";
import { add, div, mul, sub } from "../../graph/ops/arithmetic.ts";
import { gridSample } from "../../graph/ops/grid-sample.ts";
import { reshape, sliceAxis, transpose } from "../../graph/ops/layout.ts";
import { matmul } from "../../graph/ops/matmul.ts";
import { abs, floor } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import type { DiscriminatorImages } from "../../networks/discriminator.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { AUGMENTATION_LENGTH } from "./draw-augmentation.ts";

/** A pair of images and their cameras, as the discriminator gets them. */
export interface AugmentedPair {
	readonly images: DiscriminatorImages;
	/** [N, 25]: the mirrored camera's where the image was mirrored */
	readonly c: SymbolicTensor;
}

const PLACE = 6;
const MIRRORED = PLACE + 1;

/**
 * @param images         [N, 3, R, R] and [N, 3, nrr, nrr], about [−1, 1]
 * @param c              [N, 25]
 * @param augmentations  [N, 19] of `drawAugmentations`
 */
export function augmentPair(
	images: DiscriminatorImages,
	c: SymbolicTensor,
	augmentations: SymbolicTensor,
): AugmentedPair {
	const { N } = matchShape("augmentations", augmentations.shape, ["N", AUGMENTATION_LENGTH]);
	matchShape("c", c.shape, [N, LABEL_LENGTH]);
	const toSource = reshape(sliceAxis(augmentations, 1, 0, PLACE), [N, 2, 3]);
	const mirrored = sliceAxis(augmentations, 1, PLACE, MIRRORED);
	const colour = reshape(sliceAxis(augmentations, 1, MIRRORED, AUGMENTATION_LENGTH), [N, 3, 4]);
	const augment = (image: SymbolicTensor): SymbolicTensor => recoloured(moved(image, toSource), colour);
	return {
		images: { image: augment(images.image), imageRaw: augment(images.imageRaw) },
		c: add(c, mul(mirrored, sub(mirroredLabels(c), c))),
	};
}

/** Samples an image [N, 3, R, R] where `toSource` [N, 2, 3] says. */
function moved(image: SymbolicTensor, toSource: SymbolicTensor): SymbolicTensor {
	const { N, R } = matchShape("augmented image", image.shape, ["N", 3, "R", "R"]);
	const points = matmul(toSource, image.graph.constant(pixelCentres(R), `augment.centres${R}`)); // [N, 2, R²]
	const within = clip(reflected(points), -(1 - 1 / R), 1 - 1 / R);
	return gridSample(image, reshape(transpose(within, [0, 2, 1]), [N, R, R, 2]));
}

/** Brings coordinates into [−1, 1] by reflection at the outer edges. */
function reflected(points: SymbolicTensor): SymbolicTensor {
	const fromEdge = add(points, 1);
	const rounds = floor(div(fromEdge, 4));
	return sub(1, abs(sub(sub(fromEdge, mul(rounds, 4)), 2)));
}

/** Applies affine maps [N, 3, 4] to the colours of images [N, 3, R, R]. */
function recoloured(image: SymbolicTensor, colour: SymbolicTensor): SymbolicTensor {
	const { N, R } = matchShape("augmented image", image.shape, ["N", 3, "R", "R"]);
	const linear = matmul(sliceAxis(colour, 2, 0, 3), reshape(image, [N, 3, R * R]));
	return reshape(add(linear, sliceAxis(colour, 2, 3, 4)), image.shape);
}

/** `mirrorLabel` of every label. */
function mirroredLabels(c: SymbolicTensor): SymbolicTensor {
	const row = (values: readonly number[]): SymbolicTensor => c.graph.constant(float32Tensor([1, LABEL_LENGTH], values));
	return add(mul(c, row(MIRROR.factors)), row(MIRROR.offsets));
}

/** [3, R²]: x, y and 1 of each pixel's centre. */
function pixelCentres(R: number): ReturnType<typeof float32Tensor> {
	const centre = (index: number): number => ((index + 0.5) * 2) / R - 1;
	const all = Array.from({ length: R * R }, (_, pixel) => pixel);
	return float32Tensor(
		[3, R * R],
		[
			...all.map((pixel) => centre(pixel % R)),
			...all.map((pixel) => centre(Math.floor(pixel / R))),
			...all.map(() => 1),
		],
	);
}
