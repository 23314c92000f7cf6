/** The sheets of a sweep: entries with their control, principal components, style mixing. */

import type { SweepRecord } from "../../analysis/sweep/record.ts";
import type { SweepPictures } from "../../analysis/sweep/sweep.ts";
import type { RowKind } from "../../analysis/sweep/sweep-rows.ts";
import type { ExperimentFiles } from "../figures/experiment-files.ts";
import { sweepSheet } from "../figures/sweep-sheet.ts";
import { layersText } from "../options/edits.ts";
import type { SweepCommandOptions } from "./options.ts";

interface SheetKind {
	readonly file: string;
	readonly title: string;
	readonly kinds: readonly RowKind[];
	readonly about: (options: SweepCommandOptions) => string;
}

const SHEETS: readonly SheetKind[] = [
	{ file: "entries", title: "one entry at a time", kinds: ["entry", "random"], about: aboutEntries },
	{
		file: "components",
		title: "principal components of w",
		kinds: ["component"],
		about: ({ samples, layers }) =>
			`steps in standard deviations of people along the component (${samples} people), layers ${layersText(layers)}`,
	},
	{
		file: "mix",
		title: "style mixing",
		kinds: ["mix"],
		about: () => "layers of w taken from another seed, counted from 0 (coarse) upwards",
	},
];

/** How results are called. */
export interface ResultNames {
	/** Of files. */
	readonly base: string;
	/** In titles: "seed 4". */
	readonly who: string;
}

export async function writeSweepSheets(
	files: ExperimentFiles,
	{ sweep }: SweepRecord,
	pictures: SweepPictures,
	options: SweepCommandOptions,
	{ base, who, network }: ResultNames & { readonly network: string },
): Promise<void> {
	for (const { file, title, kinds, about } of SHEETS) {
		const places = [...sweep.rows.keys()].filter((index) => kinds.some((kind) => kind === sweep.rows[index]?.kind));
		if (places.length === 0) continue;
		const content = await sweepSheet({
			title: `${network} · ${who} · ${title}`,
			subtitle: [`${about(options)}; trunc ${options.trunc}`],
			unchanged: pictures.unchanged,
			rows: places.flatMap((index) => sweep.rows[index] ?? []),
			pictures: places.flatMap((index) => [pictures.rows[index] ?? []]),
			typical: sweep.typical,
		});
		await files.write(`${base}-${file}.png`, title, content);
	}
}

function aboutEntries({ space, mode, layers }: SweepCommandOptions): string {
	if (space === "z") {
		const how = mode === "set" ? "set to the value over the column" : "raised by the value over the column";
		return `entry of z (random: component along a random unit vector) ${how}; z is normalised before mapping`;
	}
	return `entry of ${space} moved by standard deviations of people in that entry, layers ${layersText(layers)}`;
}
