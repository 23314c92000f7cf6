/**
 * Directions in w with names, and the file that keeps them: safetensors with one float32 tensor [wDim] for each.
 *
 * A direction is stored as the step that amount 1 takes; those of principal components are one standard deviation of
 * people long. Metadata: `format`, and whatever says where they come from.
 */

import { readSafetensors } from "../../checkpoint/safetensors/reader.ts";
import { safetensorsChunks } from "../../checkpoint/safetensors/writer.ts";
import type { ByteSource } from "../../host/byte-source.ts";
import { CheckpointError, InputError } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor } from "../../tensor/host-tensor.ts";
import { formatShape } from "../../tensor/shape.ts";

export interface DirectionSet {
	/** What messages call it: a path. */
	readonly name: string;
	/** [wDim] each, by name */
	readonly directions: ReadonlyMap<string, Float32Tensor>;
	readonly metadata: ReadonlyMap<string, string>;
}

const FORMAT = "triplane-directions/1";
/** As on the command line: nothing that `=`, `:` or `,` could be taken for. */
const NAME = /^[A-Za-z][\w.-]*$/;

/**
 * Reads a file of directions. Rejects with `CheckpointError` when it is damaged or something else, with `InputError` when
 * its directions are not of this network's wDim.
 */
export async function readDirections(source: ByteSource, wDim: number): Promise<DirectionSet> {
	const file = await readSafetensors(source);
	if (file.metadata.get("format") !== FORMAT) {
		throw new CheckpointError(`${source.name}: no file of directions (its metadata has no format '${FORMAT}')`);
	}
	const directions = new Map<string, Float32Tensor>();
	for (const [name, tensor] of await file.tensors()) {
		const vector = expectDType(`${source.name}: ${name}`, tensor, "float32");
		if (vector.shape.length !== 1 || vector.shape[0] !== wDim) {
			throw new InputError(
				`${source.name}: direction '${name}' has shape ${formatShape(vector.shape)}, want [${wDim}]: it is of another network`,
			);
		}
		if (!vector.data.every(Number.isFinite)) {
			throw new CheckpointError(`${source.name}: direction '${name}' has a number that is not finite`);
		}
		directions.set(name, vector);
	}
	return { name: source.name, directions, metadata: file.metadata };
}

/** The bytes of a file of directions, as pieces. Throws `InputError` for a name that no command line could give. */
export function directionsChunks({ directions, metadata }: Omit<DirectionSet, "name">): Uint8Array[] {
	for (const name of directions.keys()) {
		if (NAME.test(name)) continue;
		throw new InputError(
			`direction '${name}': want a name of letters, digits, '.', '_' or '-' that begins with a letter`,
		);
	}
	return safetensorsChunks(directions, new Map([...metadata, ["format", FORMAT]]));
}

/** The direction of that name. Throws `InputError` with the names there are. */
export function directionOf({ name: file, directions }: DirectionSet, name: string): Float32Tensor {
	const found = directions.get(name);
	if (found) return found;
	throw new InputError(`'${file}' has no direction '${name}'; it has ${[...directions.keys()].join(", ") || "none"}`);
}
