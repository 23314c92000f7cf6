/**
 * Depth as numbers: 16-bit PNG, NPY and EXR, in world units. What is written is the renderer's expected distance along the
 * unit ray, not the distance along the camera's axis; rays that met nothing have the end of the rays.
 */

import { concatBatch } from "../generator/batch.ts";
import type { View } from "../generator/views.ts";
import { encodeGrey16 } from "../platform/node/encode-image.ts";
import { InputError } from "../tensor/errors.ts";
import { writeExr } from "../tensor/exr.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { writeNpy } from "../tensor/npy.ts";
import { DEPTH_ENDINGS, type DepthFormat } from "./options/outputs.ts";

/** One file, and what its numbers are. */
export interface DepthFile {
	/** After the person's name, as in "-depth.npy". */
	readonly ending: string;
	readonly content: Uint8Array;
	readonly details: Readonly<Record<string, unknown>>;
}

type Rows = readonly (readonly View[])[];
type NumberFormat = Exclude<DepthFormat, "png">;

const UNIT = "world units";
const QUANTITY = "expected distance along the unit ray";
const LARGEST_STEP = 65_535;
/** World units for each step of 16 bits, the finest that holds all depths is taken: round numbers, easy to undo. */
const STEPS = [0.0001, 0.001, 0.01, 0.1, 1];

/** The files of one person's views in the formats asked for; `png`, which holds 8 bits, is a sheet of another place. */
export async function depthFiles(rows: Rows, formats: readonly DepthFormat[]): Promise<DepthFile[]> {
	const files: DepthFile[] = [];
	for (const format of formats) if (format !== "png") files.push(await WRITERS[format](rows));
	return files;
}

const WRITERS: { readonly [F in NumberFormat]: (rows: Rows) => Promise<DepthFile> } = {
	png16: async (rows) => {
		const { shape, data } = depthSheet(rows);
		const [height = 0, width = 0] = shape;
		const worldUnitsPerStep = stepFor(data);
		const steps = Uint16Array.from(data, (depth) => Math.round(depth / worldUnitsPerStep));
		const content = await encodeGrey16({ width, height, data: steps });
		return file("png16", content, { bits: 16, worldUnitsPerStep, width, height });
	},
	npy: async (rows) => {
		const views = concatBatch(rows.flat().map(({ imageDepth }) => imageDepth));
		const [N = 0, , H = 0, W = 0] = views.shape;
		return file("npy", writeNpy(float32Tensor([N, H, W], views.data)), {
			shape: [N, H, W],
			axes: "views, rows, columns",
		});
	},
	exr: async (rows) => {
		const sheet = depthSheet(rows);
		const [height, width] = sheet.shape;
		const notes = { depthUnit: UNIT, depthQuantity: QUANTITY };
		return file("exr", writeExr(sheet, { channel: "Z", notes }), { channel: "Z", width, height });
	},
};

function file(format: NumberFormat, content: Uint8Array, own: Readonly<Record<string, unknown>>): DepthFile {
	return { ending: DEPTH_ENDINGS[format], content, details: { unit: UNIT, quantity: QUANTITY, ...own } };
}

/** The views side by side, as pictures are laid out. @returns [rows · H, columns · W] */
function depthSheet(rows: Rows): Float32Tensor {
	const [, , H = 0, W = 0] = rows[0]?.[0]?.imageDepth.shape ?? [];
	const columns = rows[0]?.length ?? 0;
	const sheet = new Float32Array(rows.length * H * columns * W);
	for (const [row, views] of rows.entries()) {
		for (const [column, { imageDepth }] of views.entries()) {
			for (let y = 0; y < H; y++) {
				sheet.set(imageDepth.data.subarray(y * W, (y + 1) * W), ((row * H + y) * columns + column) * W);
			}
		}
	}
	return float32Tensor([rows.length * H, columns * W], sheet);
}

function stepFor(depths: Float32Array): number {
	const most = depths.reduce((so, depth) => Math.max(so, depth), 0);
	const step = STEPS.find((one) => most / one <= LARGEST_STEP);
	if (step !== undefined && Number.isFinite(most)) return step;
	throw new InputError(`depth ${most} does not go into 16 bits; want --depth-format npy or exr`);
}
