/**
 * Edits on the command line: `--edit pc1=+2,pc3:0-5=-1` takes steps along directions of `--directions <file>`, and
 * `--mix 7:4-9` takes layers of another seed. Layers are counted from 0, both ends included.
 */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { directionOf, readDirections } from "../../analysis/edits/direction-set.ts";
import { applyEdits, checkedLayers, type LatentEdit, type LayerRange, mixStyles } from "../../generator/edits.ts";
import type { MappingConfig } from "../../networks/config.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { sha256OfFile } from "../../platform/node/hash-file.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { type OptionsOf, several, text } from "./fields.ts";
import { parseNumber } from "./numbers.ts";
import { parseSeed } from "./seeds.ts";

/** A step as it was asked for. */
export interface EditRequest {
	readonly name: string;
	readonly layers: LayerRange;
	readonly amount: number;
}

/** Layers of another seed. */
export interface MixRequest {
	readonly seed: number;
	readonly layers: LayerRange;
}

/** Style mixing. */
export const MIX = {
	mix: several(
		"<seed:layers>",
		"style mixing: layers of another seed, as in 7:4-9; several separated by commas",
		parseMixes,
		{
			write: (mixes) => listOf(mixes.map(({ seed, layers }) => `${seed}:${layersText(layers)}`)),
		},
	),
};

/** Steps along directions, and style mixing. */
export const EDITS = {
	edit: several(
		"<name=amount>",
		"steps along directions of --directions, separated by commas; name:first-last=amount for some layers only",
		parseEdits,
		{
			write: (edits) => listOf(edits.map(({ name, layers, amount }) => `${name}${suffix(layers)}=${amount}`)),
		},
	),
	directions: text("<file>", "file of directions, as 'triplane sweep' writes it"),
	...MIX,
};

export type EditOptions = OptionsOf<typeof EDITS>;

/** Edits with their directions, ready for any number of people of one network. */
export interface PeopleEditor {
	/** What was done, for records; empty where nothing is. */
	readonly record: Readonly<Record<string, unknown>>;
	/** @param ws  [N, numWs, wDim] after truncation @returns ws [N, numWs, wDim]: first mixed, then edited */
	edit(ws: Float32Tensor): Float32Tensor;
}

/** `pc1=+2,pc3:0-5=-1` */
export function parseEdits(text: string): EditRequest[] {
	return text.split(",").map((part) => {
		const [, name, layers, amount] = /^\s*([^=:]+)(?::([^=]*))?=(.*)$/.exec(part) ?? [];
		if (name === undefined || amount === undefined) {
			throw new InvalidArgumentError(`'${part}': want a name and an amount, as in pc1=+2 or pc1:0-5=-1.`);
		}
		return {
			name: name.trim(),
			layers: layers === undefined ? null : parseLayers(layers),
			amount: parseNumber(amount),
		};
	});
}

/** `7:4-9,8:0` */
export function parseMixes(text: string): MixRequest[] {
	return text.split(",").map((part) => {
		const [seed = "", layers, ...more] = part.split(":");
		if (layers === undefined || more.length > 0) {
			throw new InvalidArgumentError(`'${part}': want a seed and layers, as in 7:4-9.`);
		}
		return { seed: parseSeed(seed), layers: parseLayers(layers) };
	});
}

/** `4`, `0-5`, or `all`. */
export function parseLayers(text: string): LayerRange {
	if (text.trim() === "all") return null;
	const [, first, last = first] = /^\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*$/.exec(text) ?? [];
	if (first === undefined) throw new InvalidArgumentError(`'${text}': want a layer, a range such as 0-5, or all.`);
	if (Number(last) < Number(first)) {
		throw new InvalidArgumentError(`the layers '${text}' run backwards: want ${last}-${first}.`);
	}
	return { first: Number(first), last: Number(last) };
}

/** As on the command line. */
export function layersText(layers: LayerRange): string {
	if (layers === null) return "all";
	return layers.first === layers.last ? String(layers.first) : `${layers.first}-${layers.last}`;
}

/**
 * Looks up directions and maps the seeds to mix in. Rejects with `InputError` for names and layers that are not there,
 * before any person is generated.
 * @param mapSeed  ws [1, numWs, wDim] of a seed, truncated and conditioned as everybody is
 */
export async function openEdits(
	{ wDim, numWs }: Pick<MappingConfig, "wDim" | "numWs">,
	{ edit = [], directions, mix = [] }: EditOptions,
	mapSeed: (seed: number) => Promise<Float32Tensor>,
	signal?: AbortSignal,
): Promise<PeopleEditor> {
	if (edit.length > 0 && directions === undefined) {
		throw new InputError("--edit: no file of directions; want --directions <file>, as 'triplane sweep' writes it");
	}
	for (const { layers } of edit) checkedLayers("--edit", layers, numWs);
	for (const { layers } of mix) checkedLayers("--mix", layers, numWs);
	const edits = directions === undefined ? [] : await readEdits(directions, edit, wDim);
	const mixes: { readonly ws: Float32Tensor; readonly layers: LayerRange }[] = [];
	for (const { seed, layers } of mix) mixes.push({ ws: await mapSeed(seed), layers });
	return {
		record:
			directions === undefined
				? {}
				: { directions: { file: directions, sha256: await sha256OfFile(directions, signal) } },
		edit: (ws) =>
			applyEdits(
				mixes.reduce((mixed, other) => mixStyles(mixed, other.ws, other.layers), ws),
				edits,
			),
	};
}

async function readEdits(path: string, requests: readonly EditRequest[], wDim: number): Promise<LatentEdit[]> {
	await using file = await openFile(path);
	const set = await readDirections(file, wDim);
	return requests.map(({ name, layers, amount }) => ({ direction: directionOf(set, name), amount, layers }));
}

/** Nothing where the list is empty. */
function listOf(parts: readonly string[]): readonly string[] | undefined {
	return parts.length === 0 ? undefined : parts;
}

function suffix(layers: LayerRange): string {
	return layers === null ? "" : `:${layersText(layers)}`;
}
