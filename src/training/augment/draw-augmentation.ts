/**
 * The random numbers of augmentation: for every image one affine map of the plane and one of the colours, drawn on the
 * host and fed to the graph, so that a run can be repeated and continued. Ranges and probabilities are those of Karras et
 * al. 2020, appendix B. However improbable a transform is, the same number of random numbers is drawn for it.
 */

import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { RandomState } from "../../tensor/random-state.ts";
import {
	type Affine2,
	type Affine3,
	aboutGrey,
	composeAffine2,
	composeAffine3,
	IDENTITY2,
	IDENTITY3,
	rotation2,
	scaling2,
	translation2,
} from "./affine.ts";
import type { Augmentation } from "./pipeline.ts";

/** What is drawn from. */
export interface AugmentationDraw {
	/** Of each transform, 0 to 1. */
	readonly probability: number;
	readonly augmentations: readonly Augmentation[];
	/** Side of the images, pixels: blits move by whole pixels. */
	readonly resolution: number;
}

/** What becomes of one image. */
export interface DrawnAugmentation {
	/** From places in the result to places in the image; −1 and 1 are the outer edges, x to the right, y down. */
	readonly toSource: Affine2;
	/** Of colours in [−1, 1]. */
	readonly colour: Affine3;
	/** Whether left and right changed places: the camera of the label is then the mirrored one. */
	readonly mirrored: boolean;
}

/** Numbers per image: 6 of the place, 1 whether mirrored, 12 of the colour. */
export const AUGMENTATION_LENGTH = 19;

/** Largest shift of a blit, of the image's side. */
const INTEGER_SHIFT = 0.125;
const FRACTIONAL_SHIFT_DEVIATION = 0.125;
const SCALE_DEVIATION = 0.2 * Math.LN2;
const ANISOTROPY_DEVIATION = 0.2 * Math.LN2;
const BRIGHTNESS_DEVIATION = 0.2;
const CONTRAST_DEVIATION = 0.5 * Math.LN2;
const SATURATION_DEVIATION = Math.LN2;

/** Augmentations of a batch as a graph takes them, [N, 19]. */
export function drawAugmentations(random: RandomState, count: number, draw: AugmentationDraw): Float32Tensor {
	const rows = Array.from({ length: count }, () => {
		const { toSource, mirrored, colour } = drawAugmentation(random, draw);
		return [...toSource, mirrored ? 1 : 0, ...colour];
	});
	return float32Tensor([count, AUGMENTATION_LENGTH], rows.flat());
}

/** Draws one. */
export function drawAugmentation(random: RandomState, draw: AugmentationDraw): DrawnAugmentation {
	const gate = (name: Augmentation, probability = draw.probability): boolean =>
		draw.augmentations.includes(name) && uniform(random) < probability;
	const place = new Place();
	const mirrored = applied(gate("xflip"), uniform(random) < 0.5);
	if (mirrored) place.follow(scaling2(-1, 1));
	blit(random, gate, place, draw.resolution);
	deform(random, gate, place, draw.probability);
	return { toSource: place.toSource, colour: drawColour(random, gate), mirrored };
}

type Gate = (name: Augmentation, probability?: number) => boolean;

/** The second operand is always worked out, so that it draws its numbers. */
function applied(open: boolean, value: boolean): boolean {
	return open && value;
}

function blit(random: RandomState, gate: Gate, place: Place, resolution: number): void {
	const quarters = Math.floor(4 * uniform(random));
	if (gate("rotate90")) place.follow(QUARTER_TURNS[quarters] ?? IDENTITY2);
	const [x, y] = [uniform(random), uniform(random)].map(
		(value) => (2 * Math.round((2 * value - 1) * INTEGER_SHIFT * resolution)) / resolution,
	) as [number, number];
	if (gate("xint")) place.follow(translation2(x, y));
}

function deform(random: RandomState, gate: Gate, place: Place, probability: number): void {
	// Two rotations have together the probability of one.
	const ofEach = 1 - Math.sqrt(1 - Math.min(probability, 1));
	const scale = Math.exp(SCALE_DEVIATION * normal(random));
	if (gate("scale")) place.follow(scaling2(scale, scale));
	const before = turn(random);
	if (gate("rotate", ofEach)) place.follow(rotation2(before));
	const stretch = Math.exp(ANISOTROPY_DEVIATION * normal(random));
	if (gate("aniso")) place.follow(scaling2(stretch, 1 / stretch));
	const after = turn(random);
	if (gate("rotate", ofEach)) place.follow(rotation2(after));
	const [x, y] = [normal(random), normal(random)].map((value) => 2 * FRACTIONAL_SHIFT_DEVIATION * value) as [
		number,
		number,
	];
	if (gate("xfrac")) place.follow(translation2(x, y));
}

function drawColour(random: RandomState, gate: Gate): Affine3 {
	let colour = IDENTITY3;
	const step = (name: Augmentation, map: Affine3): void => {
		if (gate(name)) colour = composeAffine3(map, colour);
	};
	step("brightness", offset(BRIGHTNESS_DEVIATION * normal(random)));
	const contrast = Math.exp(CONTRAST_DEVIATION * normal(random));
	step("contrast", aboutGrey(contrast, contrast, 0));
	step("lumaflip", aboutGrey(uniform(random) < 0.5 ? -1 : 1, 1, 0));
	const hue = turn(random);
	step("hue", aboutGrey(1, Math.cos(hue), Math.sin(hue)));
	step("saturation", aboutGrey(1, Math.exp(SATURATION_DEVIATION * normal(random)), 0));
	return colour;
}

/** Composes maps of the image, and keeps the way back. */
class Place {
	toSource: Affine2 = IDENTITY2;

	/** Adds a map behind those so far. */
	follow(map: Affine2): void {
		this.toSource = composeAffine2(this.toSource, inverse(map));
	}
}

function inverse([a, b, c, d, e, f]: Affine2): Affine2 {
	const determinant = a * e - b * d;
	const [p, q, s, t] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
	return [p, q, -(p * c + q * f), s, t, -(s * c + t * f)];
}

/** Exact, so that pixels stay what they are. */
const QUARTER_TURNS: readonly Affine2[] = [IDENTITY2, [0, -1, 0, 1, 0, 0], [-1, 0, 0, 0, -1, 0], [0, 1, 0, -1, 0, 0]];

function offset(value: number): Affine3 {
	return IDENTITY3.map((entry, at) => (at % 4 === 3 ? value : entry));
}

function uniform(random: RandomState): number {
	return random.uniformFloat32(1)[0] ?? 0;
}

/** Any angle, radians. */
function turn(random: RandomState): number {
	return (2 * uniform(random) - 1) * Math.PI;
}

/** Standard normal (Box & Muller 1958), of two uniform numbers each. */
function normal(random: RandomState): number {
	const [radius = 0, angle = 0] = random.uniformFloat32(2);
	return Math.sqrt(-2 * Math.log(1 - radius)) * Math.cos(2 * Math.PI * angle);
}
