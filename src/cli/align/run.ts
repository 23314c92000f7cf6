/** What `triplane align` does: photographs to crops with cameras, ready for training and inversion. */

import { basename, extname, join } from "node:path";
import type { AlignedFace } from "../../alignment/align-face.ts";
import {
	alignPhotograph,
	croppedPixels,
	NO_FACE,
	NO_LANDMARKS,
	type PhotographedFace,
} from "../../alignment/align-photograph.ts";
import type { FaceFinder } from "../../alignment/face-finder.ts";
import type { CanonicalFace } from "../../alignment/face-pose.ts";
import { FRAMINGS } from "../../alignment/framings.ts";
import { encodeImage } from "../../platform/node/encode-image.ts";
import { openFaceFinder, readCanonicalFace } from "../../platform/node/face-models.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { InputError } from "../../tensor/errors.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { EXIT_CHECK_FAILED } from "../exit-codes.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { writeSidecar } from "../sidecar.ts";
import { ALIGN, type AlignOptions } from "./options.ts";
import { overlay } from "./overlay.ts";
import { readPhotograph } from "./photograph.ts";

/** Landmarks that are further from the turned face, cm on it, are not to be trusted. */
const MOST_ERROR = 0.8;

/** A face of one photograph, or why there is none. */
interface AlignRecord {
	readonly source: string;
	/** The crop, in the folder of crops; `null` where there is none. */
	readonly file: string | null;
	readonly faces: number;
	readonly score: number | null;
	readonly confidence: number | null;
	readonly trueDegrees: AlignedFace["trueDegrees"] | null;
	readonly rollDegrees: number | null;
	/** Pixels of the photograph: centre and side. */
	readonly crop: { readonly centre: readonly [number, number]; readonly side: number } | null;
	/** Root of the mean squared distance of landmarks and the turned face, cm. */
	readonly errorCm: number | null;
	readonly warnings: readonly string[];
}

export async function runAlign(paths: readonly string[], options: AlignOptions, session: Session): Promise<void> {
	const { signal } = session;
	const terminal = session.terminal(options);
	const crops = join(options.outdir, "crops");
	await using _folder = await prepareFolder(options.outdir);
	const runtime = await createRuntime(nodeOrtPlatform(), {
		...{ device: "cpu", threads: options.threads, spinning: false },
	} as const);
	await using finder = await openFaceFinder(runtime);
	const task: Task = {
		...{ options, finder, names: new Set() },
		canonical: await readCanonicalFace(),
		files: new ExperimentFiles(options.outdir, signal),
		crops: new ExperimentFiles(crops, signal),
		labels: [],
	};
	await using _crops = await prepareFolder(crops);
	await using _overlays = options.overlays ? await prepareFolder(join(options.outdir, "overlays")) : null;
	const records: AlignRecord[] = [];
	{
		using progress = startProgress("align", terminal.talks);
		for (const [index, path] of paths.entries()) {
			progress.update(index / paths.length, basename(path));
			records.push(...(await alignedPhotograph(path, task)));
		}
	}
	const aligned = records.filter(({ file }) => file !== null);
	if (aligned.length > 0) {
		await task.crops.write("dataset.json", "labels", `${JSON.stringify({ labels: task.labels })}\n`);
	}
	for (const { source, warnings } of records) for (const warning of warnings) terminal.warn(`'${source}': ${warning}`);
	const recorded = recordedOptions(ALIGN, options);
	const outputs = [...task.crops.outputs, ...task.files.outputs];
	const record = {
		...{ command: "align", repeat: repeatOf("align", ALIGN, recorded, paths), network: null, engine: null },
		...{ options: recorded, faces: records, outputs },
	};
	const { path } = await writeSidecar(task.files.pathOf("align.json"), record, signal);
	for (const file of [...task.crops.paths, ...task.files.paths, path]) terminal.line(file);
	const missing = new Set(records.filter(({ file }) => file === null).map(({ source }) => source)).size;
	terminal.remark(`${aligned.length} ${aligned.length === 1 ? "face" : "faces"} of ${paths.length} photographs`);
	terminal.value({ record: path, crops, faces: records });
	if (missing > 0) session.exitWith(EXIT_CHECK_FAILED);
}

interface Task {
	readonly options: AlignOptions;
	readonly finder: FaceFinder;
	readonly canonical: CanonicalFace;
	readonly files: ExperimentFiles;
	readonly crops: ExperimentFiles;
	/** As dataset.json has them. */
	readonly labels: [name: string, label: number[]][];
	/** Of crops so far. */
	readonly names: Set<string>;
}

const NOTHING = {
	...{ file: null, score: null, confidence: null, trueDegrees: null, rollDegrees: null, crop: null, errorCm: null },
} as const;

async function alignedPhotograph(path: string, task: Task): Promise<AlignRecord[]> {
	const { options, finder, canonical } = task;
	let photograph: PixelImage;
	try {
		photograph = await readPhotograph(path);
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		return [{ ...NOTHING, source: path, faces: 0, warnings: [error.message.replace(/^image '.*?': /, "")] }];
	}
	const framing = FRAMINGS[options.framing];
	const most = options.face === "all" ? Number.POSITIVE_INFINITY : 1;
	const { faces, shown } = await alignPhotograph(photograph, { finder, canonical, framing }, most);
	if (faces === 0) return [{ ...NOTHING, source: path, faces, warnings: [NO_FACE] }];
	const records: AlignRecord[] = [];
	for (const face of shown) {
		const { found, landmarks } = face;
		const known = { source: path, faces, score: found.score, confidence: landmarks.confidence };
		if (!face.aligned) records.push({ ...NOTHING, ...known, warnings: [NO_LANDMARKS] });
		else
			records.push({
				...known,
				...(await writeFace(path, photograph, { ...face, aligned: face.aligned, faces }, task)),
			});
	}
	return records;
}

type Aligned = PhotographedFace & { readonly aligned: AlignedFace; readonly faces: number };

async function writeFace(
	path: string,
	photograph: PixelImage,
	{ aligned, landmarks, faces }: Aligned,
	{ options, canonical, names, crops, files, labels }: Task,
): Promise<Omit<AlignRecord, "source" | "faces" | "score" | "confidence">> {
	const file = `${unusedName(path, names)}.png`;
	const crop = croppedPixels(photograph, aligned.crop, options.size);
	await crops.write(file, "crop", await encodeImage(crop, "png"));
	labels.push([file, [...aligned.label.data]]);
	if (options.overlays) {
		const picture = await overlay(crop, aligned, landmarks, canonical, FRAMINGS[options.framing]);
		await files.write(join("overlays", file), "overlay", picture);
	}
	const { trueDegrees, rollDegrees, error } = aligned;
	const { centre, side } = aligned.crop;
	return {
		...{ file, trueDegrees, rollDegrees, crop: { centre, side }, errorCm: error },
		warnings: warningsOf(aligned, photograph, faces, options),
	};
}

function warningsOf(
	{ crop, error }: AlignedFace,
	{ width, height }: PixelImage,
	faces: number,
	{ size, face }: AlignOptions,
): string[] {
	const warnings: string[] = [];
	const outside = [crop.centre[0], crop.centre[1], width - crop.centre[0], height - crop.centre[1]].some(
		(room) => room < crop.side / 2,
	);
	if (faces > 1 && face === "largest")
		warnings.push(`${faces} faces, of which the largest is taken; --face all takes all`);
	if (crop.side < size / 2) warnings.push(`the crop is ${Math.round(crop.side)} pixels wide, enlarged to ${size}`);
	if (outside) warnings.push("the crop goes beyond the photograph, whose border pixels fill it");
	if (error > MOST_ERROR) {
		warnings.push(`landmarks are ${(10 * error).toFixed(0)} mm off a face in the mean: check the overlay`);
	}
	return warnings;
}

/** The file's name without its ending, with a number where it was used before. */
function unusedName(path: string, names: Set<string>): string {
	const base = basename(path, extname(path)).replaceAll(/[^\p{L}\p{N}._-]/gu, "_") || "face";
	let name = base;
	for (let number = 2; names.has(name); number++) name = `${base}-${number}`;
	names.add(name);
	return name;
}
