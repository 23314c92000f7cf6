/** Images through a graph in runs of a few, and what it gives as rows of features. */

import { RuntimeFailureError } from "../../../tensor/errors.ts";
import type { HostTensor } from "../../../tensor/host-tensor.ts";
import { elementCount, formatShape } from "../../../tensor/shape.ts";

/**
 * Cuts images [N, …] into runs and joins their features.
 * @param run  gives the rows of some images, whose bytes it gets
 */
export async function inChunks(
	images: HostTensor<"uint8">,
	chunk: number,
	run: (bytes: Uint8Array) => Promise<Float32Array>,
): Promise<Float32Array> {
	const [count = 0, ...rest] = images.shape;
	const size = elementCount(rest);
	const parts: Float32Array[] = [];
	for (let start = 0; start < count; start += chunk) {
		parts.push(await run(images.data.subarray(start * size, Math.min(start + chunk, count) * size)));
	}
	const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}

/** An output [N, D] as rows; [N, C, H, W] and other shapes with more axes are averaged over what follows the second. */
export function outputRows(
	who: string,
	outputs: Readonly<Record<string, HostTensor>>,
	name: string,
	count: number,
): Float32Array {
	const tensor = outputs[name];
	if (tensor?.dtype !== "float32") {
		const there = Object.entries(outputs).map(([key, { dtype }]) => `${key} (${dtype})`);
		throw new RuntimeFailureError(`${who}: no float32 output '${name}', only ${there.join(", ")}`);
	}
	const [first = 0, channels = 0, ...places] = tensor.shape;
	if (first !== count || channels < 1) {
		throw new RuntimeFailureError(
			`${who}: output '${name}' is ${formatShape(tensor.shape)}, want [${count}, features, …]`,
		);
	}
	const area = elementCount(places);
	const values = tensor.data as Float32Array;
	if (area === 1) return Float32Array.from(values);
	return Float32Array.from({ length: count * channels }, (_, row) => {
		let sum = 0;
		for (let i = row * area; i < (row + 1) * area; i++) sum += values[i]!;
		return sum / area;
	});
}
