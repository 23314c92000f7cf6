/**
 * All parameters that are taught as one run of numbers, so that threads can share them: values, moments, moving average,
 * and the gradients of each part of a batch.
 */

import { isBuffer } from "../../networks/parameters.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { elementCount, type Shape } from "../../tensor/shape.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";

/** Where a parameter stands. */
export interface ParameterPlace {
	/** As graphs ask for it, the network's prefix included. */
	readonly name: string;
	readonly shape: Shape;
	readonly first: number;
	readonly count: number;
}

/** Places of the parameters of several networks, by their prefixes in graphs; buffers are left out. */
export function parameterPlaces(networks: ReadonlyMap<string, TrainedWeights>): ParameterPlace[] {
	const places: ParameterPlace[] = [];
	let first = 0;
	for (const [prefix, weights] of networks) {
		for (const [name, { shape }] of weights) {
			if (isBuffer(name)) continue;
			const count = elementCount(shape);
			places.push({ name: prefix + name, shape, first, count });
			first += count;
		}
	}
	return places;
}

/** How many numbers there are. */
export function placedNumbers(places: readonly ParameterPlace[]): number {
	const last = places.at(-1);
	return last ? last.first + last.count : 0;
}

/** Values of the parameters into one run. Throws `ShapeError` where one is missing or of another size. */
export function gatherParameters(
	places: readonly ParameterPlace[],
	numbersOf: (name: string) => Float32Array | undefined,
	into: Float32Array,
): void {
	for (const { name, first, count } of places) {
		const data = numbersOf(name);
		if (data?.length !== count) {
			throw new ShapeError(`parameter '${name}': ${data?.length ?? "no"} numbers, want ${count}`);
		}
		into.set(data, first);
	}
}

/** Copies of the parameters whose names begin with `prefix`, by their names without it. */
export function scatterParameters(
	places: readonly ParameterPlace[],
	prefix: string,
	values: Float32Array,
): Map<string, Float32Tensor> {
	const own = places.filter(({ name }) => name.startsWith(prefix));
	return new Map(
		own.map(({ name, shape, first, count }) => [
			name.slice(prefix.length),
			float32Tensor(shape, values.slice(first, first + count)),
		]),
	);
}

/** The runs of numbers that threads share, of one length each; on `SharedArrayBuffer`s where there are threads. */
export interface SharedNumbers {
	readonly values: Float32Array;
	/** Running means of the gradients and of their squares. */
	readonly mean: Float32Array;
	readonly square: Float32Array;
	readonly average: Float32Array;
	/** Gradients of each part of a batch. */
	readonly gradients: readonly Float32Array[];
}

/** @param parts  of a batch */
export function sharedNumbers(count: number, parts: number): SharedNumbers {
	const run = (): Float32Array => new Float32Array(new SharedArrayBuffer(4 * count));
	return {
		...{ values: run(), mean: run(), square: run(), average: run() },
		gradients: Array.from({ length: parts }, run),
	};
}
