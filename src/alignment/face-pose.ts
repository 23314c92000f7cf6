/**
 * From where a face is seen: the canonical face of MediaPipe is turned, moved and scaled until its points lie on the
 * landmarks, under the perspective of the training cameras.
 */

import { choleskyInPlace, solveCholesky } from "../analysis/linear/cholesky.ts";
import { InputError } from "../tensor/errors.ts";

/** A rigid face, cm: x to the image's right, y up, z towards the camera. */
export interface CanonicalFace {
	/** [468, 3] */
	readonly vertices: Float32Array;
	/** [468]: how much each point says of the pose. */
	readonly weights: Float32Array;
}

export interface FacePose {
	/** Rows: the camera's right, down and forward, in the face's axes. */
	readonly rotation: readonly (readonly [number, number, number])[];
	/** Where the origin of the face lies, pixels. */
	readonly centre: readonly [x: number, y: number];
	/** Pixels of a cm at the depth of the origin. */
	readonly scale: number;
	/** Root of the mean squared distance of points and landmarks, cm. */
	readonly error: number;
}

const STEPS = 30;
/** Numbers that are found: a small turn about each axis, the centre, the logarithm of the scale. */
const UNKNOWNS = 6;
/** For derivatives by differences. */
const SMALL = 1e-4;

type Matrix = number[][];

/**
 * Levenberg and Marquardt's method from the front.
 * @param points  [468, 3] of which x and y count, pixels
 * @param face  with its origin at what cameras look at
 * @param distance  of the camera from the origin, cm
 */
export function facePose(points: Float32Array, { vertices, weights }: CanonicalFace, distance: number): FacePose {
	const count = weights.length;
	if (points.length !== 3 * count) throw new InputError(`face pose: ${points.length} numbers, want ${3 * count}`);
	const used = Array.from({ length: count }, (_, at) => at).filter((at) => weights[at]! > 0);
	const total = used.reduce((sum, at) => sum + weights[at]!, 0);
	const residuals = ({ turn, centre, scale }: State): Float64Array => {
		const all = new Float64Array(2 * used.length);
		for (const [index, at] of used.entries()) {
			const [x, y, z] = turned(turn, vertices, at);
			const factor = scale / (1 + z / distance);
			const weight = Math.sqrt(weights[at]! / total) / scale;
			all[2 * index] = weight * (centre[0] + factor * x - points[3 * at]!);
			all[2 * index + 1] = weight * (centre[1] + factor * y - points[3 * at + 1]!);
		}
		return all;
	};
	let state = beginning(points, vertices, used);
	let error = squared(residuals(state));
	let damping = 1e-3;
	for (let step = 0; step < STEPS; step++) {
		const next = moved(state, solved(state, residuals, damping));
		const other = squared(residuals(next));
		if (other < error) {
			[state, error] = [next, other];
			damping /= 4;
		} else damping *= 8;
	}
	const [right, down, forward] = state.turn as [
		[number, number, number],
		[number, number, number],
		[number, number, number],
	];
	return { rotation: [right, down, forward], centre: state.centre, scale: state.scale, error: Math.sqrt(error) };
}

interface State {
	readonly turn: Matrix;
	readonly centre: readonly [number, number];
	readonly scale: number;
}

function turned(turn: Matrix, vertices: Float32Array, at: number): [number, number, number] {
	const [x, y, z] = [vertices[3 * at]!, vertices[3 * at + 1]!, vertices[3 * at + 2]!];
	return turn.map((row) => row[0]! * x + row[1]! * y + row[2]! * z) as [number, number, number];
}

/** Seen from the front: the spread of the landmarks gives the scale. */
function beginning(points: Float32Array, vertices: Float32Array, used: readonly number[]): State {
	const middle = (of: Float32Array, axis: number): number =>
		used.reduce((sum, at) => sum + of[3 * at + axis]!, 0) / used.length;
	const spread = (of: Float32Array): number =>
		Math.sqrt(
			used.reduce(
				(sum, at) => sum + [0, 1].reduce((s, axis) => s + (of[3 * at + axis]! - middle(of, axis)) ** 2, 0),
				0,
			),
		);
	const scale = spread(points) / spread(vertices);
	return {
		turn: [
			[1, 0, 0],
			[0, -1, 0],
			[0, 0, -1],
		],
		centre: [middle(points, 0) - scale * middle(vertices, 0), middle(points, 1) + scale * middle(vertices, 1)],
		scale,
	};
}

function moved({ turn, centre, scale }: State, [a = 0, b = 0, c = 0, x = 0, y = 0, s = 0]: Iterable<number>): State {
	return {
		turn: product(rotation(a, b, c), turn),
		centre: [centre[0] + x * scale, centre[1] + y * scale],
		scale: scale * Math.exp(s),
	};
}

/** The step of the unknowns, by derivatives from differences. */
function solved(state: State, residuals: (state: State) => Float64Array, damping: number): Float64Array {
	const now = residuals(state);
	const slopes = Array.from({ length: UNKNOWNS }, (_, unknown) => {
		const step = Array.from({ length: UNKNOWNS }, (__, at) => (at === unknown ? SMALL : 0));
		return residuals(moved(state, step)).map((value, at) => (value - now[at]!) / SMALL);
	});
	const dot = (one: Float64Array, other: Float64Array): number =>
		one.reduce((sum, value, at) => sum + value * other[at]!, 0);
	const normal = slopes.map((row, at) =>
		slopes.map((column, across) => dot(row, column) * (at === across ? 1 + damping : 1)),
	);
	const right = Float64Array.from(slopes, (row) => -dot(row, now));
	const matrix = Float64Array.from(normal.flat());
	choleskyInPlace(matrix, UNKNOWNS);
	return solveCholesky(matrix, UNKNOWNS, right);
}

/** Rodrigues' formula. */
function rotation(a: number, b: number, c: number): Matrix {
	const angle = Math.hypot(a, b, c);
	if (angle < 1e-12)
		return [
			[1, 0, 0],
			[0, 1, 0],
			[0, 0, 1],
		];
	const [x, y, z] = [a / angle, b / angle, c / angle];
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const t = 1 - cos;
	return [
		[t * x * x + cos, t * x * y - sin * z, t * x * z + sin * y],
		[t * x * y + sin * z, t * y * y + cos, t * y * z - sin * x],
		[t * x * z - sin * y, t * y * z + sin * x, t * z * z + cos],
	];
}

function product(one: Matrix, other: Matrix): Matrix {
	return one.map((row) =>
		[0, 1, 2].map((column) => row.reduce((sum, value, at) => sum + value * other[at]![column]!, 0)),
	);
}

function squared(values: Float64Array): number {
	return values.reduce((sum, value) => sum + value * value, 0);
}
