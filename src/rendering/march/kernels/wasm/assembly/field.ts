/** A field as the inner functions want it: integers and addresses instead of slots. */

import { count, number, pointer } from "./job";
import { RGB_MARGIN, RGB_SCALE } from "./contract-constants";
import {
	FIELD_BIAS,
	FIELD_BOX_WARP,
	FIELD_COLOUR_BIAS,
	FIELD_COLOUR_WEIGHTS,
	FIELD_DECODED,
	FIELD_FEATURES,
	FIELD_FEATURES_PADDED,
	FIELD_HEIGHT,
	FIELD_HIDDEN,
	FIELD_MASK,
	FIELD_PLANE_A,
	FIELD_PLANE_B,
	FIELD_PLANE_C,
	FIELD_PLANE_C_AXIS,
	FIELD_PLAIN_COLOURS,
	FIELD_SIGMA_BIAS,
	FIELD_SIGMA_WEIGHTS,
	FIELD_SLICES,
	FIELD_WIDTH,
} from "./slots";

@unmanaged
export class Field {
	planeA: usize;
	planeB: usize;
	/** 0 where it is merged into the second. */
	planeC: usize;
	planeCAxis: i32;
	width: i32;
	height: i32;
	/** Hidden units, padded. */
	hidden: i32;
	texelBytes: usize;
	rowBytes: usize;
	/** Slices of a plane, from one to the next, and the bias that they do not hold; 0 where there is one slice, which does. */
	slices: i32;
	sliceBytes: usize;
	bias: usize;
	features: i32;
	featuresPadded: i32;
	sigmaWeights: usize;
	sigmaBias: f32;
	colourWeights: usize;
	colourBias: usize;
	/** Where |x| or |z| is larger, sigma is EMPTY_SIGMA; infinity where there is no mask. */
	mask: f32;
	/** Whether colours are what the second layer gives. */
	plainColours: boolean;
	/** rgb = gain · (logistic − 1/2, or what the second layer gives) + middle; feature = range · colour + rangeOffset. */
	gain: f32;
	middle: f32;
	range: f32;
	rangeOffset: f32;
	/** Texels of the padded plane = world · scale + offset, along width and height. */
	scaleU: f64;
	offsetU: f64;
	scaleV: f64;
	offsetV: f64;
	/** Slices, counted from 0 at the middle of the first, across a plane. */
	scaleW: f64;
	offsetW: f64;
}

/** Reads the slots at `row` into `field`. */
export function openField(row: usize, field: Field): void {
	field.planeA = pointer(row, FIELD_PLANE_A);
	field.planeB = pointer(row, FIELD_PLANE_B);
	field.planeC = pointer(row, FIELD_PLANE_C);
	field.planeCAxis = count(row, FIELD_PLANE_C_AXIS);
	field.width = count(row, FIELD_WIDTH);
	field.height = count(row, FIELD_HEIGHT);
	field.hidden = count(row, FIELD_HIDDEN);
	field.texelBytes = (<usize>field.hidden) << 2;
	field.rowBytes = <usize>(field.width + 2) * field.texelBytes;
	field.slices = count(row, FIELD_SLICES);
	field.sliceBytes = <usize>(field.height + 2) * field.rowBytes;
	field.bias = pointer(row, FIELD_BIAS);
	field.features = count(row, FIELD_FEATURES);
	field.featuresPadded = count(row, FIELD_FEATURES_PADDED);
	field.sigmaWeights = pointer(row, FIELD_SIGMA_WEIGHTS);
	field.sigmaBias = <f32>number(row, FIELD_SIGMA_BIAS);
	field.colourWeights = pointer(row, FIELD_COLOUR_WEIGHTS);
	field.colourBias = pointer(row, FIELD_COLOUR_BIAS);
	field.mask = <f32>number(row, FIELD_MASK);
	field.plainColours = count(row, FIELD_PLAIN_COLOURS) != 0;
	field.gain = field.plainColours ? 1 : <f32>RGB_SCALE;
	field.middle = field.plainColours ? 0 : <f32>(0.5 * RGB_SCALE - RGB_MARGIN);
	const decoded = count(row, FIELD_DECODED) != 0;
	field.range = decoded ? 1 : 2;
	field.rangeOffset = decoded ? 0 : -1;
	// align_corners = false: the box [-1, 1] runs from texel edge -1/2 to size - 1/2; + 1 for the border.
	const boxWarp = number(row, FIELD_BOX_WARP);
	field.scaleU = <f64>field.width / boxWarp;
	field.offsetU = <f64>field.width * 0.5 + 0.5;
	field.scaleV = <f64>field.height / boxWarp;
	field.offsetV = <f64>field.height * 0.5 + 0.5;
	field.scaleW = <f64>field.slices / boxWarp;
	field.offsetW = <f64>field.slices * 0.5 - 0.5;
}
