/**
 * Whose pictures are made: people of seeds, a person whom `invert` found, with the weights tuned to them (`--person`), or people
 * whose ws stand in a file (`--ws`), as projectors of other projects write them: w [wDim] or w+ [numWs, wDim] of one
 * person or several, as `.npy`, `.npz`, safetensors or torch's `.pt`.
 */

import { personName, type Truncation, wsOfLayers } from "../../analysis/person.ts";
import type { MappingConfig } from "../../networks/config.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { sha256OfFile } from "../../platform/node/hash-file.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor, HostTensor } from "../../tensor/host-tensor.ts";
import { formatShape } from "../../tensor/shape.ts";
import { numbersAsFloat32 } from "../../tensor/to-float32.ts";
import { readArrays } from "./array-file.ts";
import { type OptionsOf, text, value } from "./fields.ts";
import { parseSeeds } from "./seeds.ts";

/** Names that projectors give to latents, where a file has several arrays. */
const LATENT_ARRAYS = ["ws", "w_plus", "w", "latents", "latent"];
/** A file of more people is no result of a projector. */
const MOST_PEOPLE = 10_000;

/** A person of a file, instead of one of a seed. */
export const PERSON = {
	person: text(
		"<file>",
		"instead of a seed: a person of 'invert' (person.safetensors), with the weights that were tuned to them",
		{ conflicts: ["seed", "seeds", "ws"] },
	),
};

export const PEOPLE = {
	seeds: value<readonly number[]>("<list>", "seeds and ranges, as in 0,2,5-9", parseSeeds),
	...PERSON,
	ws: text("<file>", "instead of --seeds: people whose w or w+ a projector found (.npy, .npz, .safetensors, .pt)", {
		conflicts: ["seeds"],
	}),
};

export type PeopleOptions = OptionsOf<typeof PEOPLE>;

/** What people are opened with: the network, and the person whom the options name. */
export interface PeopleOf {
	readonly generator: { readonly config: { readonly mapping: Pick<MappingConfig, "numWs" | "wDim"> } };
	readonly person: OpenedPerson | null;
}

/** A person of `invert`; the weights that were tuned to them are the generator's. */
export interface OpenedPerson {
	readonly file: string;
	readonly sha256: string;
	/** [1, numWs, wDim] */
	readonly ws: Float32Tensor;
}

/** People by number: seeds, or places in the file of ws. */
export interface PeopleSource {
	readonly numbers: readonly number[];
	/** How files and captions begin. */
	readonly word: "seed" | "ws" | "person";
	/** For records: the file of ws or of the person, and its hash; nothing for seeds. */
	readonly record: Readonly<Record<string, unknown>>;
	/** @returns ws [1, numWs, wDim] of one of the numbers */
	wsOf(number: number): Promise<Float32Tensor>;
}

/** How files of an experiment with somebody begin: `volume-0001` for seeds, `volume-person0000`. */
export function nameOfResult(command: string, { word }: Pick<PeopleSource, "word">, number: number): string {
	return personName(number, word === "seed" ? `${command}-` : `${command}-${word}`);
}

/** For records: the seed, whose default is of no account where a file names the person. */
export function seedUnless(person: string | undefined, seed: number): { readonly seed: number | undefined } {
	return { seed: person === undefined ? seed : undefined };
}

/** Throws `InputError` unless people are asked for. */
export function requirePeople({ seeds, ws, person }: PeopleOptions): void {
	if ((seeds === undefined || seeds.length === 0) && ws === undefined && person === undefined) {
		throw new InputError("nobody to show: want --seeds <list>, as in 0,2,5-9, --person <file> or --ws <file>");
	}
}

/**
 * Opens the people of a network. Rejects with `InputError` for files that do not fit the network, and where truncation
 * is asked for, which belongs to the mapping that a file of ws has behind it.
 * @param mapSeed  ws [1, numWs, wDim] of a seed
 */
export async function openPeople(
	options: PeopleOptions,
	{ generator, person }: PeopleOf,
	{ truncationPsi }: Truncation,
	mapSeed: (seed: number) => Promise<Float32Tensor>,
	signal?: AbortSignal,
): Promise<PeopleSource> {
	if (person) {
		requireNoTruncation("person", truncationPsi);
		const { ws, file, sha256 } = person;
		return { numbers: [0], word: "person", record: { personFile: { file, sha256 } }, wsOf: async () => ws };
	}
	requirePeople(options);
	const { seeds = [], ws: path } = options;
	if (path === undefined) return { numbers: seeds, word: "seed", record: {}, wsOf: mapSeed };
	requireNoTruncation("ws", truncationPsi);
	const people = await readWs(path, generator.config.mapping);
	return {
		numbers: people.map((_, index) => index),
		word: "ws",
		record: { wsFile: { file: path, sha256: await sha256OfFile(path, signal) } },
		wsOf: async (number) => {
			const ws = people[number];
			if (!ws) throw new InputError(`ws '${path}': there is no person ${number}, only ${people.length}`);
			return ws;
		},
	};
}

function requireNoTruncation(option: "person" | "ws", truncationPsi: number): void {
	if (truncationPsi === 1) return;
	throw new InputError(
		`--trunc ${truncationPsi} with --${option}: ws of a file are shown as they are; leave --trunc out`,
	);
}

/** ws [1, numWs, wDim] of everybody in a file. Rejects with `InputError` or `CheckpointError`. */
export async function readWs(
	path: string,
	{ numWs, wDim }: Pick<MappingConfig, "numWs" | "wDim">,
): Promise<Float32Tensor[]> {
	await using source = await openFile(path);
	const arrays = await readArrays(source);
	const [name, tensor] = latentArray(arrays, wDim, path);
	const people = peopleOf(numbersAsFloat32(tensor), { numWs, wDim });
	const label = name === "" ? formatShape(tensor.shape) : `'${name}' ${formatShape(tensor.shape)}`;
	if (!people || people.length === 0 || people.length > MOST_PEOPLE) {
		throw new InputError(
			`ws '${path}': ${label}, want w [${wDim}] or [N, 1, ${wDim}], or w+ [${numWs}, ${wDim}] or [N, ${numWs}, ${wDim}]: ` +
				`this network has ${numWs} layers of ${wDim}`,
		);
	}
	for (const [index, { data }] of people.entries()) {
		if (!data.every(Number.isFinite))
			throw new InputError(`ws '${path}': person ${index} has a number that is not finite`);
	}
	return people;
}

/** The array that is meant: by its name, else the only one whose last axis fits. */
function latentArray(
	arrays: ReadonlyMap<string, HostTensor>,
	wDim: number,
	path: string,
): readonly [name: string, tensor: HostTensor] {
	const fitting = [...arrays].filter(([, { shape }]) => shape.at(-1) === wDim);
	const named = LATENT_ARRAYS.flatMap((name) => fitting.filter(([key]) => key === name));
	const only = fitting.length === 1 || arrays.size === 1 ? [...fitting, ...arrays] : [];
	const [found] = [...named, ...only];
	if (found) return found;
	const names = [...arrays].slice(0, 8).map(([key, { shape }]) => `'${key}' ${formatShape(shape)}`);
	throw new InputError(
		`ws '${path}': holds ${names.join(", ")}; want one array whose last axis is ${wDim}, or one named ${LATENT_ARRAYS.join(", ")}`,
	);
}

/** One tensor [1, numWs, wDim] for each person; `null` where the shape is another. */
function peopleOf(
	{ shape, data }: Float32Tensor,
	{ numWs, wDim }: Pick<MappingConfig, "numWs" | "wDim">,
): Float32Tensor[] | null {
	const layers = layersOf(shape, numWs, wDim);
	if (layers === null) return null;
	const length = layers * wDim;
	return Array.from({ length: data.length / length }, (_, person) => {
		return wsOfLayers(data.subarray(person * length, (person + 1) * length), { numWs, wDim });
	});
}

/** 1 for w, numWs for w+, `null` for another shape. [numWs, wDim] is one person in w+, not that many people in w. */
function layersOf(shape: readonly number[], numWs: number, wDim: number): number | null {
	const [people = 1, layers = 1] = shape.length > 3 && shape[0] === 1 ? shape.slice(1) : shape;
	if (shape.at(-1) !== wDim || shape.length > 4 || (shape.length === 4 && shape[0] !== 1)) return null;
	if (shape.length === 1) return 1;
	if (shape.length === 2) return people === numWs ? numWs : 1;
	return layers === numWs || layers === 1 ? layers : null;
}
