/** What happened while a network was read that its user should know: assumptions, conversions, parts left out. */

import type { NetworkDescription, PlainValue } from "../checkpoint/description.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { isOtherFloat } from "../tensor/to-float32.ts";
import type { FamilyMember } from "./family-member.ts";
import { networkFamily } from "./network-family.ts";
import type { SetAsidePart } from "./parts-set-aside.ts";
import type { PlainReader } from "./plain-reader.ts";
import type { UnusedPart } from "./unused-parts.ts";

export interface AssumedOption {
	readonly name: string;
	readonly value: PlainValue;
	readonly reason: string;
}

export interface ReadingNotes {
	/** Options that the file does not have. */
	readonly assumed: readonly AssumedOption[];
	/** Tensors that became float32, by what they were. */
	readonly converted: Readonly<Record<string, number>>;
	/** Parts that are read and have no bearing on pictures. */
	readonly setAside: readonly SetAsidePart[];
	/** Parts that are not computed. */
	readonly unused: readonly UnusedPart[];
	/** The published family that the network looks like where it has such parts. */
	readonly family: string | null;
	/** Which member of the family it is. */
	readonly member: FamilyMember;
}

/** Options whose absence is worth a word. Others have the published code's own default, and most files lack them. */
const TOLD: ReadonlyMap<string, string> = new Map([
	["c_scale", "as in the published code: people do not depend on the conditioning camera"],
	["avg_camera_pivot", "as in the published scripts; --pivot sets another"],
	["avg_camera_radius", "as in the published scripts; --radius sets another"],
	["superresolution_noise_mode", "as in the published networks"],
	["sr_antialias", "as in the published networks"],
	["disparity_space_sampling", "as in the published networks"],
	["clamp_mode", "the only one that is computed here"],
]);

export function assumedOptions(rendering: PlainReader): AssumedOption[] {
	const assumed = rendering.assumed();
	return [...TOLD].flatMap(([name, reason]) => {
		const value = assumed.get(name);
		return value === undefined ? [] : [{ name, value, reason }];
	});
}

export function convertedTensors({ parameters, buffers }: NetworkDescription): Readonly<Record<string, number>> {
	const counts = new Map<string, number>();
	for (const { dtype } of [...parameters.values(), ...buffers.values()]) {
		if (isOtherFloat(dtype)) counts.set(dtype, (counts.get(dtype) ?? 0) + 1);
	}
	return Object.fromEntries(counts);
}

/** Only a network with parts that we do not have is named after another family. */
export function familyOf(description: NetworkDescription, unused: readonly UnusedPart[]): string | null {
	return unused.length === 0 ? null : networkFamily(description);
}

/** The notes for people, a line each; none for a network like the published ones. */
export function noteLines({ assumed, converted, setAside, unused, family }: Omit<ReadingNotes, "member">): string[] {
	const counts = Object.entries(converted).map(([dtype, count]) => `${count} of ${dtype}`);
	return [
		...assumed.map(({ name, value, reason }) => `${name} is not in the file: ${shown(value)}, ${reason}`),
		...(counts.length === 0 ? [] : [`tensors converted to float32: ${counts.join(", ")}`]),
		...setAside.map(({ name, reason }) => `${name} is read and not used: ${reason}`),
		...(family === null ? [] : [`the network looks like ${family}`]),
		...unused.map((part) => `left out: ${partText(part)}`),
	];
}

export function partText({ kind, name, detail }: UnusedPart): string {
	return kind === "option" ? `${name} = ${detail}` : `${name}, ${detail}`;
}

/** Parts that a message lists. */
const LISTED = 8;

/** Throws `CheckpointError` naming what is not computed. */
export function refuseUnused({ unused, family }: ReadingNotes): void {
	if (unused.length === 0) return;
	const listed = unused.slice(0, LISTED).map(partText).join("; ");
	const more = unused.length > LISTED ? `; and ${unused.length - LISTED} more` : "";
	const like = family === null ? "" : ` It looks like ${family}.`;
	throw new CheckpointError(
		`checkpoint: the network has parts that are not computed here: ${listed}${more}.${like} Without them its pictures are not its own. To open it all the same: --allow-unused (allowUnused in code)`,
		{ unless: "allowUnused" },
	);
}

function shown(value: PlainValue): string {
	return Array.isArray(value) ? value.join(", ") : String(value);
}
