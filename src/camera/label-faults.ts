/**
 * What is wrong with a camera label, all of it, so that a dataset can be judged as a whole. The limits are those of
 * `checkCamera`, which stops at the first fault.
 */

import { crossVec3, dotVec3, lengthVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import { LABEL_LENGTH } from "./mirror.ts";

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

/** Published labels are rounded to about six digits. */
const ORTHONORMAL_TOLERANCE = 1e-3;
/** A principal point outside [−1, 2] images is no camera but a forgotten division. */
const CENTER_LIMITS = [-1, 2] as const;
/** A focal length in pixels, with the centre in shares of the image, sees far less; one that was divided twice far more. */
const FIELD_LIMITS_DEGREES = [2, 170] as const;

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

function poseFaults(m: readonly number[]): LabelFault[] {
	const column = (index: number): Vec3 => [m[index] ?? 0, m[4 + index] ?? 0, m[8 + index] ?? 0];
	const [right, down, forward, position] = [column(0), column(1), column(2), column(3)];
	const faults: LabelFault[] = [];
	const offBy = Math.max(
		...[right, down, forward].map((axis) => Math.abs(lengthVec3(axis) - 1)),
		Math.abs(dotVec3(right, down)),
		lengthVec3(subtractVec3(crossVec3(right, down), forward)),
	);
	if (offBy > ORTHONORMAL_TOLERANCE) {
		const mirrored = dotVec3(crossVec3(right, down), forward) < 0 ? ", determinant negative" : "";
		faults.push({ kind: "label-no-rotation", detail: `off by ${offBy.toPrecision(3)}${mirrored}` });
	} else if (dotVec3(forward, position) > 0) {
		faults.push({ kind: "label-looks-away", detail: `at [${position.join(", ")}], forward [${forward.join(", ")}]` });
	}
	const lastRow = m.slice(12, 16);
	if (lastRow.some((value, index) => value !== (index === 3 ? 1 : 0))) {
		faults.push({ kind: "label-last-row", detail: `[${lastRow.join(", ")}]` });
	}
	return faults;
}

function intrinsicsFaults(label: readonly number[]): LabelFault[] {
	const [fx = 0, , cx = 0, lower = 0, fy = 0, cy = 0, a = 0, b = 0, c = 0] = label.slice(16);
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
	const fields = [fx, fy].map((focal) => (2 * Math.atan(0.5 / focal) * 180) / Math.PI);
	if (fields.every((field) => field >= least && field <= most)) return [];
	const shown = fields.map((field) => `${field.toPrecision(2)}°`).join(" × ");
	return [{ kind: "label-field-of-view", detail: `focal lengths ${fx}, ${fy}: ${shown}` }];
}
