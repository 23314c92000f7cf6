/** Host reference of convolution and transposed convolution: one walk over all products, read in both directions. */

import { elementCount, type Shape } from "../../tensor/shape.ts";
import type { ConvAttributes } from "./attributes.ts";

/**
 * Visits every product of a convolution of `wide` [N, I, H, W] with `kernel` [O, I/groups, kh, kw] to `narrow`
 * [N, O, h, w], as offsets into the three. The transposed convolution has the same products, from narrow to wide.
 */
export function visitProducts(
	wide: Shape,
	narrow: Shape,
	kernel: Shape,
	attributes: ConvAttributes,
	visit: (wideOffset: number, narrowOffset: number, kernelOffset: number) => void,
): void {
	const [, wideChannels, height, width] = wide as [number, number, number, number];
	const [, channels, rows, columns] = narrow as [number, number, number, number];
	const [, depth, kernelRows, kernelColumns] = kernel as [number, number, number, number];
	const { strides, pads, dilations, groups } = attributes;
	const channelsPerGroup = channels / groups;
	for (let narrowOffset = 0; narrowOffset < elementCount(narrow); narrowOffset++) {
		const column = narrowOffset % columns;
		const row = Math.floor(narrowOffset / columns) % rows;
		const channel = Math.floor(narrowOffset / (columns * rows)) % channels;
		const sample = Math.floor(narrowOffset / (columns * rows * channels));
		const firstChannel = Math.floor(channel / channelsPerGroup) * depth;
		for (let tap = 0; tap < depth * kernelRows * kernelColumns; tap++) {
			const x = column * strides[1] - pads[1] + (tap % kernelColumns) * dilations[1];
			const y = row * strides[0] - pads[0] + (Math.floor(tap / kernelColumns) % kernelRows) * dilations[0];
			if (x < 0 || x >= width || y < 0 || y >= height) continue;
			const wideChannel = firstChannel + Math.floor(tap / (kernelColumns * kernelRows));
			const wideOffset = ((sample * wideChannels + wideChannel) * height + y) * width + x;
			visit(wideOffset, narrowOffset, channel * depth * kernelRows * kernelColumns + tap);
		}
	}
}
