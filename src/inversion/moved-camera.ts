/** A camera that an inversion may move: six numbers about where it began. */

import { frameOf } from "../camera/cam2world.ts";
import { LABEL_LENGTH } from "../camera/label.ts";
import { addVec3, crossVec3, dotVec3, normalizeVec3, scaleVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";

/** Angles in radians, lengths in world units; all 0 leaves the camera where it began. */
export interface CameraMove {
	/** About the world's up axis through the pivot: positive moves the camera to +x. */
	readonly yaw: number;
	/** About the camera's right axis through the pivot: positive moves the camera down, as pitches do here. */
	readonly pitch: number;
	/** About the optical axis: positive turns the picture counterclockwise. */
	readonly roll: number;
	/** Away from the pivot. */
	readonly back: number;
	/** Sideways and down, along the picture's own axes. */
	readonly right: number;
	readonly down: number;
}

export const MOVES = ["yaw", "pitch", "roll", "back", "right", "down"] as const satisfies readonly (keyof CameraMove)[];

/** No move. */
export const STILL: CameraMove = Object.freeze({ yaw: 0, pitch: 0, roll: 0, back: 0, right: 0, down: 0 });

/** A move of six numbers in the order of `MOVES`. */
export function moveOf(numbers: ArrayLike<number>): CameraMove {
	return Object.fromEntries(MOVES.map((name, at) => [name, numbers[at] ?? 0])) as unknown as CameraMove;
}

const UP: Vec3 = [0, 1, 0];
/** For differences of the moves. */
const STEP = 1e-4;

/** @param label  25 numbers @returns 25 numbers, in float64 */
export function movedCamera(label: ArrayLike<number>, pivot: Vec3, move: CameraMove): number[] {
	const frame = frameOf(label);
	const around = (vector: Vec3): Vec3 => turned(turned(vector, frame.right, move.pitch), UP, move.yaw);
	const forward = around(frame.forward);
	const [right, down] = [frame.right, frame.down].map((axis) => turned(around(axis), forward, move.roll)) as [
		Vec3,
		Vec3,
	];
	const swung = addVec3(pivot, around(subtractVec3(frame.position, pivot)));
	const position = addVec3(
		subtractVec3(swung, scaleVec3(forward, move.back)),
		addVec3(scaleVec3(right, move.right), scaleVec3(down, move.down)),
	);
	const rows = ([0, 1, 2] as const).flatMap((axis) => [right[axis], down[axis], forward[axis], position[axis]]);
	return [
		...rows,
		0,
		0,
		0,
		1,
		...Array.from({ length: LABEL_LENGTH - 16 }, (_, index) => label[16 + index] ?? Number.NaN),
	];
}

/** The gradient by the six numbers, of the gradient by the label, by central differences of the moves. */
export function gradientByMove(
	label: ArrayLike<number>,
	pivot: Vec3,
	move: CameraMove,
	byLabel: ArrayLike<number>,
): Record<keyof CameraMove, number> {
	const slope = (name: keyof CameraMove): number => {
		const [ahead, behind] = [STEP, -STEP].map((step) =>
			movedCamera(label, pivot, { ...move, [name]: move[name] + step }),
		);
		return Array.from(byLabel, (value, at) => (value * ((ahead?.[at] ?? 0) - (behind?.[at] ?? 0))) / (2 * STEP)).reduce(
			(sum, value) => sum + value,
			0,
		);
	};
	return Object.fromEntries(MOVES.map((name) => [name, slope(name)])) as Record<keyof CameraMove, number>;
}

/** Rodrigues' rotation. @param axis  any length but 0 */
function turned(vector: Vec3, axis: Vec3, radians: number): Vec3 {
	const unit = normalizeVec3(axis);
	const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
	return addVec3(
		addVec3(scaleVec3(vector, cos), scaleVec3(crossVec3(unit, vector), sin)),
		scaleVec3(unit, dotVec3(unit, vector) * (1 - cos)),
	);
}
