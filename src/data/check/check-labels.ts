/** Judges labels against images: which are missing, which are left over, which are no cameras. */

import { labelFaults } from "../../camera/label-checks.ts";
import type { FileSet } from "../../host/file-set.ts";
import { InputError } from "../../tensor/errors.ts";
import { isImageName, isOtherImageName, LABEL_FILE } from "../file-names.ts";
import { type LabelTable, NO_LABELS, parseLabelTable } from "../label-table.ts";
import type { FindingKind } from "./finding-kinds.ts";
import { FindingCollector, findingLines } from "./findings.ts";

/** Reads `dataset.json`; without one there are no labels. Rejects with `InputError` when it is damaged. */
export async function readLabelTable(files: FileSet): Promise<LabelTable> {
	if (!files.sizes.has(LABEL_FILE)) return NO_LABELS;
	return parseLabelTable(await files.read(LABEL_FILE), `'${LABEL_FILE}' in '${files.name}'`);
}

/** As `readLabelTable`, but a damaged file is a finding. */
export async function labelTableOrFinding(files: FileSet, findings: FindingCollector): Promise<LabelTable> {
	try {
		return await readLabelTable(files);
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		findings.add("label-file-damaged", LABEL_FILE, error.message);
		return { ...NO_LABELS, listed: true };
	}
}

/** Adds what is wrong with labels; `images` are the names of all images. */
export function checkLabelTable(
	files: FileSet,
	images: readonly string[],
	table: LabelTable,
	findings: FindingCollector,
): void {
	if (!table.listed) {
		findings.add("no-labels", files.name, elsewhere(files));
		for (const name of [...files.sizes.keys()].filter(isOtherImageName).sort()) findings.add("other-format", name);
		return;
	}
	const guess = guesser(images);
	for (const entry of table.malformed) findings.add("label-malformed", entry);
	for (const name of images) {
		if (!table.labels.has(name)) findings.add("label-missing", name);
	}
	for (const [name, { values, conflicts, notNumber }] of table.labels) {
		if (!files.sizes.has(name)) findings.add("label-without-image", name, guess(name));
		else if (!isImageName(name)) findings.add("other-format", name);
		if (conflicts > 0) findings.add("label-conflict", name);
		if (notNumber !== null) findings.add("label-not-numbers", name, notNumber);
		else for (const { kind, detail } of labelFaults(values)) findings.add(kind, name, detail);
	}
}

/** Finds the image that a name without one may mean: one of another case, ending or folder. */
function guesser(images: readonly string[]): (name: string) => string | undefined {
	const key = (name: string): string =>
		name
			.slice(name.lastIndexOf("/") + 1)
			.replace(/\.[^.]*$/, "")
			.toLowerCase();
	let byKey: ReadonlyMap<string, string> | null = null;
	return (name) => {
		byKey ??= new Map(images.map((image) => [key(image), image]));
		const found = byKey.get(key(name));
		return found && `is it '${found}'?`;
	};
}

/**
 * Throws `InputError` that lists what is wrong with labels, unless nothing is but what `ignore` names.
 * `images` are the names of all images.
 */
export function requireSoundLabels(
	files: FileSet,
	images: readonly string[],
	table: LabelTable,
	ignore: readonly FindingKind[] = [],
): void {
	const findings = new FindingCollector();
	checkLabelTable(files, images, table, findings);
	const list = findings.list().filter(({ kind }) => !ignore.includes(kind));
	const lines = findingLines(list).map((line) => `\n  - ${line}`);
	if (lines.length > 0) throw new InputError(`dataset '${files.name}': its labels cannot be used:${lines.join("")}`);
}

/** A packed folder within the archive is the commonest reason. */
function elsewhere(files: FileSet): string | undefined {
	const deeper = [...files.sizes.keys()].find((name) => name.endsWith(`/${LABEL_FILE}`));
	return deeper && `it lies in '${deeper}', not at the root`;
}
