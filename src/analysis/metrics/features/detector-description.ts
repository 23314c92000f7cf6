/**
 * What a feature extractor wants of its images, as a JSON file beside the ONNX file says:
 *
 *     {
 *       "name": "inception-v3 of …",
 *       "input": { "name": "images", "layout": "NCHW", "channels": "RGB", "size": 299, "resize": "bilinear-antialias",
 *                  "range": [-1, 1], "mean": [0, 0, 0], "std": [1, 1, 1] },
 *       "output": "features",
 *       "batch": 8
 *     }
 *
 * Images are resized as float, brought to the range (0 becomes the first number, 255 the second), then mean is subtracted
 * and std divided out, channel by channel in RGB order.
 */

import { z } from "zod";
import { InputError } from "../../../tensor/errors.ts";

export interface DetectorDescription {
	/** What records call the extractor. */
	readonly name: string;
	readonly input: {
		readonly name: string;
		readonly layout: "NCHW" | "NHWC";
		readonly channels: "RGB" | "BGR";
		/** Width and height, pixels; "any" takes images as they are. */
		readonly size: number | "any";
		/** `bilinear` as PyTorch without antialias, `bilinear-antialias` with it. */
		readonly resize: "bilinear" | "bilinear-antialias";
		/** What 0 and 255 become. */
		readonly range: readonly [number, number];
		readonly mean: readonly [number, number, number];
		readonly std: readonly [number, number, number];
	};
	/** [N, D], or [N, D, …], which is averaged over the further axes. */
	readonly output: string;
	/** Images of one run; 1 for a graph that takes no other number. */
	readonly batch: number;
}

const triple = z.tuple([z.number(), z.number(), z.number()]);

const detectorSchema: z.ZodType<DetectorDescription> = z.strictObject({
	name: z.string().min(1),
	input: z.strictObject({
		name: z.string().min(1),
		layout: z.enum(["NCHW", "NHWC"]).default("NCHW"),
		channels: z.enum(["RGB", "BGR"]).default("RGB"),
		size: z.union([z.int().min(1).max(4096), z.literal("any")]),
		resize: z.enum(["bilinear", "bilinear-antialias"]).default("bilinear-antialias"),
		range: z.tuple([z.number(), z.number()]),
		mean: triple.default([0, 0, 0]),
		std: triple.default([1, 1, 1]).refine((values) => values.every((value) => value > 0), "want numbers above 0"),
	}),
	output: z.string().min(1),
	batch: z.int().min(1).max(1024).default(1),
});

/** Reads the JSON. Throws `InputError` that names `file`, and every field that is wrong. */
export function parseDetector(file: string, text: string): DetectorDescription {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new InputError(`detector '${file}': is not JSON: ${(cause as Error).message}`, { cause });
	}
	const parsed = detectorSchema.safeParse(value);
	if (parsed.success) return parsed.data;
	const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`);
	throw new InputError(`detector '${file}': ${faults.join("; ")}`);
}
