/**
 * Cameras in JSON, of whoever wrote it: a path of poses (`{ "loop": true, "cameras": [{ "yaw": 0.3, "pitch": 0 }] }`), the
 * trajectory that `video` writes, the record that `sample` writes, a `dataset.json`, or labels of 25 numbers, one or many.
 */

import { z } from "zod";
import { LABEL_LENGTH } from "../../camera/label.ts";
import { MOST_TRUE_PITCH_DEGREES } from "../../camera/orbit.ts";
import { parseLabelTable } from "../../data/label-table.ts";
import { InputError } from "../../tensor/errors.ts";
import { MOST_PATH_PITCH, MOST_PATH_YAW } from "./angles.ts";
import { CAMERA_FILES, type WrittenCamera, type WrittenCameras } from "./written-cameras.ts";

const yaw = z.number().min(-MOST_PATH_YAW).max(MOST_PATH_YAW);
const pitch = z.number().min(-MOST_PATH_PITCH).max(MOST_PATH_PITCH);
const trueYaw = z.number().min(-360).max(360);
const truePitch = z.number().min(-MOST_TRUE_PITCH_DEGREES).max(MOST_TRUE_PITCH_DEGREES);
const lens = {
	fovDegrees: z.number().gt(0).lt(180).optional(),
	radius: z.number().gt(0).max(1e6).optional(),
};
const pose = z.strictObject({
	yaw: yaw.optional(),
	pitch: pitch.optional(),
	trueYaw: trueYaw.optional(),
	truePitch: truePitch.optional(),
	...lens,
});
const path = z.strictObject({ loop: z.boolean().default(false), cameras: z.array(pose).min(1) });
const numbers = z.array(z.number());
const labelled = z.looseObject({ label: numbers });
const trajectory = z.looseObject({ loop: z.boolean().default(false), cameras: z.array(labelled).min(1) });
const record = z.looseObject({ views: z.array(z.array(labelled).min(1)).min(1) });

/** Reads cameras out of text. Throws `InputError` where it is no JSON, or JSON of something else. */
export function camerasOfJson(bytes: Uint8Array, where: string): WrittenCameras {
	const content = parseJson(bytes);
	// labels may hold Python's NaN, which is no JSON; the table of labels reads it, or says what is wrong
	if (content === undefined) return ofDataset(bytes, where);
	if (Array.isArray(content)) return labelsOf(content, where);
	if (typeof content !== "object" || content === null)
		return refuse(where, `is ${content === null ? "null" : `a ${typeof content}`}`);
	if ("labels" in content) return ofDataset(bytes, where);
	if ("views" in content)
		return { rows: parsed(record, content, where).views.map((row) => row.map(ofLabel)), loop: false };
	if (!("cameras" in content)) return refuse(where, "has neither 'cameras' nor 'views' nor 'labels'");
	const [first] = Array.isArray(content.cameras) ? (content.cameras as unknown[]) : [];
	if (typeof first === "object" && first !== null && "label" in first) {
		const { cameras, loop } = parsed(trajectory, content, where);
		return { rows: [cameras.map(ofLabel)], loop };
	}
	const { cameras, loop } = parsed(path, content, where);
	return { rows: [cameras.map((one, index) => ofPose(one, index, where))], loop };
}

function ofLabel({ label }: z.infer<typeof labelled>, index: number): WrittenCamera {
	return { kind: "label", name: `camera ${index}`, values: label };
}

function ofPose(one: z.infer<typeof pose>, index: number, where: string): WrittenCamera {
	const { fovDegrees, radius } = one;
	const name = `camera ${index}`;
	const isTrue = one.trueYaw !== undefined || one.truePitch !== undefined;
	if (isTrue && (one.yaw !== undefined || one.pitch !== undefined)) {
		throw new InputError(`${where}: ${name} has published and true angles, want one kind`);
	}
	const angles = isTrue
		? ({ angles: "true", yaw: one.trueYaw ?? 0, pitch: one.truePitch ?? 0 } as const)
		: ({ angles: "published", yaw: one.yaw ?? 0, pitch: one.pitch ?? 0 } as const);
	return { kind: "pose", name, ...angles, fovDegrees, radius };
}

function ofDataset(bytes: Uint8Array, where: string): WrittenCameras {
	const { labels } = parseLabelTable(bytes, where);
	const cameras = [...labels].map(
		([name, { values }]): WrittenCamera => ({ kind: "label", name: `'${name}'`, values }),
	);
	if (cameras.length === 0) throw new InputError(`${where}: lists no labels, want at least one camera`);
	return { rows: [cameras], loop: false };
}

/** One label, or a list of them. */
function labelsOf(list: readonly unknown[], where: string): WrittenCameras {
	const flat = list.length === LABEL_LENGTH && list.every((value) => typeof value === "number");
	const labels = z
		.array(numbers)
		.min(1)
		.safeParse(flat ? [list] : list);
	if (!labels.success) return refuse(where, `is a list of ${list.length} entries that are not lists of numbers`);
	return { rows: [labels.data.map((label, index) => ofLabel({ label }, index))], loop: false };
}

function parsed<T>(schema: z.ZodType<T>, content: unknown, where: string): T {
	const result = schema.safeParse(content);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const degrees = /yaw|pitch/.test(String(issue?.path.at(-1))) && issue?.code === "too_big";
	const hint = degrees ? "; yaw and pitch are radians, trueYaw and truePitch degrees" : "";
	return refuse(where, `${issue?.path.join(".") || "the file"}: ${issue?.message}${hint}`);
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return undefined;
	}
}

function refuse(where: string, what: string): never {
	throw new InputError(`${where}: ${what}; want ${CAMERA_FILES}`);
}
