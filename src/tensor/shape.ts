/**
 * Shapes: products, strides, broadcasting, and shape comments that execute.
 *
 * `matchShape("sigmas", t.shape, ["N", "M", "S", 1])` documents a shape and checks it; letters already bound by an
 * earlier match can be handed on, so that the same letter means the same size.
 */

import { ShapeError } from "./errors.ts";

export type Shape = readonly number[];

/** Number of elements; 1 for a scalar. */
export function elementCount(shape: Shape): number {
	return shape.reduce((product, size) => product * size, 1);
}

/** Row-major strides in elements. */
export function rowMajorStrides(shape: Shape): number[] {
	const strides = new Array<number>(shape.length);
	let stride = 1;
	for (let axis = shape.length - 1; axis >= 0; axis--) {
		strides[axis] = stride;
		stride *= shape[axis] ?? 1;
	}
	return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
	return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** `[2, 3, 4]` */
export function formatShape(shape: Shape): string {
	return `[${shape.join(", ")}]`;
}

/** NumPy broadcasting of two shapes; `who` names the operation in the message. */
export function broadcastShapes(who: string, a: Shape, b: Shape): number[] {
	const rank = Math.max(a.length, b.length);
	return Array.from({ length: rank }, (_, axis) => {
		const sizeA = a[axis - rank + a.length] ?? 1;
		const sizeB = b[axis - rank + b.length] ?? 1;
		if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) {
			throw new ShapeError(
				`${who}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast (axis ${axis}: ${sizeA} against ${sizeB})`,
			);
		}
		return sizeA === 1 ? sizeB : sizeA;
	});
}

/** Maps an axis in [-rank, rank) to [0, rank). */
export function normalizeAxis(who: string, axis: number, rank: number): number {
	if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
		throw new ShapeError(`${who}: axis ${axis} is outside [${-rank}, ${rank})`);
	}
	return axis < 0 ? axis + rank : axis;
}

type Letters<P extends readonly (string | number)[]> = { readonly [K in Extract<P[number], string>]: number };

/**
 * Matches `shape` against `pattern` and returns the sizes of its letters. A number must be that size, a letter takes
 * any size, and a letter given in `bound` (or seen before in the pattern) must have that size. `"_"` matches anything.
 */
export function matchShape<const P extends readonly (string | number)[]>(
	name: string,
	shape: Shape,
	pattern: P,
	bound: Readonly<Record<string, number>> = {},
): Letters<P> {
	const sizes: Record<string, number> = { ...bound };
	const fail = (why: string): never => {
		throw new ShapeError(`${name}: shape ${formatShape(shape)}, want [${pattern.join(", ")}]${why}`);
	};
	if (shape.length !== pattern.length) fail(` (${pattern.length} axes, not ${shape.length})`);
	pattern.forEach((want, axis) => {
		const got = shape[axis] ?? 0;
		if (want === "_") return;
		if (typeof want === "number") {
			if (want !== got) fail(` (axis ${axis} is ${got}, not ${want})`);
			return;
		}
		const known = sizes[want];
		if (known !== undefined && known !== got) fail(` (${want} = ${known}, but axis ${axis} is ${got})`);
		sizes[want] = got;
	});
	return sizes as Letters<P>;
}
