/**
 * Whether a label is that of a camera. `labelFaults` tells all that is wrong, so that a dataset can be judged as a whole;
 * `checkCamera` stops at the first fault that makes a picture impossible. The limits are the same.
 */

import { InputError } from "../tensor/errors.ts";
import { matchShape } from "../tensor/shape.ts";
import { crossVec3, dotVec3, lengthVec3, subtractVec3 } from "../tensor/vec3.ts";
import { degrees } from "./angles.ts";
import { frameOf } from "./cam2world.ts";
import { type Camera, INTRINSICS_START, LABEL_LENGTH } from "./label.ts";

export type LabelFaultKind =
	| "label-length"
	| "label-not-finite"
	| "label-no-rotation"
	| "label-last-row"
	| "label-intrinsics"
	| "label-field-of-view"
	| "label-looks-away";

export interface LabelFault {
	readonly kind: LabelFaultKind;
	/** The numbers that show it. */
	readonly detail: string;
}

/** How far the axes of a rotation may be from orthonormal: published labels are rounded to about six digits. */
const ROTATION_TOLERANCE = 1e-3;
/** A principal point outside [−1, 2] images is no camera but a forgotten division. */
const CENTER_LIMITS = [-1, 2] as const;
/** A focal length in pixels, with the centre in shares of the image, sees far less; one that was divided twice far more. */
const FIELD_LIMITS_DEGREES = [2, 170] as const;

/** What `checkCamera` says of a fault; `null` where a picture can be taken all the same. */
const REFUSALS: Readonly<Record<LabelFaultKind, ((detail: string) => string) | null>> = {
	"label-length": (detail) => `a label of ${detail}, want ${LABEL_LENGTH}`,
	"label-not-finite": (detail) => `has a number that is not finite: ${detail}`,
	"label-no-rotation": (detail) =>
		`the upper left 3 × 3 of cam2world is no rotation (${detail}), want orthonormal columns right, down, forward with ` +
		"determinant 1 – is it row-major, OpenCV axes, camera to world?",
	"label-last-row": (detail) => `the last row of cam2world is ${detail}, want [0, 0, 0, 1]`,
	"label-intrinsics": (detail) =>
		`intrinsics are not normalised: ${detail}; divide the first row by the image's width and the second by its height ` +
		"(the centre is then about 0.5), and want 0, 0, 0 and 1 below the diagonal",
	"label-field-of-view": null,
	"label-looks-away": null,
};

/** Throws `InputError` unless a picture can be taken with this camera; `name` is whose it is. */
export function checkCamera(name: string, { cam2world, intrinsics }: Camera): void {
	matchShape(`${name} cam2world`, cam2world.shape, [4, 4]);
	matchShape(`${name} intrinsics`, intrinsics.shape, [3, 3]);
	checkLabel(name, [...cam2world.data, ...intrinsics.data]);
}

/** As `checkCamera`, of a label. @param label  25 numbers; they are judged as they are rendered, in float32 */
export function checkLabel(name: string, label: readonly number[]): void {
	for (const { kind, detail } of labelFaults([...Float32Array.from(label)])) {
		const refusal = REFUSALS[kind];
		if (refusal) throw new InputError(`${name}: ${refusal(detail)}`);
	}
}

/** Judges one label; an empty list is a camera that a picture can be taken with, and that looks towards the origin. */
export function labelFaults(label: readonly number[]): LabelFault[] {
	if (label.length !== LABEL_LENGTH) {
		return [{ kind: "label-length", detail: `${label.length} numbers` }];
	}
	// cameras are computed in float32
	const wrong = label.findIndex((value) => !Number.isFinite(Math.fround(value)));
	if (wrong >= 0) return [{ kind: "label-not-finite", detail: `number ${wrong} is ${label[wrong]}` }];
	return [...poseFaults(label), ...intrinsicsFaults(label)];
}

function poseFaults(label: readonly number[]): LabelFault[] {
	const { right, down, forward, position } = frameOf(label);
	const faults: LabelFault[] = [];
	const offBy = Math.max(
		...[right, down, forward].map((axis) => Math.abs(lengthVec3(axis) - 1)),
		Math.abs(dotVec3(right, down)),
		lengthVec3(subtractVec3(crossVec3(right, down), forward)),
	);
	if (offBy > ROTATION_TOLERANCE) {
		const mirrored = dotVec3(crossVec3(right, down), forward) < 0 ? ", determinant negative" : "";
		faults.push({ kind: "label-no-rotation", detail: `off by ${offBy.toPrecision(3)}${mirrored}` });
	} else if (dotVec3(forward, position) > 0) {
		faults.push({ kind: "label-looks-away", detail: `at [${position.join(", ")}], forward [${forward.join(", ")}]` });
	}
	const lastRow = label.slice(12, INTRINSICS_START);
	if (lastRow.some((value, index) => value !== (index === 3 ? 1 : 0))) {
		faults.push({ kind: "label-last-row", detail: `[${lastRow.join(", ")}]` });
	}
	return faults;
}

function intrinsicsFaults(label: readonly number[]): LabelFault[] {
	const [fx = 0, , cx = 0, lower = 0, fy = 0, cy = 0, a = 0, b = 0, c = 0] = label.slice(INTRINSICS_START);
	const [lowest, highest] = CENTER_LIMITS;
	const centred = [cx, cy].every((center) => center >= lowest && center <= highest);
	if (!(fx > 0 && fy > 0 && centred)) {
		return [{ kind: "label-intrinsics", detail: `focal lengths ${fx}, ${fy}, centre ${cx}, ${cy}` }];
	}
	if (lower !== 0 || a !== 0 || b !== 0 || c !== 1) {
		return [{ kind: "label-intrinsics", detail: `below the diagonal ${lower}, ${a}, ${b}, and ${c}` }];
	}
	return fieldFaults(fx, fy);
}

/** Along the width and along the height. */
function fieldFaults(fx: number, fy: number): LabelFault[] {
	const [least, most] = FIELD_LIMITS_DEGREES;
	const fields = [fx, fy].map((focal) => degrees(2 * Math.atan(0.5 / focal)));
	if (fields.every((field) => field >= least && field <= most)) return [];
	const shown = fields.map((field) => `${field.toPrecision(2)}°`).join(" × ");
	return [{ kind: "label-field-of-view", detail: `focal lengths ${fx}, ${fy}: ${shown}` }];
}
