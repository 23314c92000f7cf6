/** A field in the kernel's memory: folded planes and packed weights. */

import { ShapeError } from "../../../../tensor/errors.ts";
import { checkField } from "../../check-inputs.ts";
import type { TriplaneField } from "../../contract.ts";
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
	FIELD_PLAIN_COLOURS,
	FIELD_PLANE_A,
	FIELD_PLANE_B,
	FIELD_PLANE_C,
	FIELD_PLANE_C_AXIS,
	FIELD_SIGMA_BIAS,
	FIELD_SIGMA_WEIGHTS,
	FIELD_SLICES,
	FIELD_SLOTS,
	FIELD_WIDTH,
} from "./assembly/slots.ts";
import type { Blocks, Engine } from "./engine.ts";
import { foldPlanes } from "./fold-planes.ts";
import { type PackedDecoder, packDecoder } from "./pack.ts";

/** What calls need to know of a prepared field. */
export interface FieldInMemory {
	readonly engine: Engine;
	/** Address of the field's slots. */
	readonly slots: number;
	/** D and F, padded; F. */
	readonly hidden: number;
	readonly featuresPadded: number;
	readonly features: number;
	readonly boxWarp: number;
	/** Of all folded planes and their slices, borders included. */
	readonly texels: number;
	/** Whether points of a slab share samples of planes and nothing is masked, so that the job `grid` can have them. */
	readonly hasRows: boolean;
}

/** Offsets of texels are int32 in the kernel. */
const LARGEST_PLANE = 2 ** 31;

/** Folds a field's planes into `blocks`. Rejects as `prepareField` does. */
export async function placeField(engine: Engine, field: TriplaneField, blocks: Blocks): Promise<FieldInMemory> {
	const { H, W, G } = checkField(field);
	const decoder = packDecoder(field.decoder, field.rules.colourActivation);
	const planeBytes = 4 * G * (H + 2) * (W + 2) * decoder.hidden;
	if (planeBytes >= LARGEST_PLANE) {
		throw new ShapeError(
			`wasm renderer: planes of ${G === 1 ? "" : `${G} × `}${H} × ${W} texels and ${decoder.hidden} hidden units are ${planeBytes} bytes when ` +
				"folded, want less than 2 GiB",
		);
	}
	const planes = await foldPlanes(engine, blocks, field, decoder);
	const slots = blocks.float64(fieldSlots(field, H, W, decoder, planes, blocks));
	const { hidden, features, featuresPadded } = decoder;
	const texels = planes.filter((plane) => plane !== 0).length * G * (H + 2) * (W + 2);
	const hasRows = G === 1 && field.rules.densityMask === null;
	return { engine, slots, hidden, features, featuresPadded, boxWarp: field.boxWarp, texels, hasRows };
}

function fieldSlots(
	{ boxWarp, planeAxes, triplaneDepth, rules }: TriplaneField,
	height: number,
	width: number,
	decoder: PackedDecoder,
	planes: readonly [number, number, number],
	blocks: Blocks,
): Float64Array {
	const row = new Float64Array(FIELD_SLOTS);
	row[FIELD_PLANE_A] = planes[0];
	row[FIELD_PLANE_B] = planes[1];
	row[FIELD_PLANE_C] = planes[2];
	// The third plane's height runs along x as published, along y in others as they are folded (fold-planes.ts).
	row[FIELD_PLANE_C_AXIS] = planeAxes === "eg3d" ? 0 : 1;
	row[FIELD_WIDTH] = width;
	row[FIELD_HEIGHT] = height;
	row[FIELD_HIDDEN] = decoder.hidden;
	row[FIELD_FEATURES] = decoder.features;
	row[FIELD_FEATURES_PADDED] = decoder.featuresPadded;
	row[FIELD_SIGMA_WEIGHTS] = blocks.float32(decoder.sigmaWeights);
	row[FIELD_SIGMA_BIAS] = decoder.sigmaBias;
	row[FIELD_COLOUR_WEIGHTS] = blocks.float32(decoder.colourWeights);
	row[FIELD_COLOUR_BIAS] = blocks.float32(decoder.colourBias);
	row[FIELD_BOX_WARP] = boxWarp;
	row[FIELD_SLICES] = triplaneDepth;
	row[FIELD_BIAS] = triplaneDepth === 1 ? 0 : blocks.float32(decoder.foldBias);
	row[FIELD_MASK] = rules.densityMask ?? Number.POSITIVE_INFINITY;
	row[FIELD_PLAIN_COLOURS] = Number(rules.colourActivation === "none");
	row[FIELD_DECODED] = Number(rules.colourRange === "decoded");
	return row;
}
