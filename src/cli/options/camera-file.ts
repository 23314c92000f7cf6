/**
 * One reader for cameras in files, of `sample`, `video`, `mesh` and `angles`: JSON of several kinds (camera-json.ts),
 * arrays of labels [N, 25] (`.npy`, `.npz`, safetensors, torch), and text with 25 numbers on each line.
 */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { LABEL_LENGTH } from "../../camera/label.ts";
import { checkLabel } from "../../camera/label-checks.ts";
import {
	type CameraLens,
	type ViewCamera,
	viewCamera,
	viewCameraAt,
	viewCameraOfLabel,
} from "../../camera/view-camera.ts";
import type { ByteSource } from "../../host/byte-source.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { sha256OfFile } from "../../platform/node/hash-file.ts";
import { InputError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { formatShape } from "../../tensor/shape.ts";
import { numbersAsFloat32 } from "../../tensor/to-float32.ts";
import { ARRAY_ENDINGS, readArrays } from "./array-file.ts";
import { type OptionsOf, text, value } from "./fields.ts";
import { parseSeeds } from "./seeds.ts";
import { CAMERA_FILES, type WrittenCamera, type WrittenCameras } from "./written-cameras.ts";

/** The labels of FFHQ are 70,000 images' and take 40 MB. */
const MOST_BYTES = 512 * 2 ** 20;
const TEXT_ENDINGS = [".json", ".txt", ".csv"];
const ENDINGS: readonly string[] = [...TEXT_ENDINGS, ...ARRAY_ENDINGS];
/** Names of arrays of labels, where a file has several. */
const LABEL_ARRAYS = ["c", "label", "labels", "camera", "cameras", "camera_params"];

export const CAMERA_FILE = {
	cameras: text(
		"<file>",
		"instead of angles: cameras of a file – labels of 25 numbers, a dataset.json, a trajectory of 'video', a path (docs/meshes-and-video.md)",
	),
	cameraList: value<readonly number[]>(
		"<list>",
		"which cameras of the file, counted from 0, as in 0,2,5-9",
		parseSeeds,
	),
};

export type CameraFileOptions = OptionsOf<typeof CAMERA_FILE>;

/** Cameras of a file, for any network. */
export interface CameraFile {
	readonly path: string;
	readonly sha256: string;
	readonly loop: boolean;
	readonly rows: readonly (readonly WrittenCamera[])[];
}

/** Whether a name is that of a file which may hold cameras. */
export function isCameraFile(name: string): boolean {
	return ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}

/** A file of cameras by its name, which is read later. */
export function parseCameraFile(text: string): string {
	if (isCameraFile(text)) return text;
	throw new InvalidArgumentError(`'${text}' is no file of cameras: want a name that ends in ${ENDINGS.join(", ")}.`);
}

/**
 * Reads cameras. Rejects with `InputError` or `CheckpointError` for files that cannot be read or hold none, and for
 * labels that are no cameras.
 * @param list  which of them, counted from 0 row by row; they come in one row. All where left out
 */
export async function readCameraFile(
	path: string,
	list?: readonly number[] | undefined,
	signal?: AbortSignal,
): Promise<CameraFile> {
	const where = `cameras '${path}'`;
	await using source = await openFile(path);
	if (source.size > MOST_BYTES) throw new InputError(`${where}: ${source.size} bytes, want at most ${MOST_BYTES}`);
	const { rows, loop } = await writtenCameras(source, where);
	const chosen = list === undefined ? rows : [chosenOf(rows.flat(), list, where)];
	for (const camera of chosen.flat()) if (camera.kind === "label") checkedLabel(camera, where);
	return { path, sha256: await sha256OfFile(path, signal), loop, rows: chosen };
}

/** The cameras of a file that the options name, at most `most`; `null` where they name none. */
export async function openCameraFile(
	{ cameras, cameraList }: CameraFileOptions,
	most: number,
	signal?: AbortSignal,
): Promise<CameraFile | null> {
	if (cameras === undefined) {
		if (cameraList === undefined) return null;
		throw new InputError("--camera-list: no file to choose from; want --cameras <file>");
	}
	const file = await readCameraFile(cameras, cameraList, signal);
	const count = file.rows.flat().length;
	if (count <= most) return file;
	throw new InputError(
		`cameras '${cameras}': has ${count} cameras, at most ${most} are shown; choose some, as in --camera-list 0-7`,
	);
}

/** For records: the file and its hash; nothing where there is none. */
export function cameraFileRecord(file: CameraFile | null): Readonly<Record<string, unknown>> {
	return file ? { cameraFile: { file: file.path, sha256: file.sha256 } } : {};
}

/** A written camera of a network; poses take from `lens` what they do not say. */
export function placedCamera(camera: WrittenCamera, lens: CameraLens): ViewCamera {
	const { orbit } = lens;
	if (camera.kind === "label") return viewCameraOfLabel(labelTensor(camera), orbit.pivot);
	const own = { pivot: orbit.pivot, radius: camera.radius ?? orbit.radius };
	const fovDegrees = camera.fovDegrees ?? lens.fovDegrees;
	return camera.angles === "true" ? viewCameraAt(camera, own, fovDegrees) : viewCamera(camera, own, fovDegrees);
}

async function writtenCameras(source: ByteSource, where: string): Promise<WrittenCameras> {
	if (source.size === 0) throw new InputError(`${where}: is empty; want ${CAMERA_FILES}`);
	const head = await source.read(0, Math.min(64, source.size));
	// without a byte order mark
	const text = new TextDecoder("latin1").decode(head).replace(/^\xef\xbb\xbf/, "");
	if (/^\s*[{[]/.test(text) || source.name.toLowerCase().endsWith(".json")) {
		// loaded only here: its checks take longer to load than all of the rest of the program
		const { camerasOfJson } = await import("./camera-json.ts");
		return camerasOfJson(await source.read(0, source.size), where);
	}
	if (/^[\t\n\r\x20-\x7e]+$/.test(text)) return ofText(await source.read(0, source.size), where);
	return ofArrays(await readArrays(source), where);
}

/** 25 numbers a line. */
function ofText(bytes: Uint8Array, where: string): WrittenCameras {
	const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
	const cameras = lines.flatMap((line, index): WrittenCamera[] => {
		const parts = line
			.replace(/#.*$/, "")
			.split(/[\s,;]+/)
			.filter((part) => part !== "");
		if (parts.length === 0) return [];
		return [{ kind: "label", name: `line ${index + 1}`, values: parts.map(Number) }];
	});
	if (cameras.length === 0) throw new InputError(`${where}: has no numbers, want ${LABEL_LENGTH} on each line`);
	return { rows: [cameras], loop: false };
}

function ofArrays(arrays: ReadonlyMap<string, HostTensor>, where: string): WrittenCameras {
	const named = LABEL_ARRAYS.find((name) => arrays.has(name));
	const fitting = [...arrays].filter(([, { shape }]) => shape.at(-1) === LABEL_LENGTH);
	const [name, tensor] = named === undefined ? (fitting[0] ?? []) : [named, arrays.get(named)];
	const unclear = named === undefined && fitting.length > 1;
	if (!tensor || unclear || tensor.shape.at(-1) !== LABEL_LENGTH || tensor.shape.length > 3) {
		const found = [...arrays].map(
			([key, { shape }]) => `${key === "" ? "an array" : `'${key}'`} ${formatShape(shape)}`,
		);
		throw new InputError(
			`${where}: holds ${found.join(", ")}; want labels [N, ${LABEL_LENGTH}], alone or named '${LABEL_ARRAYS[0]}'`,
		);
	}
	const { data } = numbersAsFloat32(tensor);
	const cameras = Array.from(
		{ length: data.length / LABEL_LENGTH },
		(_, index): WrittenCamera => ({
			kind: "label",
			name: `${name || "row"} ${index}`,
			values: [...data.subarray(index * LABEL_LENGTH, (index + 1) * LABEL_LENGTH)],
		}),
	);
	if (cameras.length === 0) throw new InputError(`${where}: holds no labels, want at least one`);
	return { rows: [cameras], loop: false };
}

function chosenOf(cameras: readonly WrittenCamera[], list: readonly number[], where: string): WrittenCamera[] {
	return list.map((index) => {
		const camera = cameras[index];
		if (camera) return camera;
		throw new InputError(
			`${where}: --camera-list ${index}: there are ${cameras.length} cameras, 0 to ${cameras.length - 1}`,
		);
	});
}

function checkedLabel(camera: WrittenCamera & { readonly kind: "label" }, where: string): void {
	checkLabel(`${where}: ${camera.name}`, camera.values);
}

function labelTensor({ values }: WrittenCamera & { readonly kind: "label" }): Float32Tensor {
	return float32Tensor([1, LABEL_LENGTH], values);
}
