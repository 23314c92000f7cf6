/**
 * Judges a whole dataset before time is spent on it: everything that is wrong is found in one pass, counted and named.
 * Training refuses a dataset with findings (`requireSound`); `triplane dataset check` prints them.
 */

import type { FileSet } from "../../host/file-set.ts";
import type { ImageDecoder } from "../../host/image-codec.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { InputError } from "../../tensor/errors.ts";
import { imageNames, isImageName, isOtherImageName, LABEL_FILE } from "../file-names.ts";
import type { LabelTable } from "../label-table.ts";
import { checkCameras } from "./check-cameras.ts";
import { checkImages, type SizeCount } from "./check-images.ts";
import { checkLabelTable, labelTableOrFinding } from "./check-labels.ts";
import type { FindingKind } from "./finding-kinds.ts";
import { type Finding, FindingCollector, findingLines } from "./findings.ts";
import type { Scene } from "./sampled-box.ts";

export interface CheckOptions {
	/** Decode every pixel (default); else only headers are read: quicker, and blind to damage behind them. */
	readonly pixels?: boolean | undefined;
	/** Width and height that images should have; without it any one power of two. */
	readonly side?: number | undefined;
	/** Kinds that are not looked for. */
	readonly ignore?: readonly FindingKind[] | undefined;
	/** Where networks look that the dataset may be for; without any, nothing is said of units and origin. */
	readonly scenes?: readonly Scene[] | undefined;
	/** Images that are read at a time (default 8). */
	readonly ahead?: number | undefined;
	readonly onProgress?: ProgressListener | undefined;
	readonly signal?: AbortSignal | undefined;
}

export interface DatasetReport {
	readonly name: string;
	readonly images: number;
	/** Images that have a label, right or wrong. */
	readonly labelled: number;
	/** How often images are listed again, as `dataset rebalance` does it. */
	readonly repeats: number;
	/** Files that are neither images nor labels; they do no harm. */
	readonly otherFiles: number;
	/** The commonest first. */
	readonly sizes: readonly SizeCount[];
	/** Whether all pixels were decoded. */
	readonly pixels: boolean;
	readonly ignored: readonly FindingKind[];
	/** What is wrong; none in a sound dataset. */
	readonly findings: readonly Finding[];
}

/** Reads every label and every image. Rejects only with `AbortedError`, or when the container itself cannot be read. */
export async function checkDataset(
	files: FileSet,
	decoder: ImageDecoder,
	options: CheckOptions = {},
): Promise<DatasetReport> {
	const { pixels = true, side = null, ignore = [], scenes = [], ahead = 8, onProgress, signal } = options;
	const findings = new FindingCollector();
	const images = imageNames(files);
	checkNames(files, images, findings);
	const table = await labelTableOrFinding(files, findings);
	if (images.length > 0) {
		checkLabelTable(files, images, table, findings);
		checkCameras(table, scenes, findings);
	}
	const onImage = (done: number): void => onProgress?.({ stage: "images", fraction: done / images.length });
	const checkOptions = { pixels, side, ahead, signal, onImage };
	const sizes = await checkImages(files, decoder, images, table, findings, checkOptions);
	return {
		name: files.name,
		...counts(files, images, table),
		sizes,
		pixels,
		ignored: ignore,
		findings: findings.list().filter(({ kind }) => !ignore.includes(kind)),
	};
}

/** Throws `InputError` that lists what is wrong, unless nothing is. */
export function requireSound(report: DatasetReport): void {
	const { findings, name } = report;
	if (findings.length === 0) return;
	const lines = findingLines(findings).map((line) => `\n  - ${line}`);
	throw new InputError(`dataset '${name}' cannot be used:${lines.join("")}`);
}

function checkNames(files: FileSet, images: readonly string[], findings: FindingCollector): void {
	for (const { name, reason } of files.refused) {
		if (isImageName(name) || name === LABEL_FILE) findings.add(reason, JSON.stringify(name).slice(1, -1));
	}
	if (images.length > 0) return;
	findings.add("empty", files.name);
	for (const name of [...files.sizes.keys()].filter(isOtherImageName).sort()) findings.add("other-format", name);
}

function counts(
	files: FileSet,
	images: readonly string[],
	table: LabelTable,
): Pick<DatasetReport, "images" | "labelled" | "repeats" | "otherFiles"> {
	const labels = images.flatMap((name) => table.labels.get(name) ?? []);
	return {
		images: images.length,
		labelled: labels.length,
		repeats: labels.reduce((sum, { times }) => sum + times - 1, 0),
		otherFiles: files.sizes.size - images.length - (files.sizes.has(LABEL_FILE) ? 1 : 0),
	};
}
