/** The dataset that a command reads: its files, its labels, and what records say of it. */

import { readLabelTable, requireSoundLabels } from "../../data/check/check-labels.ts";
import type { FindingKind } from "../../data/check/finding-kinds.ts";
import { imageNames, isImageName, LABEL_FILE } from "../../data/file-names.ts";
import type { LabelTable } from "../../data/label-table.ts";
import type { FileSet } from "../../host/file-set.ts";
import { sha256OfBytes } from "../../platform/node/hash-file.ts";
import { InputError } from "../../tensor/errors.ts";

export interface LabelledSource {
	readonly files: FileSet;
	/** Names of all images. */
	readonly images: readonly string[];
	readonly table: LabelTable;
}

/** A dataset as records name it. */
export interface SourceRecord {
	readonly name: string;
	readonly images: number;
	readonly bytes: number;
	/** Of the names and sizes of all images. */
	readonly listingSha256: string;
	/** Of dataset.json. */
	readonly labelsSha256: string | null;
}

/**
 * Reads names and labels. Rejects with `InputError` when there are no images, files are refused, or labels are wrong in
 * another way than `ignore` says.
 */
export async function readSource(files: FileSet, ignore: readonly FindingKind[]): Promise<LabelledSource> {
	const images = imageNames(files);
	if (images.length === 0) throw new InputError(`dataset '${files.name}': no images, want PNG, JPEG or WebP files`);
	const refused = files.refused.filter(({ name }) => isImageName(name) || name === LABEL_FILE);
	if (refused.length > 0) {
		const [{ name, reason } = { name: "", reason: "" }] = refused;
		throw new InputError(
			`dataset '${files.name}': ${refused.length} files are refused, first '${name}' (${reason}); see 'triplane dataset check'`,
		);
	}
	const table = await readLabelTable(files);
	requireSoundLabels(files, images, table, ignore);
	return { files, images, table };
}

export async function sourceRecord({ files, images }: LabelledSource): Promise<SourceRecord> {
	const sizes = images.map((name): [string, number] => [name, files.sizes.get(name) ?? 0]);
	const listing = new TextEncoder().encode(sizes.map(([name, size]) => `${name}\0${size}\n`).join(""));
	return {
		name: files.name,
		images: images.length,
		bytes: sizes.reduce((sum, [, size]) => sum + size, 0),
		listingSha256: sha256OfBytes(listing),
		labelsSha256: files.sizes.has(LABEL_FILE) ? sha256OfBytes(await files.read(LABEL_FILE)) : null,
	};
}
